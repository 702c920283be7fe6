import { categories } from '../../contracts/categories.ts';
import { answerOf, type ConsentAnswer, type ConsentRecord, type Provision } from '../consent.ts';
import { type Answers, answersOf, lastDayOf } from '../who-answers.ts';
import { aClause, aConsent, anInquiry, anOwner } from './example.ts';
import { type Ask, earliest, type Finding, type Inquiry, type Objection, objects, type RuleOfKind, type Support } from './rule.ts';

const hold = (code: string, sentence: string, ask: Ask): Objection => ({ outcome: 'hold', code, sentence, ask });

const toShare = ({ to, purpose, category }: Inquiry, isMore: boolean): Ask => ({ isMore, to, purpose, category });

const held = {
  missing: (inquiry: Inquiry) =>
    hold('consent-missing', 'Nobody has recorded what the person said about sharing.', toShare(inquiry, false)),
  silent: (inquiry: Inquiry) => hold('consent-does-not-cover', 'What the person agreed to does not cover this.', toShare(inquiry, true)),
  expired: hold('consent-expired', 'What the person agreed to has come to its end.', 'Ask the person again, and record the new answer.'),
  pressure: hold(
    'pressure-suspected',
    'The answer may not have been given freely.',
    'See the person alone, with an independent interpreter if one is needed, and ask again.',
  ),
  doubted: hold(
    'consent-to-confirm',
    'What the person agreed to has to be confirmed with them.',
    'Ask the person again whether this may be passed on, and record their answer about this referral.',
  ),
  age: hold(
    'age-not-known',
    'How old the person is is not known, so nor is who makes this decision.',
    'Record the date of birth of each member of the household, and of anyone for whom someone else answered.',
  ),
  young: hold(
    'competence-not-assessed',
    'The person is under 16 and nobody has recorded whether they can make this decision.',
    'Assess whether the young person can make this decision (Gillick), or ask someone who holds parental responsibility.',
  ),
  own: hold(
    'own-answer-needed',
    'The person is 16 or over, and makes this decision themself.',
    'Ask the person themself, and record their own answer.',
  ),
  // The same words whether authority was not shown or whoever answered is someone alleged to have done harm: a team may read them.
  authority: hold(
    'authority-not-evidenced',
    'Someone else answered for the person, and it is not shown that they may.',
    'See the person alone, and ask them if they can make this decision. If not, ask someone who may answer for them and has no part in what is told, and record the evidence of parental responsibility, of the lasting power of attorney or of the deputyship.',
  ),
};

/** Whether what was said holds on that day. */
const current = ({ givenOn, until }: ConsentRecord, today: string): boolean => !(until && until < today) && !(givenOn && givenOn > today);

/** Every name a person may have used of a recipient. */
const namesOf = ({ organisation, team, kind }: Inquiry['to']): string[] => [organisation, team ?? organisation, kind ?? organisation];

function answerIn(provisions: readonly Provision[], { to, purpose, category }: Inquiry): ConsentAnswer {
  return answerOf(provisions, { recipients: namesOf(to), purpose, category });
}

/** Whether a no reaches this, and no later yes does. */
const reaches = ({ refuses }: ConsentRecord, inquiry: Inquiry): boolean =>
  refuses === undefined || answerIn([refuses], inquiry).answer === 'deny';

/** A no is a no, however it was given and whoever gave it: only a yes is asked whether it was free and competent. */
function refusal(record: ConsentRecord, { answer }: ConsentAnswer, inquiry: Inquiry): Objection | undefined {
  switch (record.status) {
    case 'refused':
      return reaches(record, inquiry)
        ? { outcome: 'refuse', code: 'consent-refused', sentence: 'The person was asked, and said no.' }
        : undefined;
    case 'withdrawn': {
      if (!reaches(record, inquiry)) return undefined;
      const about = categories[inquiry.category].sentence;
      return { outcome: 'refuse', code: 'consent-withdrawn', sentence: `The person withdrew their permission for sharing ${about}.` };
    }
    case 'given':
      return answer === 'deny' && current(record, inquiry.today)
        ? { outcome: 'refuse', code: 'consent-excludes', sentence: 'The person agreed, but not to this.' }
        : undefined;
    case 'not-asked':
      return undefined;
  }
}

/** Why whoever gave this answer may not give it, if so. */
function standing(record: ConsentRecord, { age, isPresumedAdult }: Answers, { clause }: Inquiry): Objection | undefined {
  const isEvidenced = record.authority === 'evidenced';
  switch (record.givenBy) {
    case 'self':
      if (age === undefined && !isPresumedAdult) return held.age;
      return age === 'under-16' && record.competenceAssessed !== true ? held.young : undefined;
    case 'parental-responsibility':
      if (age === undefined) return held.age;
      return isEvidenced || clause.clause.parentalResponsibility === 'claimed' ? undefined : held.authority;
    // A lasting power of attorney is given, and a deputy acts, for an adult (Mental Capacity Act 2005 ss.9, 16).
    case 'attorney':
    case 'deputy':
      if (age === undefined && !isPresumedAdult) return held.age;
      return isEvidenced && (age === 'adult' || isPresumedAdult) ? undefined : held.authority;
  }
}

function permission(record: ConsentRecord, { answer, provision }: ConsentAnswer, answers: Answers, inquiry: Inquiry): Objection | Support {
  if (record.status !== 'given') return held.missing(inquiry);
  if (record.isDoubted) return held.doubted;
  if (record.pressureSuspected) return held.pressure;
  const lacking = standing(record, answers, inquiry);
  if (lacking) return lacking;
  if (!current(record, inquiry.today)) return held.expired;
  if (answer !== 'permit' || !provision) return held.silent(inquiry);
  const validUntil = earliest(record.until, earliest(lastDayOf(record, answers.birthDate), answers.countUntil));
  return { outcome: 'permit', consents: [{ id: record.id, provision }], validUntil, toldUntil: record.until };
}

const weight = { refuse: 2, withhold: 1, hold: 0 } as const;

/** One person’s records: a refusal in any beats a permit in another; a permit in one beats silence in another. */
function ofOnePerson(answers: Answers, inquiry: Inquiry): Objection | Support {
  const { counting, setAside, age } = answers;
  let permitted: Support | undefined;
  let first: Objection | undefined;
  for (const record of counting) {
    const answer = answerIn(record.provisions, inquiry);
    const refused = refusal(record, answer, inquiry);
    if (refused) return refused;
    const finding = permission(record, answer, answers, inquiry);
    if (objects(finding)) first ??= finding;
    else permitted ??= finding;
  }
  if (permitted) return permitted;
  if (setAside) return inquiry.offenderNamed || age === 'under-16' ? held.authority : held.own;
  return first ?? held.missing(inquiry);
}

function test(inquiry: Inquiry): Finding {
  if (inquiry.clause.clause.confidentiality !== 'explicit-permission') return undefined;
  let worst: Objection | undefined;
  let together: Support | undefined;
  for (const each of answersOf(inquiry)) {
    const finding = ofOnePerson(each, inquiry);
    if (!objects(finding)) together = together ? both(together, finding) : finding;
    else if (!worst || weight[finding.outcome] > weight[worst.outcome]) worst = finding;
  }
  return worst ?? together ?? held.missing(inquiry);
}

/** What two people’s permission comes to together. */
const both = (a: Support, b: Support): Support => ({
  outcome: 'permit',
  consents: [...(a.consents ?? []), ...(b.consents ?? [])],
  validUntil: earliest(a.validUntil, b.validUntil),
  toldUntil: earliest(a.toldUntil, b.toldUntil),
});

const saying = (...records: ConsentRecord[]) => anInquiry({ owner: anOwner({ consents: [records] }) });
const sharing = aConsent().provisions[0];
if (!sharing) throw new Error('the example consent has no provision');
const ofSomeoneBorn = (birthDate: string, ...records: ConsentRecord[]) =>
  anInquiry({ owner: anOwner({ birthDates: [birthDate], consents: [records] }) });
const child = '2012-01-01';
const parents = (change: Partial<ConsentRecord> = {}) =>
  aConsent({ id: 'consent-2', givenBy: 'parental-responsibility', authority: 'evidenced', ...change });
const exception = (answer: 'permit' | 'deny') => ({
  ...sharing,
  provisions: [{ id: 'exception-1', answer, categories: ['contact' as const], provisions: [] }],
});

export const permissionOfThePerson: RuleOfKind = {
  id: 'permission-of-the-person',
  fact: 'confidentiality',
  looksAt: 'kind',
  sentence:
    'Where the clause needs explicit permission, each person’s own, current and free answer, or that of someone who may answer for them, must name the recipient, the purpose and the kind of information.',
  test,
  examples: {
    permit: [
      saying(aConsent({ until: '2026-06-01' })),
      anInquiry({ owner: anOwner({ consents: [] }), clause: aClause({ confidentiality: 'none-owed' }) }),
      ofSomeoneBorn(child, aConsent({ competenceAssessed: true })),
      ofSomeoneBorn(child, parents()),
      ofSomeoneBorn(child, aConsent({ competenceAssessed: true }), parents({ status: 'refused' })),
      ofSomeoneBorn('2010-06-01', aConsent()),
      ofSomeoneBorn('1940-06-01', aConsent({ givenBy: 'attorney', authority: 'evidenced' })),
      {
        ...ofSomeoneBorn(child, parents({ authority: 'claimed' })),
        clause: aClause({ parentalResponsibility: 'claimed' }),
      },
      saying(aConsent({ provisions: [{ ...exception('permit'), answer: 'deny' }] })),
    ],
    deny: [
      anInquiry({ owner: anOwner({ consents: [] }) }),
      anInquiry({ owner: anOwner({ role: 'household-member' }) }),
      saying(),
      saying(aConsent({ status: 'not-asked' })),
      saying(aConsent({ status: 'refused' })),
      saying(aConsent({ status: 'withdrawn' })),
      saying(aConsent(), aConsent({ id: 'consent-2', status: 'refused' })),
      saying(aConsent({ until: '2026-05-31' })),
      saying(aConsent({ pressureSuspected: true })),
      saying(aConsent({ isDoubted: true })),
      saying(aConsent({ givenBy: 'attorney', authority: 'claimed' })),
      ofSomeoneBorn(child, aConsent({ givenBy: 'attorney', authority: 'evidenced' })),
      ofSomeoneBorn(child, parents({ authority: 'claimed' })),
      ofSomeoneBorn(child, aConsent({ competenceAssessed: true, status: 'refused' }), parents()),
      ofSomeoneBorn(child, aConsent({ competenceAssessed: true, provisions: [] }), parents()),
      ofSomeoneBorn('2010-06-01', parents()),
      { ...ofSomeoneBorn(child, parents()), offenderNamed: true },
      saying(aConsent({ provisions: [] })),
      saying(aConsent({ provisions: [exception('deny')] })),
      saying(aConsent(), aConsent({ id: 'consent-2', pressureSuspected: true, provisions: [exception('deny')] })),
      ofSomeoneBorn(child, aConsent()),
      anInquiry({ owner: anOwner({ role: 'shared', consents: [[aConsent()], []] }) }),
      anInquiry({ owner: anOwner({ role: 'shared', consents: [[aConsent()], [aConsent()]], birthDates: [undefined, '2012-01-01'] }) }),
    ],
  },
};
