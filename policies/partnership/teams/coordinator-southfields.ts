import type { Team } from '../../route.ts';

export const coordinatorSouthfields: Team = {
  id: 'coordinator-southfields',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Southfields',
  organisation: 'council',
  area: 'southfields',
  tiers: [0, 1],
};
