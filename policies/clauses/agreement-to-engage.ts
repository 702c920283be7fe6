import { type Answers, answersOf, lastDayOf } from '../who-answers.ts';
import { aClause, aConsent, anInquiry, anOwner } from './example.ts';
import { earliest, type Finding, type Objection, type Owner, type OwnerInquiry, type RuleOfOwner } from './rule.ts';

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

/** The last day on which someone’s agreement stands, if only a parent gave it. */
function lastDay({ counting, birthDate }: Answers): string | undefined {
  const agreed = counting.filter(({ engagement }) => engagement === 'agreed').map((record) => lastDayOf(record, birthDate));
  return agreed.includes(undefined) ? undefined : agreed[0];
}

function test(inquiry: OwnerInquiry): Finding {
  const { engagement: needed } = inquiry.clause.clause;
  if (needed === 'not-needed') return undefined;
  const answers = answersOf(inquiry);
  if (answers.some((each) => hasSaid(each, 'declined'))) return declined;
  if (needed !== 'asked-first') return undefined;
  if (answers.length === 0 || !answers.every((each) => hasSaid(each, 'agreed'))) return notAsked;
  return { outcome: 'permit', validUntil: answers.map(lastDay).reduce(earliest, undefined) };
}

const hasSaid = ({ counting }: Answers, what: 'agreed' | 'declined'): boolean => counting.some(({ engagement }) => engagement === what);

const said = (engagement: 'agreed' | 'declined' | 'not-asked') => anOwner({ consents: [[aConsent({ engagement })]] });

const parents = aConsent({ givenBy: 'parental-responsibility', authority: 'evidenced' });
const ofAChild = (change: Partial<Owner> = {}) => anOwner({ birthDates: ['2012-01-01'], consents: [[parents]], ...change });

export const agreementToEngage: RuleOfOwner = {
  id: 'agreement-to-engage',
  fact: 'engagement',
  looksAt: 'owner',
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
