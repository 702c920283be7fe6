import type { Functions } from '../../infra/local/functions.ts';

/** Whether a hub of the benchmarks has its readers of changes: without them it is the intake alone, as a Lambda of its own is. */
export type Consumers = 'on' | 'off';

const nothing = () => async () => ({ batchItemFailures: [] });

/** Readers of changes that read nothing, so that nothing is published, listed or delivered. */
export const consumersOff = { publish: nothing, project: nothing } satisfies Functions['changes'];
