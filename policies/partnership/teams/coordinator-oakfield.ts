import type { Team } from '../../places.ts';

export const coordinatorOakfield: Team = {
  id: 'coordinator-oakfield',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Oakfield',
  organisation: 'council',
  area: 'oakfield',
  tiers: [0, 1],
};
