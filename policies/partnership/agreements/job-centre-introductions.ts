import type { AgreementInput } from '../../../contracts/agreement.ts';
import { received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'employment-and-training-act-1973-s2' };

/** Job Centre → Local Area Coordinator, with the person’s consent always; benefits information stays where it is. */
export const jobCentreIntroductions: AgreementInput = {
  id: 'job-centre-introductions',
  version: 1,
  title: 'Introductions from the Job Centre',
  status: 'illustrative, needs IG review',
  parties: [parties.jobCentre, parties.council],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'A coordinator cannot meet someone without knowing who they are and what they hope for; nothing else is needed for an introduction.',
  dpia: 'DPIA 2026/01, illustrative',
  clauses: [
    {
      id: 'introduction',
      from: 'job-centre',
      to: { organisation: 'council', teamKinds: ['local-area-coordinator'] },
      purpose: 'introduction',
      categories: ['contact', 'hopes', 'need', 'consent', 'referrer'],
      exclusions: ['benefits'],
      article6,
      confidentiality: 'explicit-permission',
      engagement: 'asked-first',
      retentionDays: 365,
    },
    {
      id: 'placing',
      from: 'job-centre',
      to: { organisation: 'council', teamKinds: ['first-contact'] },
      purpose: 'introduction',
      categories: ['contact', 'need', 'consent', 'referrer'],
      exclusions: ['benefits'],
      article6,
      confidentiality: 'explicit-permission',
      engagement: 'asked-first',
      retentionDays: 90,
      note: 'For people whom no coordinator fits: First Contact finds the right team.',
    },
    received({
      from: 'council',
      to: 'job-centre',
      article6,
      note: 'Nothing more than that it was received goes back to the Job Centre.',
    }),
  ],
  approvals: [
    { organisation: 'job-centre', role: 'Senior Information Risk Owner', approvedOn: '2025-12-10' },
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
  ],
};
