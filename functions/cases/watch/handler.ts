import type { Runtime } from '../../runtime.ts';
import { oldest } from './oldest.ts';
import { watch } from './watch.ts';

/** Started every few minutes: a safeguarding concern that nobody takes on does not wait unnoticed. */
export const create = (parts: Pick<Runtime, 'store' | 'views' | 'clock' | 'log'>) => async (): Promise<void> => {
  const waiting = await watch(parts.clock.now(), parts);
  parts.log.write({ code: 'watched', waiting, measures: await oldest(parts.clock.now(), parts.views) });
};
