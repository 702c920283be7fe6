import type { Team } from '../../places.ts';

export const coordinatorQuarryEnd: Team = {
  id: 'coordinator-quarry-end',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Quarry End',
  organisation: 'council',
  area: 'quarry-end',
  tiers: [0, 1],
};
