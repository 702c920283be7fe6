import type { Team } from '../../places.ts';

export const firstContact: Team = {
  id: 'first-contact',
  kind: 'first-contact',
  name: 'First Contact',
  organisation: 'council',
  fallback: true,
  tiers: [0, 1, 2, 3],
};
