import type { AgreementInput } from '../../../contracts/agreement.ts';
import { received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'crime-and-disorder-act-1998-s115' };
const lawEnforcement = { authority: 'crime-and-disorder-act-1998-s115' };

/**
 * Police → ward support team after a dispute. The person is told, and the team may call; what it is about, and how often
 * officers were called, goes with the person’s permission. No complainant and no allegation goes at all.
 */
export const policeWardTeam: AgreementInput = {
  id: 'police-ward-team',
  version: 1,
  title: 'Repeat problems on the ward: from the police to the support team',
  status: 'illustrative, needs IG review',
  parties: [parties.police, parties.council],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'Officers are called to the same addresses again and again for want of something other than policing. The team can offer it if it knows whom to call on. It does not need to know who complained, or of what anyone was accused, and neither is shared.',
  dpia: 'DPIA 2026/05, illustrative',
  clauses: [
    {
      id: 'dispute-told',
      from: 'police',
      to: { organisation: 'council', teamKinds: ['ward-team'] },
      purpose: 'support',
      categories: ['contact'],
      exclusions: ['offence', 'abuse', 'free-text'],
      article6,
      lawEnforcement,
      protectedReaders: ['team-leader'],
      confidentiality: 'none-owed',
      engagement: 'told-first',
      retentionDays: 90,
      note: 'The officer tells each person that the team may call; of whoever was not told, nothing goes. Someone who says no is not called on: see the other clause, under which a no stands.',
    },
    {
      id: 'dispute-agreed',
      from: 'police',
      to: { organisation: 'council', teamKinds: ['ward-team'] },
      purpose: 'support',
      categories: ['contact', 'need', 'attendance', 'hopes', 'consent', 'referrer'],
      exclusions: ['offence', 'abuse', 'free-text'],
      article6,
      lawEnforcement,
      protectedReaders: ['team-leader'],
      confidentiality: 'explicit-permission',
      engagement: 'asked-by-the-team',
      retentionDays: 365,
      note: 'Anti-social behaviour is offence data and stays with the police (DPA 2018 s.11(2)); that there is a dispute between neighbours is not an accusation.',
    },
    received({ from: 'council', to: 'police', article6, note: 'Nothing more than that it was received goes back to the police.' }),
  ],
  approvals: [
    { organisation: 'police', role: 'Senior Information Risk Owner', approvedOn: '2025-12-11' },
    { organisation: 'council', role: 'Senior Information Risk Owner', approvedOn: '2025-12-12' },
  ],
};
