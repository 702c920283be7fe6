import type { AgreementInput } from '../../../contracts/agreement.ts';

type Party = AgreementInput['parties'][number];

const controller = (organisation: string, icoRegistration: string): Party => ({ organisation, role: 'controller', icoRegistration });

/** The parties to the demonstration agreements. Registration numbers are made up. */
export const parties = {
  council: controller('council', 'ZZ000001'),
  police: controller('police', 'ZZ000002'),
  fire: controller('fire', 'ZZ000003'),
  gp: controller('gp', 'ZZ000004'),
  jobCentre: controller('job-centre', 'ZZ000005'),
  streetScene: controller('street-scene', 'ZZ000006'),
  housing: controller('housing', 'ZZ000007'),
  befriending: controller('befriending', 'ZZ000008'),
  socialPrescribing: controller('social-prescribing', 'ZZ000009'),
} as const;
