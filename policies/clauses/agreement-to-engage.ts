import { type Answers, answersOf, lastDayOf } from '../who-answers.ts';
import { aClause, aConsent, anInquiry, anOwner } from './example.ts';
import type { Inquiry, Objection, Owner, Rule, Support } from './rule.ts';

const declined: Objection = {
  outcome: 'refuse',
  code: 'help-declined',
  sentence: 'The person does not want to be contacted with an offer of help. Early help is voluntary; this counts nothing against them.',
};
const notAsked: Objection = {
  outcome: 'hold',
  code: 'engagement-not-asked',
  sentence: 'Nobody has asked the person whether they want to be contacted.',
  ask: 'Ask: “Would you like someone from the team to get in touch with you?” and record the answer (engagement agreed, or declined).',
};

/** The last day on which everyone’s agreement stands, where a parent gave it. */
function lastDay(answers: readonly Answers[]): string | undefined {
  const days = answers.map(({ counting, birthDate }) => {
    const agreed = counting.filter(({ engagement }) => engagement === 'agreed').map((record) => lastDayOf(record, birthDate));
    return agreed.includes(undefined) ? undefined : agreed[0];
  });
  return days.filter((day) => day !== undefined).sort()[0];
}

function test(inquiry: Inquiry): Objection | Support | undefined {
  const { engagement: needed } = inquiry.clause.clause;
  if (needed === 'not-needed') return undefined;
  const answers = answersOf(inquiry);
  const said = answers.map(({ counting }) => counting.map(({ engagement }) => engagement));
  if (said.flat().includes('declined')) return declined;
  if (needed !== 'asked-first') return undefined;
  const everyoneAgreed = said.length > 0 && said.every((ofOne) => ofOne.includes('agreed'));
  return everyoneAgreed ? { outcome: 'permit', validUntil: lastDay(answers) } : notAsked;
}

const said = (engagement: 'agreed' | 'declined' | 'not-asked') => anOwner({ consents: [[aConsent({ engagement })]] });

const parents = aConsent({ givenBy: 'parental-responsibility', authority: 'evidenced' });
const ofAChild = (change: Partial<Owner> = {}) => anOwner({ birthDates: ['2012-01-01'], consents: [[parents]], ...change });

export const agreementToEngage: Rule = {
  id: 'agreement-to-engage',
  fact: 'engagement',
  sentence: 'Early help is voluntary: someone who declined it is not referred for it, and where the clause says so they are asked first.',
  test,
  examples: {
    permit: [
      anInquiry({ owner: said('agreed') }),
      anInquiry({ owner: said('not-asked'), clause: aClause({ engagement: 'asked-by-the-team' }) }),
      anInquiry({ owner: said('declined'), clause: aClause({ engagement: 'not-needed' }) }),
      anInquiry({ owner: ofAChild() }),
    ],
    deny: [
      anInquiry({ owner: said('not-asked') }),
      anInquiry({ owner: anOwner({ role: 'shared', consents: [[aConsent()], [aConsent({ engagement: 'not-asked' })]] }) }),
      anInquiry({ owner: said('declined'), clause: aClause({ engagement: 'asked-by-the-team' }) }),
      anInquiry({ owner: ofAChild({ birthDates: ['2010-06-01'] }) }),
      anInquiry({ owner: ofAChild(), offenderNamed: true }),
    ],
  },
};
