import type { Contender } from './contest.ts';
import type { BenchHub } from './hub.ts';

/** A hub that takes referrals in from so many clients, over when what they caused has been delivered. */
export const takingIn = (hub: BenchHub, name: string, connections: number, kind: 'known' | 'new'): Contender => ({
  name,
  run: (milliseconds) => hub.takeIn(kind, { connections, until: { milliseconds } }),
  settle: hub.idle,
  processorMs: hub.processorMs,
});
