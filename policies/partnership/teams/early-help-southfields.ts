import type { Team } from '../../route.ts';

export const earlyHelpSouthfields: Team = {
  id: 'early-help-southfields',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Southfields',
  organisation: 'council',
  tiers: [],
};
