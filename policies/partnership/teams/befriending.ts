import type { Team } from '../../places.ts';

export const befriending: Team = {
  id: 'befriending',
  kind: 'community-organisation',
  name: 'Marlshire Befriending',
  organisation: 'befriending',
  tiers: [0, 1],
};
