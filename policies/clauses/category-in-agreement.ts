import { categories } from '../../contracts/categories.ts';
import { aClause, anInquiry } from './example.ts';
import type { RuleOfKind } from './rule.ts';

export const categoryInAgreement: RuleOfKind = {
  id: 'category-in-agreement',
  fact: 'scope',
  looksAt: 'kind',
  sentence: 'Only the kinds of information a clause names may be shared under it, and none that it excludes.',
  test: ({ category, clause: { clause, title } }) =>
    clause.categories.includes(category) && !clause.exclusions.includes(category)
      ? undefined
      : {
          outcome: 'withhold',
          code: 'category-not-in-agreement',
          sentence: `The agreement “${title}” does not cover ${categories[category].sentence}.`,
        },
  examples: {
    permit: [anInquiry({ category: 'hopes' })],
    deny: [anInquiry({ category: 'need' }), anInquiry({ clause: aClause({ exclusions: ['contact'] }) })],
  },
};
