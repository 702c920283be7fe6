import type { Team } from '../../places.ts';

export const wardTeam: Team = {
  id: 'ward-team',
  kind: 'ward-team',
  name: 'Northgate ward support team',
  organisation: 'council',
  area: 'northgate',
  tiers: [0, 1, 2, 3],
};
