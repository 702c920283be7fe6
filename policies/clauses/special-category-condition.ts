import { categories } from '../../contracts/categories.ts';
import { aClause, anInquiry } from './example.ts';
import type { RuleOfKind } from './rule.ts';

export const specialCategoryCondition: RuleOfKind = {
  id: 'special-category-condition',
  fact: 'basis',
  looksAt: 'kind',
  sentence: 'Special category data is shared only where the clause names a condition of UK GDPR Art. 9(2).',
  test: ({ category, clause: { clause } }) =>
    categories[category].nature !== 'special' || clause.article9
      ? undefined
      : {
          outcome: 'withhold',
          code: 'no-article-9-condition',
          sentence: `The agreement names no condition for special category data (UK GDPR Art. 9(2)).`,
        },
  examples: {
    permit: [
      anInquiry(),
      anInquiry({ category: 'health', clause: aClause({ categories: ['health'], article9: { condition: '9(2)(h)', schedule1: 2 } }) }),
    ],
    deny: [anInquiry({ category: 'health', clause: aClause({ categories: ['health'] }) })],
  },
};
