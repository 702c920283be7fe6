import type { Runtime } from '../../runtime.ts';
import { changes, failure } from '../../store/changes.ts';
import { envelopesOf } from './publish.ts';

/** Reads the change stream; puts what teams and referrers should hear of on the bus. */
export const create = ({ bus, log }: Pick<Runtime, 'bus' | 'log'>) =>
  changes(
    async (commits) => {
      const envelopes = commits.flatMap(envelopesOf);
      if (envelopes.length > 0) await bus.publish(envelopes);
    },
    (error) => log.write(failure('publish', error)),
  );
