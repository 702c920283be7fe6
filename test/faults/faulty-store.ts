import { type CommitStore, Unavailable } from '../../functions/store/ports.ts';

/**
 * What can go wrong at one call of the store. `throttled`: nothing happened, and it says so. `reply-lost`: it happened,
 * and nobody hears. `contended`: a transaction met another. `crash-…`: the process ends there, before or after it.
 */
export type Fault = 'throttled' | 'reply-lost' | 'contended' | 'crash-before' | 'crash-after';

export const appendFaults: readonly Fault[] = ['throttled', 'reply-lost', 'contended', 'crash-before', 'crash-after'];
export const readFaults: readonly Fault[] = ['throttled', 'crash-before'];

/** Which call goes wrong: the first append is 0, the first read is 0. `times` in a row, once if left out. */
export interface Plan {
  readonly on: 'append' | 'read';
  readonly index: number;
  readonly fault: Fault;
  readonly times?: number;
}

class Crashed extends Error {
  override readonly name = 'Crashed';
}

/** A store that goes wrong as planned. After a crash every call fails until `restart`. */
export function faulty(inner: CommitStore) {
  let plan: Plan | undefined;
  let crashed = false;
  const counts = { append: 0, read: 0 };

  async function call<T>(on: Plan['on'], work: () => Promise<T>, contended?: T): Promise<T> {
    if (crashed) throw new Crashed();
    const index = counts[on];
    counts[on] += 1;
    const fault = plan?.on === on && index >= plan.index && index < plan.index + (plan.times ?? 1) ? plan.fault : undefined;
    if (fault === 'contended' && contended !== undefined) return contended;
    if (fault === 'throttled') throw new Unavailable('throttled');
    if (fault === 'crash-before') {
      crashed = true;
      throw new Crashed();
    }
    const done = await work();
    if (fault === 'reply-lost') throw new Unavailable('reply lost');
    if (fault === 'crash-after') {
      crashed = true;
      throw new Crashed();
    }
    return done;
  }

  const store: CommitStore = {
    read: (stream, options) => call('read', () => inner.read(stream, options)),
    last: (stream) => call('read', () => inner.last(stream)),
    append: (commits, rests) => call('append', () => inner.append(commits, rests), { ok: false, conflict: { kind: 'contended' } }),
    scan: inner.scan,
  };
  return {
    store,
    counts,
    /** Counts from here on, and goes wrong as planned. */
    arm(next?: Plan) {
      plan = next;
      counts.append = 0;
      counts.read = 0;
    },
    get crashed() {
      return crashed;
    },
    restart() {
      crashed = false;
      plan = undefined;
    },
  };
}
