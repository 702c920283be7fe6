import { rules } from '../../policies/clauses/index.ts';
import { duties } from '../../policies/law.ts';

/** What a line of `sharing` may say: an outcome, its code, and what it means. */
export interface Ruled {
  readonly code: string;
  readonly outcome: 'permit' | 'withhold' | 'hold' | 'refuse';
  readonly sentence: string;
  /** The rule it comes of, in the words that information governance reads. */
  readonly rule: string;
}

/** By the rules’ own examples of what they deny: every objection there is, in the words of its first example. */
const objections = rules.flatMap((rule) =>
  rule.examples.deny.flatMap((inquiry): Ruled[] => {
    const found = rule.test(inquiry);
    if (!found || found.outcome === 'permit') return [];
    return [{ code: found.code, outcome: found.outcome, sentence: found.sentence, rule: rule.sentence }];
  }),
);

const others: readonly Ruled[] = [
  { code: 'agreement', outcome: 'permit', sentence: 'Shared under an agreement in force, which is named.', rule: 'No rule objects.' },
  ...duties.map(
    ({ id, sentence }): Ruled => ({
      code: id,
      outcome: 'permit',
      sentence,
      rule: 'A safeguarding duty needs no agreement, and none can block it.',
    }),
  ),
  {
    code: 'no-agreement',
    outcome: 'withhold',
    sentence: 'No agreement covers sharing this with the recipient.',
    rule: 'What nothing permits is withheld.',
  },
  {
    code: 'nobody-known',
    outcome: 'withhold',
    sentence: 'It is not known whose information this is.',
    rule: 'A fact belongs to one person.',
  },
];

/** Every code a line of `sharing` may carry, once. */
export const rulings: readonly Ruled[] = [
  ...new Map([...others, ...objections].reverse().map((each) => [each.code, each])).values(),
].reverse();
