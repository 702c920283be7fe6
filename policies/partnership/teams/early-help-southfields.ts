import type { Team } from '../../places.ts';

export const earlyHelpSouthfields: Team = {
  id: 'early-help-southfields',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Southfields',
  organisation: 'council',
  districts: ['Southfields'],
  tiers: [],
  members: ['police', 'housing', 'gp'],
};
