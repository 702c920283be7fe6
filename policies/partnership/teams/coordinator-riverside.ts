import type { Team } from '../../places.ts';

export const coordinatorRiverside: Team = {
  id: 'coordinator-riverside',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Riverside',
  organisation: 'council',
  area: 'riverside',
  tiers: [0, 1],
};
