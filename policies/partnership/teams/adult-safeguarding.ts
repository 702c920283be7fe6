import type { Team } from '../../places.ts';

export const adultSafeguarding: Team = {
  id: 'adult-safeguarding',
  kind: 'adult-safeguarding',
  name: 'Adult Safeguarding',
  organisation: 'council',
  tiers: [],
};
