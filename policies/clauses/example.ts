import type { ConsentRecord } from '../consent.ts';
import type { ClauseInForce, Inquiry, Owner } from './rule.ts';

/** A consent that names everything the example clause needs. */
export const aConsent = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  id: 'consent-1',
  status: 'given',
  givenBy: 'self',
  pressureSuspected: false,
  engagement: 'agreed',
  provisions: [
    {
      id: 'sharing',
      answer: 'permit',
      recipients: ['local-area-coordinator'],
      purposes: ['introduction'],
      categories: ['contact', 'hopes'],
      provisions: [],
    },
  ],
  ...change,
});

export const anOwner = (change: Partial<Owner> = {}): Owner => ({ key: 'p1', role: 'subject', consents: [[aConsent()]], ...change });

export const aClause = (change: Partial<ClauseInForce['clause']> = {}, dates: Partial<ClauseInForce> = {}): ClauseInForce => ({
  agreement: 'example',
  version: 1,
  title: 'An example agreement',
  inForceFrom: '2026-01-01',
  inForceUntil: '2027-12-31',
  ...dates,
  clause: {
    id: 'introduction',
    from: 'job-centre',
    to: { organisation: 'council', teamKinds: ['local-area-coordinator'] },
    purpose: 'introduction',
    categories: ['contact', 'hopes'],
    exclusions: [],
    article6: { basis: '6(1)(e)', power: 'employment-and-training-act-1973-s2' },
    confidentiality: 'explicit-permission',
    engagement: 'asked-first',
    retentionDays: 365,
    unreleasedDays: 28,
    ...change,
  },
});

/** An inquiry that every rule lets through; each example says only what differs. */
export const anInquiry = (change: Partial<Inquiry> = {}): Inquiry => ({
  today: '2026-06-01',
  from: 'job-centre',
  to: { organisation: 'council', team: 'coordinator-northgate', kind: 'local-area-coordinator' },
  purpose: 'introduction',
  owner: anOwner(),
  category: 'contact',
  clause: aClause(),
  ...change,
});
