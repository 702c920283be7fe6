import type { Team } from '../../places.ts';

export const coordinatorCastleHill: Team = {
  id: 'coordinator-castle-hill',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Castle Hill',
  organisation: 'council',
  area: 'castle-hill',
  tiers: [0, 1],
};
