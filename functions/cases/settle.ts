import { ok } from '../edge/result.ts';
import type { Commit } from '../store/commit.ts';
import { untilSettled } from '../store/contention.ts';
import { type CommitStore, Unavailable } from '../store/ports.ts';
import { type CaseState, fold } from './case.ts';

/** A case as it was just read, whole. */
export interface Read {
  readonly state: CaseState;
  readonly commits: readonly Commit[];
  readonly head: Commit;
}

/**
 * Does something about one case as it stands, read strongly, and again if it moved meanwhile; gives whether anything
 * was done. Throws `Unavailable` if others kept getting in between.
 */
export async function settle(
  stream: string,
  store: Pick<CommitStore, 'read'>,
  work: (read: Read) => Promise<boolean | 'again'>,
): Promise<boolean> {
  const settled = await untilSettled(async () => {
    const commits = await store.read(stream);
    const state = fold(commits);
    const head = commits.at(-1);
    const done = state && head ? await work({ state, commits, head }) : false;
    return done === 'again' ? done : ok(done);
  });
  if (!settled.ok) throw new Unavailable('a case is contended');
  return settled.value;
}
