import type { Team } from '../../route.ts';

export const earlyHelpQuarryEnd: Team = {
  id: 'early-help-quarry-end',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Quarry End',
  organisation: 'council',
  tiers: [],
};
