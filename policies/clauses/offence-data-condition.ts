import { categories } from '../../contracts/categories.ts';
import { aClause, anInquiry } from './example.ts';
import type { RuleOfKind } from './rule.ts';

export const offenceDataCondition: RuleOfKind = {
  id: 'offence-data-condition',
  fact: 'basis',
  looksAt: 'kind',
  sentence: 'Criminal-offence data, allegations included, is shared only where the clause names a condition for UK GDPR Art. 10.',
  test: ({ category, clause: { clause } }) =>
    categories[category].nature !== 'offence' || clause.article10
      ? undefined
      : {
          outcome: 'withhold',
          code: 'no-article-10-condition',
          sentence: 'The agreement names no condition for criminal-offence data (UK GDPR Art. 10; DPA 2018 s.11(2)).',
        },
  examples: {
    permit: [anInquiry({ category: 'offence', clause: aClause({ categories: ['offence'], article10: { schedule1: 6 } }) })],
    deny: [
      anInquiry({ category: 'offence', clause: aClause({ categories: ['offence'], article9: { condition: '9(2)(g)', schedule1: 6 } }) }),
    ],
  },
};
