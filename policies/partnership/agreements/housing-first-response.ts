import type { AgreementInput } from '../../../contracts/agreement.ts';
import { progress, received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'housing-act-1996' };
const toLandlord = { from: 'council', to: 'housing', article6 };

/** Housing → First Response for a family that may lose its home, with the permission of each of them. */
export const housingFirstResponse: AgreementInput = {
  id: 'housing-first-response',
  version: 1,
  title: 'Families who may lose their home',
  status: 'illustrative, needs IG review',
  parties: [parties.housing, parties.council],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'An eviction harms children more than the arrears ever cost, and a landlord learns of the risk first. First Response can offer help while there is time if it knows who lives there, what they owe and what they would like help with. Who complained of them is not needed, and is not shared.',
  dpia: 'DPIA 2026/07, illustrative',
  clauses: [
    {
      id: 'family',
      from: 'housing',
      to: { organisation: 'council', teamKinds: ['first-response'] },
      purpose: 'support',
      categories: ['contact', 'birth-date', 'need', 'finances', 'consent', 'referrer'],
      article6,
      protectedReaders: ['team-leader', 'safeguarding-lead'],
      parentalResponsibility: 'evidenced',
      confidentiality: 'explicit-permission',
      engagement: 'asked-by-the-team',
      retentionDays: 365,
      note: 'To co-operate for the well-being of children (Children Act 2004 s.10). Dates of birth tell which of the household are children, who are answered for in another way.',
    },
    {
      id: 'allegations',
      from: 'housing',
      to: { organisation: 'council', teamKinds: ['first-response'] },
      purpose: 'support',
      categories: ['offence'],
      article6,
      article10: { schedule1: 6, policyDocument: 'Appropriate policy document 2026/07, illustrative' },
      protectedReaders: ['team-leader', 'safeguarding-lead'],
      parentalResponsibility: 'evidenced',
      confidentiality: 'explicit-permission',
      engagement: 'asked-by-the-team',
      retentionDays: 90,
      note: 'A complaint of anti-social behaviour is an allegation of an offence (DPA 2018 s.11(2)). It goes only where the person it is made against said, naming it, that it may, because they want help with it.',
    },
    received(toLandlord),
    progress(toLandlord),
  ],
  approvals: [
    { organisation: 'housing', role: 'Senior Information Risk Owner', approvedOn: '2025-12-09' },
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
  ],
};
