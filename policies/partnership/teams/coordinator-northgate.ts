import type { Team } from '../../places.ts';

export const coordinatorNorthgate: Team = {
  id: 'coordinator-northgate',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Northgate',
  organisation: 'council',
  area: 'northgate',
  tiers: [0, 1],
};
