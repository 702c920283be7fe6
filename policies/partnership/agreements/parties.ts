import type { AgreementInput } from '../../../contracts/agreement.ts';

type Party = AgreementInput['parties'][number];

const controller = (organisation: string, icoRegistration: string): Party => ({ organisation, role: 'controller', icoRegistration });

/** The parties to the demonstration agreements. Registration numbers are made up. */
export const parties = {
  council: controller('council', 'ZZ000001'),
  fire: controller('fire', 'ZZ000003'),
  jobCentre: controller('job-centre', 'ZZ000005'),
} as const;
