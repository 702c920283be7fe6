import type { Event } from '../../../contracts/events.ts';
import { type Actor, chain } from '../../store/commit.ts';
import type { CommitStore, KeyRing, ViewStore } from '../../store/ports.ts';
import { partitions } from '../../views/summary.ts';
import { circumstancesOf } from '../circumstances.ts';
import { caseKeyOf } from '../content.ts';

export interface ExpireParts {
  readonly store: CommitStore;
  readonly views: Pick<ViewStore, 'query'>;
  readonly keys: Pick<KeyRing, 'destroy'>;
}

const actor: Actor = { client: 'expire', organisation: 'hub' };
const pageSize = 100;

/**
 * Destroys the content of referrals that were refused, or held and never released, once the last day they are kept
 * for is past: the key of each case, so that what was sealed under it can never be read, and then a commit that says
 * so, by which the sender is told. What a crash left half done is finished the next time. Gives how many.
 */
export async function expire({ today, at }: { readonly today: string; readonly at: string }, parts: ExpireParts): Promise<number> {
  let destroyed = 0;
  let after: string | undefined;
  do {
    const page = await parts.views.query(partitions.unreleased, { limit: pageSize, after });
    for (const row of page.rows) {
      // Rows are in order of their last day: the first that is not yet past ends it.
      if (row.sk >= today) return destroyed;
      destroyed += await destroy(String(row['caseId']), { today, at }, parts);
    }
    after = page.next;
  } while (after !== undefined);
  return destroyed;
}

async function destroy(caseId: string, { today, at }: { today: string; at: string }, { store, keys }: ExpireParts): Promise<0 | 1> {
  const circumstances = await circumstancesOf(caseId, store);
  if (!circumstances) return 0;
  const { state, first, head } = circumstances;
  if (state.keepUntil === undefined || state.keepUntil >= today) return 0;
  const key = caseKeyOf(first);
  if (key) await keys.destroy(key);
  const { organisation } = state.received;
  const events: Event[] = [{ type: 'ContentDestroyed@1', data: { reason: 'never-released' } }];
  // A referrer that was told "routed" may be told no more than its return clause says.
  if (state.told !== 'routed') events.push({ type: 'ReferrerToBeTold@1', data: { organisation, referralId: caseId } });
  const appended = await store.append([chain({ stream: head.stream, seq: head.seq + 1, previous: head.hash, at, actor, events })]);
  return appended.ok ? 1 : 0;
}
