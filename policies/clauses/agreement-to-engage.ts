import { aClause, aConsent, anInquiry, anOwner } from './example.ts';
import type { Inquiry, Objection, Rule } from './rule.ts';

const declined: Objection = {
  outcome: 'refuse',
  code: 'help-declined',
  sentence: 'The person does not want to be contacted with an offer of help. Early help is voluntary; this counts nothing against them.',
};
const notAsked: Objection = {
  outcome: 'hold',
  code: 'engagement-not-asked',
  sentence: 'Nobody has asked the person whether they want to be contacted.',
  ask: 'Ask: “Would you like someone from the team to get in touch with you?” and record the answer.',
};

function test({ owner, clause: { clause } }: Inquiry): Objection | undefined {
  if (clause.engagement === 'not-needed') return undefined;
  const answers = owner.consents.map((records) => records.map((record) => record.engagement));
  if (answers.flat().includes('declined')) return declined;
  const everyoneAgreed = answers.length > 0 && answers.every((ofOne) => ofOne.includes('agreed'));
  return clause.engagement === 'asked-first' && !everyoneAgreed ? notAsked : undefined;
}

const said = (engagement: 'agreed' | 'declined' | 'not-asked') => anOwner({ consents: [[aConsent({ engagement })]] });

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
    ],
    deny: [
      anInquiry({ owner: said('not-asked') }),
      anInquiry({ owner: anOwner({ role: 'shared', consents: [[aConsent()], [aConsent({ engagement: 'not-asked' })]] }) }),
      anInquiry({ owner: said('declined'), clause: aClause({ engagement: 'asked-by-the-team' }) }),
    ],
  },
};
