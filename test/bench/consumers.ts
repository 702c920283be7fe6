import type { Functions } from '../../infra/local/functions.ts';

/** Whether a hub of the benchmarks has its readers of changes: without them it is the intake alone, as a Lambda of its own is. */
export type Consumers = 'on' | 'off';

/** No readers of changes: the hub starts those it is given, so nothing is handed over, published, listed or delivered. */
export const consumersOff = {} as Functions['changes'];
