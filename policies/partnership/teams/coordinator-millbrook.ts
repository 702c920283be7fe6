import type { Team } from '../../places.ts';

export const coordinatorMillbrook: Team = {
  id: 'coordinator-millbrook',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Millbrook',
  organisation: 'council',
  area: 'millbrook',
  tiers: [0, 1],
};
