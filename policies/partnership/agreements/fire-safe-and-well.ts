import type { AgreementInput } from '../../../contracts/agreement.ts';
import { progress, received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'fire-and-rescue-services-act-2004-s6' };
const toFire = { from: 'council', to: 'fire', article6 };

/** Fire → First Contact after a safe and well visit, with each occupant’s own consent. */
export const fireSafeAndWell: AgreementInput = {
  id: 'fire-safe-and-well',
  version: 1,
  title: 'Safe and well visits',
  status: 'illustrative, needs IG review',
  parties: [parties.fire, parties.council],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity: 'A visit finds hazards and frailty that the fire service cannot put right; First Contact can, if it knows of them.',
  dpia: 'DPIA 2026/02, illustrative',
  clauses: [
    {
      id: 'safe-and-well',
      from: 'fire',
      to: { organisation: 'council', teamKinds: ['first-contact'] },
      purpose: 'safe-and-well',
      categories: ['contact', 'hazard', 'mobility', 'need', 'consent', 'referrer'],
      article6,
      article9: { condition: '9(2)(g)', schedule1: 6, policyDocument: 'Appropriate policy document 2026/02, illustrative' },
      confidentiality: 'explicit-permission',
      engagement: 'asked-by-the-team',
      retentionDays: 365,
    },
    received(toFire),
    progress(toFire),
  ],
  approvals: [
    { organisation: 'fire', role: 'Senior Information Risk Owner', approvedOn: '2025-12-10' },
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
  ],
};
