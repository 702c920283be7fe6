import type { AgreementInput } from '../../../contracts/agreement.ts';
import { progress, received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'care-act-2014-s2' };
const byCharity = { basis: '6(1)(f)', power: 'charitable-objects' };
const byPrimaryCare = { basis: '6(1)(e)', power: 'nhs-act-2006' };
const withPermission = { from: 'council', article6, confidentiality: 'explicit-permission', engagement: 'asked-first' } as const;

/** First Contact and other teams of the council → coordinators, charities and social prescribing. Each introduction is agreed to afresh. */
export const firstContactIntroductions: AgreementInput = {
  id: 'first-contact-introductions',
  version: 1,
  title: 'Introductions to someone who can help',
  status: 'illustrative, needs IG review',
  parties: [parties.council, parties.befriending, parties.socialPrescribing],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'What prevents, reduces or delays need is mostly given by others than the council (Care Act 2014 s.2). Whoever is to give it must know who the person is and what they want; what else First Contact was told is not needed for that, and the person can say it or keep it.',
  dpia: 'DPIA 2026/09, illustrative',
  clauses: [
    {
      ...withPermission,
      id: 'coordinator',
      to: { organisation: 'council', teamKinds: ['local-area-coordinator'] },
      purpose: 'introduction',
      categories: ['contact', 'need', 'hopes', 'mobility', 'consent', 'referrer'],
      exclusions: ['benefits', 'offence', 'abuse', 'free-text'],
      article9: { condition: '9(2)(a)' },
      lawEnforcement: { authority: 'crime-and-disorder-act-1998-s115' },
      retentionDays: 365,
      note: 'A coordinator begins with what the person wants, not with a diagnosis: health is not shared.',
    },
    {
      ...withPermission,
      id: 'befriending',
      to: { organisation: 'befriending', teamKinds: ['community-organisation'] },
      purpose: 'support',
      categories: ['contact', 'need', 'hopes', 'mobility'],
      exclusions: ['benefits', 'offence', 'abuse', 'free-text'],
      article9: { condition: '9(2)(a)' },
      retentionDays: 180,
    },
    {
      ...withPermission,
      id: 'social-prescribing',
      to: { organisation: 'social-prescribing', teamKinds: ['community-organisation'] },
      purpose: 'support',
      categories: ['contact', 'need', 'hopes', 'health', 'mobility'],
      exclusions: ['benefits', 'offence', 'abuse', 'free-text'],
      article9: { condition: '9(2)(a)' },
      retentionDays: 180,
    },
    { ...received({ from: 'befriending', to: 'council', article6: byCharity }), id: 'befriending-received' },
    { ...progress({ from: 'befriending', to: 'council', article6: byCharity }), id: 'befriending-progress' },
    { ...received({ from: 'social-prescribing', to: 'council', article6: byPrimaryCare }), id: 'social-prescribing-received' },
    { ...progress({ from: 'social-prescribing', to: 'council', article6: byPrimaryCare }), id: 'social-prescribing-progress' },
  ],
  approvals: [
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
    { organisation: 'befriending', role: 'Chair of trustees', approvedOn: '2025-12-05' },
    { organisation: 'social-prescribing', role: 'Caldicott Guardian', approvedOn: '2025-12-08' },
  ],
};
