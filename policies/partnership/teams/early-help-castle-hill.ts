import type { Team } from '../../places.ts';

export const earlyHelpCastleHill: Team = {
  id: 'early-help-castle-hill',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Castle Hill',
  organisation: 'council',
  districts: ['Castle Hill'],
  tiers: [],
  members: ['police', 'housing', 'gp'],
};
