import type { AgreementInput } from '../../../contracts/agreement.ts';
import { received } from './feedback.ts';
import { parties } from './parties.ts';

/** Police → First Response for a child who came to notice and is not thought to be at risk of harm. Offences and abuse are withheld. */
export const policeEarlyHelp: AgreementInput = {
  id: 'police-early-help',
  version: 1,
  title: 'Children who come to the notice of the police',
  status: 'illustrative, needs IG review',
  parties: [parties.police, parties.council],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'Officers meet children whose families would welcome help long before anyone has cause to fear harm. First Response can offer it if it knows who the child is, what help is wanted and how often officers were called; why they were called is not needed to offer help, and would follow the child.',
  dpia: 'DPIA 2026/04, illustrative',
  clauses: [
    {
      id: 'early-help',
      from: 'police',
      to: { organisation: 'council', teamKinds: ['first-response'] },
      purpose: 'support',
      categories: ['contact', 'birth-date', 'need', 'education', 'attendance', 'consent', 'referrer'],
      exclusions: ['offence', 'abuse', 'free-text'],
      article6: { basis: '6(1)(e)', power: 'children-act-2004-s10' },
      article9: { condition: '9(2)(g)', schedule1: 6, policyDocument: 'Appropriate policy document 2026/04, illustrative' },
      lawEnforcement: { authority: 'children-act-2004-ss10-11' },
      protectedReaders: ['team-leader', 'safeguarding-lead'],
      parentalResponsibility: 'evidenced',
      confidentiality: 'explicit-permission',
      engagement: 'asked-by-the-team',
      retentionDays: 365,
      note: 'Suspected harm is not shared under this agreement: it goes at once, under the duty, whatever is agreed here.',
    },
    received({
      from: 'council',
      to: 'police',
      article6: { basis: '6(1)(e)', power: 'children-act-2004-s10' },
      note: 'Nothing more than that it was received goes back to the police.',
    }),
  ],
  approvals: [
    { organisation: 'police', role: 'Senior Information Risk Owner', approvedOn: '2025-12-11' },
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
  ],
};
