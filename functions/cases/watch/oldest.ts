import { type TeamKind, teamKinds } from '../../../contracts/vocabulary.ts';
import type { Measure } from '../../observe/measure.ts';
import type { ViewStore } from '../../store/ports.ts';
import { partitions } from '../../views/summary.ts';

/**
 * How long, in seconds, what waits longest has waited: a case for an answer of its team, by the kind of team, and a
 * safeguarding concern for someone to take it on; 0 where nothing waits, so that silence means that nobody looked. One
 * row is read for each. A view may lag a little behind the commits.
 */
export async function oldest(now: Date, views: Pick<ViewStore, 'query'>): Promise<Measure[]> {
  const waited = async (partition: string): Promise<number> => {
    const { rows } = await views.query(partition, { limit: 1 });
    const [since] = rows[0]?.sk.split('#') ?? [];
    return since === undefined ? 0 : Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000));
  };
  const kinds = Object.keys(teamKinds) as TeamKind[];
  return await Promise.all([
    ...kinds.map(async (of) => ({ name: 'OldestUnacknowledged' as const, value: await waited(partitions.awaited(of)), of })),
    waited(partitions.awaitedDuties).then((value) => ({ name: 'OldestUnacknowledgedSafeguarding' as const, value })),
  ]);
}
