import type { Agreement } from '../../contracts/agreement.ts';
import type { Commit } from '../store/commit.ts';

/** Where an agreement stands: the text last activated, and since when and why it is or is not in force. */
export interface Standing {
  readonly agreement: Agreement;
  readonly status: 'active' | 'suspended' | 'ended';
  readonly since: string;
  /** Why it was taken out of force, as a code. */
  readonly reason?: string | undefined;
}

/**
 * Where an agreement stands by the commits of its stream, oldest first; nothing if it was never activated. Does not look
 * at its dates: one that is active flows only from its first day to its last.
 */
export function standingOf(history: readonly Commit[]): Standing | undefined {
  let standing: Standing | undefined;
  for (const { at: since, events } of history) {
    for (const event of events) {
      if (event.type === 'AgreementActivated@1') standing = { agreement: event.data.agreement, status: 'active', since };
      if (event.type !== 'AgreementSuspended@1' && event.type !== 'AgreementEnded@1') continue;
      const status = event.type === 'AgreementSuspended@1' ? 'suspended' : 'ended';
      if (standing) standing = { agreement: standing.agreement, status, since, reason: event.data.reason };
    }
  }
  return standing;
}
