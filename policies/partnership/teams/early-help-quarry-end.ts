import type { Team } from '../../places.ts';

export const earlyHelpQuarryEnd: Team = {
  id: 'early-help-quarry-end',
  kind: 'early-help-hub',
  name: 'Early Help Hub, Quarry End',
  organisation: 'council',
  districts: ['Quarry End'],
  tiers: [],
  members: ['police', 'housing', 'gp'],
};
