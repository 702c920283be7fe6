import { aClause, anInquiry } from './example.ts';
import type { RuleOfOwner } from './rule.ts';

export const agreementInForce: RuleOfOwner = {
  id: 'agreement-in-force',
  fact: 'scope',
  looksAt: 'owner',
  sentence: 'Nothing flows under an agreement before its first day or after its last.',
  test: ({ today, clause }) =>
    clause.inForceFrom <= today && today <= clause.inForceUntil
      ? { outcome: 'permit', validUntil: clause.inForceUntil, toldUntil: clause.inForceUntil }
      : {
          outcome: 'withhold',
          code: 'agreement-not-in-force',
          sentence: `The agreement “${clause.title}” is not in force today.`,
        },
  examples: {
    permit: [anInquiry({ today: '2027-12-31' })],
    deny: [anInquiry({ today: '2028-01-01' }), anInquiry({ clause: aClause({}, { inForceFrom: '2026-06-02' }) })],
  },
};
