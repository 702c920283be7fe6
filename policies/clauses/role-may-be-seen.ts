import { anInquiry, anOwner } from './example.ts';
import type { Owner, RuleOfOwner } from './rule.ts';

const seen: ReadonlySet<Owner['role']> = new Set(['subject', 'household-member', 'shared']);

export const roleMayBeSeen: RuleOfOwner = {
  id: 'role-may-be-seen',
  fact: 'confidentiality',
  looksAt: 'owner',
  sentence:
    'Complainants, alleged offenders and professionals named in a referral are hidden from receiving teams, and so is text that tells of them.',
  test: ({ owner }) =>
    seen.has(owner.role) && (owner.roles ?? []).every((role) => seen.has(role))
      ? undefined
      : { outcome: 'withhold', code: 'role-hidden', sentence: 'People named in this role are hidden.' },
  examples: {
    permit: [
      anInquiry({ owner: anOwner({ role: 'household-member', birthDates: ['1980-01-01'] }) }),
      anInquiry({ owner: anOwner({ key: 'shared', role: 'shared', roles: ['subject', 'household-member'] }) }),
    ],
    deny: [
      anInquiry({ owner: anOwner({ role: 'complainant' }) }),
      anInquiry({ owner: anOwner({ role: 'alleged-offender' }) }),
      anInquiry({ owner: anOwner({ role: 'professional' }) }),
      anInquiry({ owner: anOwner({ key: 'shared', role: 'shared', roles: ['subject', 'complainant'] }) }),
    ],
  },
};
