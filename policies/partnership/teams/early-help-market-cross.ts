import type { Team } from '../../route.ts';

export const earlyHelpMarketCross: Team = {
  id: 'early-help-market-cross',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Market Cross',
  organisation: 'council',
  tiers: [],
};
