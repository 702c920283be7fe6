import { measuresOf } from '../../observe/measure.ts';
import type { Runtime } from '../../runtime.ts';
import { changes, failure } from '../../store/changes.ts';
import { envelopesOf } from './publish.ts';

/**
 * Reads the change stream; puts what teams and referrers should hear of on the bus. Then says what the commits count: of
 * a batch that came twice, twice.
 */
export const create = ({ bus, log }: Pick<Runtime, 'bus' | 'log'>) =>
  changes(
    async (commits) => {
      const envelopes = commits.flatMap(envelopesOf);
      if (envelopes.length > 0) await bus.publish(envelopes);
      const measures = commits.flatMap(measuresOf);
      if (measures.length > 0) log.write({ code: 'published', events: envelopes.length, measures });
    },
    (error) => log.write(failure('publish', error)),
  );
