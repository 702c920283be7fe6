import type { Team } from '../../route.ts';

export const earlyHelpNorthgate: Team = {
  id: 'early-help-northgate',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Northgate and Millbrook',
  organisation: 'council',
  tiers: [],
};
