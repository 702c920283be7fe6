import { anInquiry, anOwner } from './example.ts';
import type { RuleOfOwner } from './rule.ts';

/**
 * Whoever reads one of several people’s facts beside another’s may pass them on without knowing what that does. The code
 * says nothing of why, for decisions are kept where more people read them than may know. A statutory duty is not held up
 * by it: what a duty requires is decided before any rule.
 */
export const seenApart: RuleOfOwner = {
  id: 'seen-apart',
  fact: 'confidentiality',
  looksAt: 'owner',
  sentence: 'Where something marks domestic abuse, only the subject is seen, and alone, until someone trained has looked.',
  test: ({ keptApart, owner }) =>
    keptApart && owner.role !== 'subject'
      ? { outcome: 'withhold', code: 'one-person-only', sentence: 'For now only the person the referral is about is seen.' }
      : undefined,
  examples: {
    permit: [anInquiry({ keptApart: true }), anInquiry({ owner: anOwner({ role: 'household-member', birthDates: ['1980-01-01'] }) })],
    deny: [
      anInquiry({ keptApart: true, owner: anOwner({ role: 'household-member', birthDates: ['1980-01-01'] }) }),
      anInquiry({ keptApart: true, owner: anOwner({ key: 'shared', role: 'shared' }) }),
    ],
  },
};
