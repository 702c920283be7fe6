import type { Team } from '../../places.ts';

export const supportingFamilies: Team = {
  id: 'supporting-families',
  kind: 'family-support',
  name: 'Supporting Marlshire Families',
  organisation: 'council',
  tiers: [],
};
