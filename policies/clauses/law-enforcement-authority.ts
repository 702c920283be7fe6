import { aClause, anInquiry } from './example.ts';
import type { RuleOfKind } from './rule.ts';

export const lawEnforcementAuthority: RuleOfKind = {
  id: 'law-enforcement-authority',
  fact: 'power',
  looksAt: 'kind',
  sentence:
    'What was collected for law enforcement is shared only under a clause that names the law which authorises it (DPA 2018 s.36(4)).',
  test: ({ collected, clause: { clause } }) =>
    collected !== 'law-enforcement' || clause.lawEnforcement
      ? undefined
      : {
          outcome: 'withhold',
          code: 'law-enforcement',
          sentence: 'It was collected for law enforcement, and the agreement names no law that authorises another use (DPA 2018 s.36(4)).',
        },
  examples: {
    permit: [
      anInquiry({ collected: 'law-enforcement', clause: aClause({ lawEnforcement: { authority: 'children-act-2004-ss10-11' } }) }),
      anInquiry({ clause: aClause({ lawEnforcement: { authority: 'children-act-2004-ss10-11' } }) }),
    ],
    deny: [anInquiry({ collected: 'law-enforcement' })],
  },
};
