import type { Team } from '../../places.ts';

export const earlyHelpNorthgate: Team = {
  id: 'early-help-northgate',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Northgate and Millbrook',
  organisation: 'council',
  districts: ['Northgate', 'Millbrook'],
  tiers: [],
  members: ['police', 'housing', 'gp'],
};
