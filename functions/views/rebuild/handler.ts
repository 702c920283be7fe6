import type { Runtime } from '../../runtime.ts';
import { rebuild } from './rebuild.ts';

/** Started by an operator: makes worklists and lists again from the commits. */
export const create = (parts: Pick<Runtime, 'store' | 'views'>) => () => rebuild(parts);
