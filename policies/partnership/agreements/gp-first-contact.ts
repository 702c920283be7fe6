import type { AgreementInput } from '../../../contracts/agreement.ts';
import { progress, received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'nhs-act-2006' };
const toSurgery = { from: 'council', to: 'gp', article6 };

/** GP → First Contact. A surgery owes confidence, so each person’s explicit permission is needed; the NHS number stops at the hub. */
export const gpFirstContact: AgreementInput = {
  id: 'gp-first-contact',
  version: 1,
  title: 'Referrals from the surgery to First Contact',
  status: 'illustrative, needs IG review',
  parties: [parties.gp, parties.council],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'Much of what brings people to the surgery, such as bereavement, loneliness or strain as a carer, is not put right by medicine. First Contact can arrange help if it knows who the person is, what they would like help with and as much of their health as bears on that; the record stays at the surgery.',
  dpia: 'DPIA 2026/03, illustrative',
  clauses: [
    {
      id: 'support',
      from: 'gp',
      to: { organisation: 'council', teamKinds: ['first-contact'] },
      purpose: 'support',
      categories: ['contact', 'need', 'health', 'mobility', 'hopes', 'consent', 'referrer'],
      exclusions: ['nhs-number', 'free-text'],
      article6,
      article9: { condition: '9(2)(h)', schedule1: 2 },
      protectedReaders: ['team-leader'],
      confidentiality: 'explicit-permission',
      engagement: 'asked-by-the-team',
      retentionDays: 365,
      note: 'Health is what the clinician wrote for First Contact, not the record. Those who read it owe secrecy (DPA 2018 s.11(1)). Each relative answers for themself.',
    },
    received(toSurgery),
    progress(toSurgery),
  ],
  approvals: [
    { organisation: 'gp', role: 'Caldicott Guardian', approvedOn: '2025-12-09' },
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
  ],
};
