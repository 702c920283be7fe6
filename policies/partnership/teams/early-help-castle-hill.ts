import type { Team } from '../../route.ts';

export const earlyHelpCastleHill: Team = {
  id: 'early-help-castle-hill',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Castle Hill',
  organisation: 'council',
  tiers: [],
};
