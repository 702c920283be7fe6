import type { Team } from '../../places.ts';

export const childrensCentre: Team = {
  id: 'childrens-centre',
  kind: 'family-support',
  name: 'Children’s Centre',
  organisation: 'council',
  tiers: [],
};
