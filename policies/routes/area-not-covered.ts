import { aPart, inArea } from './example.ts';
import type { RouteRule } from './rule.ts';

export const areaNotCovered: RouteRule = {
  id: 'area-not-covered',
  sentence: 'Whoever lives where no coordinator works, or nobody knows where, goes to a person at First Contact.',
  find: ({ sector, area }, { coordinatorByArea, fallback: team }) => {
    if (sector === undefined) return [{ team, reason: 'area-unknown' }];
    return area && coordinatorByArea.has(area.id) ? undefined : [{ team, reason: 'no-coordinator-in-area' }];
  },
  examples: {
    speaks: [
      { part: aPart(inArea('nowhere')), goes: ['first-contact: area-unknown'] },
      { part: aPart({ area: undefined, sector: 'ZZ9 9' }), goes: ['first-contact: no-coordinator-in-area'] },
    ],
    silent: [aPart()],
  },
};
