import type { AgreementInput } from '../../../contracts/agreement.ts';
import { received } from './feedback.ts';
import { parties } from './parties.ts';

const article6 = { basis: '6(1)(e)', power: 'localism-act-2011-s1' };

/** Street scene → the leader of the ward support team: a resident’s own request that needs a visit, as the reason for a conversation. */
export const streetSceneConversations: AgreementInput = {
  id: 'street-scene-conversations',
  version: 1,
  title: 'Conversations that begin with a job for street scene',
  status: 'illustrative, needs IG review',
  parties: [parties.streetScene, parties.council],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity:
    'A call that has to be made anyway is the least intrusive way to offer help to people whom no service knows. The leader needs a name, an address and the job to choose whom to call on; complaints, jobs that someone else reported and notes are not needed, and are dropped when the list is read.',
  dpia: 'DPIA 2026/06, illustrative',
  clauses: [
    {
      id: 'conversation',
      from: 'street-scene',
      to: { organisation: 'council', teamKinds: ['ward-team'] },
      purpose: 'conversation',
      categories: ['contact', 'service-request'],
      article6,
      readers: ['team-leader'],
      confidentiality: 'none-owed',
      engagement: 'asked-by-the-team',
      retentionDays: 28,
      unreleasedDays: 28,
      note: 'A further use compatible with the request (UK GDPR Art. 6(4)), and a narrow one: the leader alone, and 28 days. No special category data is admitted.',
    },
    {
      id: 'support',
      from: 'street-scene',
      to: { organisation: 'council', teamKinds: ['ward-team'] },
      purpose: 'support',
      categories: ['contact', 'need', 'service-request', 'consent'],
      article6,
      confidentiality: 'explicit-permission',
      engagement: 'asked-first',
      retentionDays: 365,
      note: 'Accepting help makes the person known to the whole team; telling anyone else is asked separately.',
    },
    received({ from: 'council', to: 'street-scene', article6 }),
  ],
  approvals: [
    { organisation: 'street-scene', role: 'Senior Information Risk Owner', approvedOn: '2025-12-08' },
    { organisation: 'council', role: 'Senior Information Risk Owner', approvedOn: '2025-12-12' },
  ],
};
