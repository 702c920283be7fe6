import { bars } from '../law.ts';
import { anInquiry } from './example.ts';
import type { RuleOfKind } from './rule.ts';

export const statutoryBar: RuleOfKind = {
  id: 'statutory-bar',
  fact: 'power',
  looksAt: 'kind',
  sentence:
    'What a statute bars an organisation from disclosing stays, whatever an agreement or a consent says; whoever had it from them may not pass it on either.',
  test: ({ from, origin, category }) => {
    const bar = bars.find((each) => (each.from === from || each.from === origin) && each.categories.includes(category));
    return bar && { outcome: 'withhold', code: 'statutory-bar', sentence: bar.sentence };
  },
  examples: {
    permit: [
      anInquiry({ from: 'fire', category: 'benefits' }),
      anInquiry({ from: 'council', origin: 'fire', category: 'benefits' }),
      anInquiry({ category: 'contact' }),
    ],
    deny: [anInquiry({ category: 'benefits' }), anInquiry({ from: 'council', origin: 'job-centre', category: 'benefits' })],
  },
};
