import { categories } from '../../contracts/categories.ts';
import { answerOf, type ConsentAnswer, type ConsentRecord } from '../consent.ts';
import { aClause, aConsent, anInquiry, anOwner } from './example.ts';
import { type Inquiry, type Objection, objects, type Rule, type Support } from './rule.ts';

const hold = (code: string, sentence: string, ask: string): Objection => ({ outcome: 'hold', code, sentence, ask });

/** Where the answer belongs, in the words of a consent statement. */
const recordIn = ({ to, purpose, category }: Inquiry) =>
  `recipients ${to.kind ?? to.organisation}, purposes ${purpose}, categories ${category}`;

const held = {
  missing: (inquiry: Inquiry) =>
    hold(
      'consent-missing',
      'Nobody has recorded what the person said about sharing.',
      `Ask the person whether it may be passed on: ${categories[inquiry.category].sentence}. Record their answer as a consent (${recordIn(inquiry)}).`,
    ),
  silent: (inquiry: Inquiry) =>
    hold(
      'consent-does-not-cover',
      'What the person agreed to does not cover this.',
      `Ask the person whether this may be passed on too: ${categories[inquiry.category].sentence}. If they agree, add it to their consent (${recordIn(inquiry)}).`,
    ),
  expired: hold('consent-expired', 'What the person agreed to has come to its end.', 'Ask the person again, and record the new answer.'),
  pressure: hold(
    'pressure-suspected',
    'The answer may not have been given freely.',
    'See the person alone, with an independent interpreter if one is needed, and ask again.',
  ),
  age: hold(
    'age-not-known',
    'It is not known whether this member of the household is a child, who would have to be assessed as able to make this decision.',
    'Record the date of birth of each member of the household who answered for themself.',
  ),
  young: hold(
    'competence-not-assessed',
    'The person is under 16 and nobody has recorded whether they can make this decision.',
    'Assess whether the young person can make this decision (Gillick), or ask someone who holds parental responsibility.',
  ),
  authority: hold(
    'authority-not-evidenced',
    'Someone else answered for the person, and their authority has not been evidenced.',
    'Record the evidence of parental responsibility, of the lasting power of attorney or of the deputyship.',
  ),
};

/** Whole years between two plain dates. */
function ageOn(today: string, birthDate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether what was said holds on that day. */
const current = ({ givenOn, until }: ConsentRecord, today: string): boolean => !(until && until < today) && !(givenOn && givenOn > today);

function answerFor(record: ConsentRecord, { to, purpose, category }: Inquiry): ConsentAnswer {
  const recipients = [to.organisation, to.team, to.kind].filter((name) => name !== undefined);
  return answerOf(record.provisions, { recipients, purpose, category });
}

/** A no is a no, however it was given and whoever gave it: only a yes is asked whether it was free and competent. */
function refusal(record: ConsentRecord, inquiry: Inquiry): Objection | undefined {
  switch (record.status) {
    case 'refused':
      return { outcome: 'refuse', code: 'consent-refused', sentence: 'The person was asked, and said no.' };
    case 'withdrawn': {
      const about = categories[inquiry.category].sentence;
      return { outcome: 'refuse', code: 'consent-withdrawn', sentence: `The person withdrew their permission for sharing ${about}.` };
    }
    case 'given':
      return current(record, inquiry.today) && answerFor(record, inquiry).answer === 'deny'
        ? { outcome: 'refuse', code: 'consent-excludes', sentence: 'The person agreed, but not to this.' }
        : undefined;
    case 'not-asked':
      return undefined;
  }
}

function permission(record: ConsentRecord, birthDate: string | undefined, inquiry: Inquiry): Objection | Support {
  const { today } = inquiry;
  if (record.status === 'not-asked') return held.missing(inquiry);
  if (record.pressureSuspected) return held.pressure;
  if (record.givenBy !== 'self') return held.authority;
  if (!birthDate && inquiry.owner.role === 'household-member') return held.age;
  if (birthDate && ageOn(today, birthDate) < 16 && record.competenceAssessed !== true) return held.young;
  if (!current(record, today)) return held.expired;
  const { answer, provision } = answerFor(record, inquiry);
  if (answer !== 'permit' || !provision) return held.silent(inquiry);
  return { outcome: 'permit', consents: [{ id: record.id, provision }], validUntil: record.until };
}

const weight = { refuse: 3, withhold: 2, hold: 1, permit: 0 } as const;

/** One person’s records: a refusal in any beats a permit in another; a permit in one beats silence in another. */
function ofOnePerson(records: readonly ConsentRecord[], birthDate: string | undefined, inquiry: Inquiry): Objection | Support {
  for (const record of records) {
    const refused = refusal(record, inquiry);
    if (refused) return refused;
  }
  const answers = records.map((record) => permission(record, birthDate, inquiry));
  return answers.find((answer) => answer.outcome === 'permit') ?? answers[0] ?? held.missing(inquiry);
}

function test(inquiry: Inquiry): Objection | Support | undefined {
  if (inquiry.clause.clause.confidentiality !== 'explicit-permission') return undefined;
  const { consents, birthDates = [] } = inquiry.owner;
  const answers = consents.map((records, person) => ofOnePerson(records, birthDates[person], inquiry));
  if (answers.length === 0) return held.missing(inquiry);
  const worst = answers.reduce((a, b) => (weight[b.outcome] > weight[a.outcome] ? b : a));
  if (objects(worst)) return worst;
  const permits = answers.filter((answer) => !objects(answer));
  const days = permits.flatMap(({ validUntil }) => validUntil ?? []);
  return { outcome: 'permit', consents: permits.flatMap((permit) => permit.consents ?? []), validUntil: days.sort()[0] };
}

const saying = (...records: ConsentRecord[]) => anInquiry({ owner: anOwner({ consents: [records] }) });
const sharing = aConsent().provisions[0];
if (!sharing) throw new Error('the example consent has no provision');
const exception = (answer: 'permit' | 'deny') => ({
  ...sharing,
  provisions: [{ id: 'exception-1', answer, categories: ['contact' as const], provisions: [] }],
});

export const permissionOfThePerson: Rule = {
  id: 'permission-of-the-person',
  fact: 'confidentiality',
  sentence:
    'Where the clause needs explicit permission, each person’s own, current and free answer must name the recipient, the purpose and the kind of information.',
  test,
  examples: {
    permit: [
      saying(aConsent({ until: '2026-06-01' })),
      anInquiry({ owner: anOwner({ consents: [] }), clause: aClause({ confidentiality: 'none-owed' }) }),
      anInquiry({ owner: anOwner({ birthDates: ['2012-01-01'], consents: [[aConsent({ competenceAssessed: true })]] }) }),
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
      saying(aConsent({ givenBy: 'attorney' })),
      saying(aConsent({ provisions: [] })),
      saying(aConsent({ provisions: [exception('deny')] })),
      saying(aConsent(), aConsent({ id: 'consent-2', pressureSuspected: true, provisions: [exception('deny')] })),
      anInquiry({ owner: anOwner({ birthDates: ['2012-01-01'] }) }),
      anInquiry({ owner: anOwner({ role: 'shared', consents: [[aConsent()], []] }) }),
      anInquiry({ owner: anOwner({ role: 'shared', consents: [[aConsent()], [aConsent()]], birthDates: [undefined, '2012-01-01'] }) }),
    ],
  },
};
