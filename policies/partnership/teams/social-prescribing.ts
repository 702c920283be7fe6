import type { Team } from '../../places.ts';

export const socialPrescribing: Team = {
  id: 'social-prescribing',
  kind: 'community-organisation',
  name: 'Social prescribing',
  organisation: 'social-prescribing',
  tiers: [0, 1, 2],
};
