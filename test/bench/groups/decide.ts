import { Agreement } from '../../../contracts/agreement.ts';
import { jobCentre } from '../../../contracts/sources/job-centre/to-referral.ts';
import { bookOf } from '../../../functions/agreements/book.ts';
import { type Asking, decideFor } from '../../../functions/referrals/receive/answers.ts';
import { take } from '../../../functions/referrals/receive/message.ts';
import { chain } from '../../../functions/store/commit.ts';
import type { CommitStore } from '../../../functions/store/ports.ts';
import { streams } from '../../../functions/store/streams.ts';
import { explain } from '../../../policies/explain.ts';
import { jobCentreIntroductions } from '../../../policies/partnership/agreements/job-centre-introductions.ts';
import { partnership } from '../../../policies/partnership/index.ts';
import type { Said } from '../../../policies/said.ts';
import { memoryStore } from '../../support/memory-store.ts';
import type { Bench, Effort } from '../measuring.ts';
import { referralAbout } from '../messages.ts';
import { median, quantile } from '../statistics.ts';

const day = '2026-11-20';
const at = `${day}T09:00:00.000Z`;
const actor = { client: 'ig-council', organisation: 'council' };
const saidNothing: Said = { receivedAt: at, of: new Map() };
const team = 'coordinator-northgate';

const sizes = [10, 100_000] as const;
const nameOf = (index: number) => `partner-${index}`;

/**
 * One decision of a whole referral for one team, in plain words: agreements looked up by the two organisations, read afresh
 * each time, every kind of information decided, and explained to the sender. The agreements are of as many partners with
 * one organisation, and each decision is of another partner’s. In memory: what is timed is the hub’s own work. Each is made
 * twice and the second is timed: what a store has just read is warm, and what lies in this one’s memory is not.
 */
export async function decisions(bench: Bench): Promise<void> {
  const books = sizes
    .filter((size) => bench.wants(`decide p50 ${size}`, `items read per decision ${size}`))
    .map((size) => {
      bench.say(`decide p50 ${size}: a book of ${size} agreements`);
      return { size, ...decider(size), medians: [] as number[] };
    });
  const { passes, decisions: count } = bench.effort;
  for (let pass = 0; pass <= passes; pass += 1) {
    for (const { size, decide, medians } of books) {
      bench.say(`decide p50 ${size}: pass ${pass} of ${passes}`);
      const times = await timed(decide, count);
      if (pass > 0) medians.push(quantile(times, 0.5));
    }
  }
  for (const { size, itemsRead, medians } of books) {
    bench.found(`decide p50 ${size}`, { value: median(medians) });
    bench.found(`items read per decision ${size}`, { value: await itemsRead() });
  }
}

/** Microseconds of each of so many decisions. */
async function timed(decide: (turn: number) => Promise<void>, count: Effort['decisions']): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    await decide(turn);
    const start = performance.now();
    await decide(turn);
    times.push((performance.now() - start) * 1_000);
  }
  return times;
}

interface Decider {
  /** Decides for one partner after another, over a book of so many agreements. */
  readonly decide: (turn: number) => Promise<void>;
  /** How many items are read for a decision. */
  readonly itemsRead: () => Promise<number>;
}

function decider(size: number): Decider {
  const store = bookStore(size);
  const decide = decideOver(store, size);
  const itemsRead = async () => {
    const read = { items: 0 };
    // Counted apart: a store that counts takes time of its own.
    await decideOver(counted(store, read), size)(0);
    return read.items;
  };
  return { decide, itemsRead };
}

/** The same store, which adds up how many items were read. */
const counted = (store: CommitStore, read: { items: number }): CommitStore => ({
  ...store,
  read: async (...asked) => {
    const commits = await store.read(...asked);
    read.items += commits.length;
    return commits;
  },
  last: async (stream) => {
    const commit = await store.last(stream);
    if (commit) read.items += 1;
    return commit;
  },
});

function decideOver(store: CommitStore, size: number): Decider['decide'] {
  const now = new Date(at);
  const book = bookOf({ store, clock: { now: () => now } });
  const taken = take(jobCentre, JSON.parse(referralAbout(0)), { today: day, strict: false });
  const to = partnership.places.teams.get(team);
  if (!taken.ok || !to) throw new Error('the example of the benchmarks is not taken');
  const { referral } = taken.value;
  return async (turn) => {
    // A step that shares no factor with the sizes: over the whole book, not in its order.
    const from = nameOf((turn * 7_919) % size);
    const asking: Asking = { referral, caseId: 'bench', from, today: day, said: saidNothing, saidToSender: saidNothing };
    const { clauses } = await book.between(from, to.organisation, true);
    const { decision } = decideFor(to, asking, { said: saidNothing, clauses });
    const lines = explain(decision, 'sender');
    if (!lines.some(({ outcome }) => outcome === 'permit')) throw new Error('nothing was permitted');
  };
}

/** A store of what the book reads: so many agreements in force, each between a partner of its own and the team’s organisation. */
function bookStore(size: number): CommitStore {
  const agreement = Agreement.parse(jobCentreIntroductions);
  const to = 'council';
  const commits = Array.from({ length: size }, (_, index) => {
    const from = nameOf(index);
    const id = `agreement-of-${from}`;
    const clauses = agreement.clauses.map((clause) => ({ ...clause, ...(clause.from === 'job-centre' ? { from } : {}) }));
    const active = { type: 'AgreementActivated@1' as const, data: { agreement: { ...agreement, id, clauses } } };
    const listed = { type: 'FlowListed@1' as const, data: { agreements: [id] } };
    return [
      chain({ stream: streams.agreement(id), seq: 1, at, actor, events: [active] }),
      chain({ stream: streams.flow(from, to), seq: 1, at, actor, events: [listed] }),
    ];
  });
  const register = chain({
    stream: streams.register(to),
    seq: 1,
    at,
    actor,
    events: [{ type: 'RegisterMoved@1', data: { agreement: 'agreement-of-partner-0', change: 'activated' } }],
  });
  return memoryStore(() => undefined, [...commits.flat(), register]);
}
