import type { Team } from '../../route.ts';

export const earlyHelpWreakeVale: Team = {
  id: 'early-help-wreake-vale',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Wreake Vale',
  organisation: 'council',
  tiers: [],
};
