import type { Team } from '../../places.ts';

export const firstResponse: Team = {
  id: 'first-response',
  kind: 'first-response',
  name: 'First Response',
  organisation: 'council',
  tiers: [],
};
