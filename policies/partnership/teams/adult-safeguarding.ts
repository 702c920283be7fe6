import type { Team } from '../../route.ts';

export const adultSafeguarding: Team = {
  id: 'adult-safeguarding',
  kind: 'adult-safeguarding',
  name: 'Adult Safeguarding',
  organisation: 'council',
  tiers: [],
};
