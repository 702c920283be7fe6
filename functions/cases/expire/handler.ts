import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { expire } from './expire.ts';

/** Started once a day: nothing is kept that was never released, and nothing that is held is forgotten. */
export const create = (parts: Pick<Runtime, 'store' | 'views' | 'keys' | 'clock' | 'log'>) => async (): Promise<void> => {
  const now = parts.clock.now();
  const { destroyed, reminded } = await expire({ today: ukDate(now), at: now.toISOString() }, parts);
  parts.log.write({ code: 'expired', destroyed, reminded });
};
