import type { Team } from '../../places.ts';

export const earlyHelpOakfield: Team = {
  id: 'early-help-oakfield',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Oakfield',
  organisation: 'council',
  districts: ['Oakfield'],
  tiers: [],
  members: ['police', 'housing', 'gp'],
};
