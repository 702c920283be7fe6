import { anInquiry, anOwner } from './example.ts';
import type { Rule } from './rule.ts';

const seen = new Set(['subject', 'household-member', 'shared']);

export const roleMayBeSeen: Rule = {
  id: 'role-may-be-seen',
  fact: 'confidentiality',
  sentence: 'Complainants, alleged offenders and professionals named in a referral are hidden from receiving teams.',
  test: ({ owner }) =>
    seen.has(owner.role) ? undefined : { outcome: 'withhold', code: 'role-hidden', sentence: 'People named in this role are hidden.' },
  examples: {
    permit: [anInquiry({ owner: anOwner({ role: 'household-member' }) })],
    deny: [anInquiry({ owner: anOwner({ role: 'complainant' }) }), anInquiry({ owner: anOwner({ role: 'alleged-offender' }) })],
  },
};
