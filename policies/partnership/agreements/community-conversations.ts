import type { AgreementInput } from '../../../contracts/agreement.ts';
import { progress, received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'localism-act-2011-s1' };
const toRecorder = { from: 'council', to: 'council', article6 };

/**
 * A concern of a friend, a relative or a neighbour, written down by a team of the council → ward support team. Whoever
 * was concerned stays unnamed: nobody in that role is shown under any agreement.
 */
export const communityConversations: AgreementInput = {
  id: 'community-conversations',
  version: 1,
  title: 'Conversations that begin with someone’s concern',
  status: 'illustrative, needs IG review',
  parties: [parties.council, parties.police, parties.fire, parties.jobCentre],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'Some people are known to nobody but a neighbour. The team can only offer help by calling, and to call it needs the address and what was seen there; nothing else is shared until the person has been asked. Those who second people to the team are parties, for their people read as members of it and take nothing back.',
  dpia: 'DPIA 2026/10, illustrative',
  clauses: [
    {
      id: 'conversation',
      from: 'council',
      to: { organisation: 'council', teamKinds: ['ward-team'] },
      purpose: 'conversation',
      categories: ['contact', 'need', 'hazard'],
      article6,
      confidentiality: 'none-owed',
      engagement: 'asked-by-the-team',
      retentionDays: 28,
      unreleasedDays: 28,
      note: 'The person has told the council nothing in confidence, and is asked on the doorstep. No special category data is admitted before that.',
    },
    {
      id: 'conversation-agreed',
      from: 'council',
      to: { organisation: 'council', teamKinds: ['ward-team'] },
      purpose: 'conversation',
      categories: ['contact', 'need', 'hazard'],
      article6,
      confidentiality: 'explicit-permission',
      engagement: 'asked-by-the-team',
      retentionDays: 28,
      unreleasedDays: 28,
      note: 'Nobody need be asked before the team calls. Someone who was asked, and said no, is not called on: under this clause a no stands.',
    },
    {
      id: 'support',
      from: 'council',
      to: { organisation: 'council', teamKinds: ['ward-team'] },
      purpose: 'support',
      categories: ['contact', 'need', 'hazard', 'mobility', 'hopes', 'consent'],
      article6,
      article9: { condition: '9(2)(g)', schedule1: 6, policyDocument: 'Appropriate policy document 2026/10, illustrative' },
      confidentiality: 'explicit-permission',
      engagement: 'asked-first',
      retentionDays: 365,
    },
    received(toRecorder),
    progress(toRecorder),
  ],
  approvals: [
    { organisation: 'council', role: 'Caldicott Guardian', approvedOn: '2025-12-12' },
    { organisation: 'police', role: 'Senior Information Risk Owner', approvedOn: '2025-12-11' },
    { organisation: 'fire', role: 'Senior Information Risk Owner', approvedOn: '2025-12-10' },
    { organisation: 'job-centre', role: 'Senior Information Risk Owner', approvedOn: '2025-12-10' },
  ],
};
