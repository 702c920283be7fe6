import type { Agreement } from '../../../contracts/agreement.ts';
import type { Commit } from '../../../functions/store/commit.ts';

/** The agreement that is in force after some commits of its stream, oldest first; nothing if none is. Does not look at its dates. */
export function agreementAt(commits: readonly Commit[]): Agreement | undefined {
  const last = commits.at(-1)?.events.at(-1);
  return last?.type === 'AgreementActivated@1' ? last.data.agreement : undefined;
}
