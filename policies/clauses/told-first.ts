import { answersOf } from '../who-answers.ts';
import { aClause, aConsent, anInquiry, anOwner } from './example.ts';
import type { Objection, OwnerInquiry, RuleOfOwner } from './rule.ts';

const notTold: Objection = {
  outcome: 'hold',
  code: 'not-told',
  sentence: 'Nobody has told the person that a team may make contact.',
  ask: 'Tell the person: “Someone from the team may get in touch with you.” Then send it again, saying that they were told.',
};

/**
 * Whoever agreed to be contacted knows of it, if they can decide that. Telling someone is enough only for a person who
 * answers for themself.
 */
function test(inquiry: OwnerInquiry): Objection | undefined {
  if (inquiry.clause.clause.engagement !== 'told-first') return undefined;
  const { told = [] } = inquiry.owner;
  const answers = answersOf(inquiry);
  const everyoneKnows = answers.every(({ counting, age, isPresumedAdult }, person) => {
    const speaksForThemself = age === undefined ? isPresumedAdult : age !== 'under-16';
    const hasAgreed = counting
      .filter(({ engagement }) => engagement === 'agreed')
      .some(({ givenBy, competenceAssessed }) => givenBy !== 'self' || speaksForThemself || competenceAssessed === true);
    return hasAgreed || (told[person] === true && speaksForThemself);
  });
  return answers.length > 0 && everyoneKnows ? undefined : notTold;
}

const clause = aClause({ engagement: 'told-first', confidentiality: 'none-owed' });
const silent = aConsent({ status: 'not-asked', engagement: 'not-asked' });

export const toldFirst: RuleOfOwner = {
  id: 'told-first',
  fact: 'engagement',
  looksAt: 'owner',
  sentence: 'Where the clause says so, each person is at least told that a team may make contact, before anything of theirs is shared.',
  test,
  examples: {
    permit: [
      anInquiry({ owner: anOwner({ told: [true], consents: [[]] }), clause }),
      anInquiry({ owner: anOwner({ consents: [[aConsent({ engagement: 'agreed' })]] }), clause }),
      anInquiry({ owner: anOwner({ told: [false] }) }),
    ],
    deny: [
      anInquiry({ owner: anOwner({ consents: [[silent]] }), clause }),
      anInquiry({ owner: anOwner({ told: [false], consents: [[silent]] }), clause }),
      anInquiry({ owner: anOwner({ told: [undefined], consents: [[]] }), clause }),
      anInquiry({ owner: anOwner({ told: [true], birthDates: ['2014-01-01'], consents: [[silent]] }), clause }),
      anInquiry({ owner: anOwner({ told: [true], birthDates: ['2014-01-01'], consents: [[aConsent({ engagement: 'agreed' })]] }), clause }),
      anInquiry({ owner: anOwner({ role: 'household-member', told: [true], consents: [[silent]] }), clause }),
      anInquiry({ owner: anOwner({ role: 'shared', told: [true, undefined], consents: [[silent], [silent]] }), clause }),
      anInquiry({ owner: anOwner({ role: 'shared', told: [], consents: [] }), clause }),
    ],
  },
};
