import type { Team } from '../../route.ts';

export const wardTeam: Team = {
  id: 'ward-team',
  kind: 'ward-team',
  name: 'Northgate ward support team',
  organisation: 'council',
  tiers: [],
};
