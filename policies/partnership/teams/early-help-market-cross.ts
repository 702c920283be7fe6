import type { Team } from '../../places.ts';

export const earlyHelpMarketCross: Team = {
  id: 'early-help-market-cross',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Market Cross',
  organisation: 'council',
  districts: ['Market Cross'],
  tiers: [],
  members: ['police', 'housing', 'gp'],
};
