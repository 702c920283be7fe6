import type { Team } from '../../places.ts';

export const earlyHelpWreakeVale: Team = {
  id: 'early-help-wreake-vale',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Wreake Vale',
  organisation: 'council',
  districts: ['Wreake Vale'],
  tiers: [],
  members: ['police', 'housing', 'gp'],
};
