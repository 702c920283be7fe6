import type { Team } from '../../places.ts';

export const coordinatorSouthfields: Team = {
  id: 'coordinator-southfields',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Southfields',
  organisation: 'council',
  area: 'southfields',
  tiers: [0, 1],
};
