import type { Runtime } from '../../runtime.ts';
import { changes, failure } from '../../store/changes.ts';
import { project } from './project.ts';

/** Reads the change stream; keeps worklists and referrers’ lists. */
export const create = (parts: Pick<Runtime, 'store' | 'views' | 'log'>) =>
  changes(
    (commits) => project(commits, parts),
    (error) => parts.log.write(failure('project', error)),
  );
