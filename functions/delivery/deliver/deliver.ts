import type { Envelope, Event } from '../../../contracts/events.ts';
import { type Actor, type Commit, chain } from '../../store/commit.ts';
import { jitter } from '../../store/contention.ts';
import { type Clock, type CommitStore, transactionLimit, Unavailable } from '../../store/ports.ts';
import { streams } from '../../store/streams.ts';

const actor: Actor = { client: 'deliver', organisation: 'hub' };
/** How many events one transaction delivers: an entry and a mark each. */
export const deliveredAtOnce = transactionLimit / 2;
/** Each loss of a race for a mailbox, or repeat found, is another try. */
const tries = 8;

/**
 * Puts events into one mailbox, each once however often it is brought: in one transaction with a mark for each.
 * At most {@link deliveredAtOnce}, none twice. Throws `Unavailable` if others kept getting in between; the queue brings them again.
 */
export async function deliver(
  mailbox: string,
  envelopes: readonly Envelope[],
  { store, clock }: { readonly store: CommitStore; readonly clock: Clock },
): Promise<void> {
  let left = [...envelopes];
  const stream = streams.mailbox(mailbox);
  for (let attempt = 0; attempt < tries && left.length > 0; attempt += 1) {
    if (attempt > 0) await jitter(attempt);
    let last = await store.last(stream);
    const at = clock.now().toISOString();
    const commits = left.flatMap((envelope) => {
      const event = deliveredOf(envelope);
      const entry: Commit = chain({ stream, seq: (last?.seq ?? 0) + 1, previous: last?.hash, at, actor, events: [event] });
      const mark = chain({ stream: streams.delivery(mailbox, envelope.id), seq: 1, at, actor, events: [] });
      last = entry;
      return [entry, mark];
    });
    const appended = await store.append(commits);
    if (appended.ok) return;
    // Another delivery at the mailbox’s end is the usual loss, and says nothing of what has been delivered.
    const { conflict } = appended;
    if (conflict.kind !== 'exists' || conflict.commit.stream !== stream) left = await undelivered(mailbox, left, store);
  }
  if (left.length > 0) throw new Unavailable('the mailbox is contended');
}

async function undelivered(mailbox: string, envelopes: readonly Envelope[], store: CommitStore): Promise<Envelope[]> {
  const marks = await Promise.all(envelopes.map((envelope) => store.last(streams.delivery(mailbox, envelope.id))));
  return envelopes.filter((_, index) => !marks[index]);
}

function deliveredOf({ id, type, at, subject, area, tier, urgency, reason }: Envelope): Event {
  const detail = Object.fromEntries(Object.entries({ area, tier, urgency, reason }).filter(([, value]) => value !== undefined));
  return { type: 'Delivered@1', data: { id, type, at, subject, detail } };
}
