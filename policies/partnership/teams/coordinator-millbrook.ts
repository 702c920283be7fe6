import type { Team } from '../../route.ts';

export const coordinatorMillbrook: Team = {
  id: 'coordinator-millbrook',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Millbrook',
  organisation: 'council',
  area: 'millbrook',
  tiers: [0, 1],
};
