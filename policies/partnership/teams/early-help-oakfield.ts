import type { Team } from '../../route.ts';

export const earlyHelpOakfield: Team = {
  id: 'early-help-oakfield',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Oakfield',
  organisation: 'council',
  tiers: [],
};
