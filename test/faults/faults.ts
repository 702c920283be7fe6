import type { Ports } from '../support/kept.ts';

/**
 * What can go wrong at one call of something outside the process. `crash-…`: the process ends there, before or after it.
 * `reply-lost`: it happened, and nobody hears. `conflict`: it met another. `throttle`: nothing happened, and it says so.
 * `delay`: something else happens first. `duplicate`, `reorder`: what is handed over comes twice, or the last first.
 */
export type Fault = 'crash-before' | 'crash-after' | 'reply-lost' | 'conflict' | 'throttle' | 'delay' | 'duplicate' | 'reorder';

/** That a read happened and nobody heard is as if it had not. */
const reading = ['crash-before', 'throttle', 'delay'] as const satisfies readonly Fault[];
const writing = ['crash-before', 'crash-after', 'reply-lost', 'throttle', 'delay'] as const satisfies readonly Fault[];
/** Between what was committed and a consumer of it: a consumer that is not called is one that is called later. */
const handing = ['crash-before', 'crash-after', 'reply-lost', 'delay', 'duplicate', 'reorder'] as const satisfies readonly Fault[];

type Methods<P> = { [M in keyof P as P[M] extends (...args: never[]) => unknown ? M : never]: readonly Fault[] };

/** What can go wrong at each method of each port. A method that is new does not compile until it is here. */
export const portFaults = {
  store: { read: reading, last: reading, scan: reading, append: [...writing, 'conflict'] },
  views: { get: reading, query: reading, scan: reading, write: writing, claim: writing },
  keyTable: { get: reading, put: writing, delete: writing },
  objects: { get: reading, put: writing },
  bus: { publish: writing },
  signer: { sign: reading },
  verifierKey: { publicJwk: reading },
} as const satisfies { readonly [P in keyof Ports]: Methods<Ports[P]> };

/** What can go wrong where something is handed over: each reader of the change stream, the queue, a team’s own system. */
const handOverFaults = {
  changes: { publish: handing, project: handing },
  queue: { deliver: handing },
  mailbox: { take: ['crash-before', 'crash-after', 'duplicate'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly Fault[]>>>>;

/** Each place where something can go wrong, `port.method`, with what can. */
export const faultsAt: ReadonlyMap<string, readonly Fault[]> = new Map(
  Object.entries({ ...portFaults, ...handOverFaults }).flatMap(([port, methods]) =>
    Object.entries(methods).map(([method, faults]) => [`${port}.${method}`, faults] as const),
  ),
);

/** Which call goes wrong, and how: the first at a place is 0. `times` in a row, once if left out. */
export interface Plan {
  readonly place: string;
  readonly index: number;
  readonly fault: Fault;
  readonly times?: number;
}

export class Crashed extends Error {
  override readonly name = 'Crashed';
}

/** Counts what is called, and says which call goes wrong. */
export function fate() {
  let plan: Plan | undefined;
  let counts = new Map<string, number>();
  let hits = 0;
  let crashed = false;
  return {
    /** Counts from here on, and lets that call go wrong. */
    arm(next?: Plan) {
      plan = next;
      counts = new Map();
      hits = 0;
    },
    /** Nothing goes wrong from here on, nor is counted. Gives how often each place was called. */
    disarm(): ReadonlyMap<string, number> {
      plan = undefined;
      const counted = counts;
      counts = new Map();
      return counted;
    },
    /** A call comes to a place: what goes wrong with it. Throws if the process has ended. */
    meet(place: string): Fault | undefined {
      if (crashed) throw new Crashed();
      const index = counts.get(place) ?? 0;
      counts.set(place, index + 1);
      if (plan?.place !== place || index < plan.index || index >= plan.index + (plan.times ?? 1)) return undefined;
      hits += 1;
      return plan.fault;
    },
    /** Ends the process: every call fails until it is started again. */
    crash(): never {
      crashed = true;
      throw new Crashed();
    },
    get crashed() {
      return crashed;
    },
    /** How often something went wrong since it was armed. */
    get hits() {
      return hits;
    },
    started() {
      crashed = false;
    },
  };
}

export type Fate = ReturnType<typeof fate>;
