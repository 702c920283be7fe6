import type { Team } from '../../places.ts';

export const coordinatorMarketCross: Team = {
  id: 'coordinator-market-cross',
  kind: 'local-area-coordinator',
  name: 'Local Area Coordinator, Market Cross',
  organisation: 'council',
  area: 'market-cross',
  tiers: [0, 1],
};
