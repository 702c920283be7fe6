import fc from 'fast-check';
import { type Category, categoryIds } from '../../contracts/categories.ts';
import type { ConsentStatement } from '../../contracts/consent.ts';
import { Referral } from '../../contracts/referral.ts';
import { Need, type Purpose, type Role, roles, type TeamKind } from '../../contracts/vocabulary.ts';
import { anyReader, type ClauseInForce, type Owner, type Recipient } from '../../policies/clauses/rule.ts';
import type { ConsentRecord, Provision, Scope } from '../../policies/consent.ts';
import type { Question } from '../../policies/decide.ts';

/**
 * Arbitrary facts for a decision. The vocabularies are small and most details lean towards yes, so that a
 * fair share of generated questions is permitted and every rule is met on both sides.
 */

const kinds: Category[] = [
  'contact',
  'need',
  'health',
  'benefits',
  'offence',
  'free-text',
  'safeguarding',
  'progress',
  'staff-safety',
  'education',
  'abuse',
];
const purposes: Purpose[] = ['introduction', 'support', 'feedback'];
const teams: TeamKind[] = ['local-area-coordinator', 'first-contact', 'first-response'];
const readers = ['safeguarding-lead', 'team-leader', 'volunteer'];
const recipients = ['council', 'coordinator-northgate', ...teams, 'job-centre'];

const mostly = <T>(usual: T, ...rest: [T, ...T[]]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rest) });
const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
/** All of them, or else any. */
const mostlyAll = <T>(values: readonly T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant<T[]>([...values]) }, { weight: 1, arbitrary: fc.subarray([...values]) });
/** One of the names, or left out, which covers whatever the parent covers. */
const scoped = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined, freq: 3 });

const earlier = fc.constantFrom('2025-12-31', '2026-01-01', '2026-05-31', '2026-06-01');
const later = fc.constantFrom('2026-06-01', '2026-06-02', '2027-12-31');
export const today = '2026-06-01';

export const category = fc.constantFrom(...kinds);

/** A tree of provisions, at most four deep. Ids say where in the tree a provision is. */
export const provisions: fc.Arbitrary<Provision[]> = treeOf(3).map((made) => named(made, 'provision'));

function treeOf(depth: number): fc.Arbitrary<Provision[]> {
  const below = depth > 0 ? treeOf(depth - 1) : fc.constant<Provision[]>([]);
  const one = fc.record({
    id: fc.constant(''),
    answer: mostly<'permit' | 'deny'>('permit', 'deny'),
    recipients: scoped(recipients),
    purposes: scoped(purposes),
    categories: scoped(kinds),
    provisions: below,
  });
  return fc.array(one, { maxLength: 3 });
}

function named(made: readonly Provision[], at: string): Provision[] {
  return made.map((each, index) => ({ ...each, id: `${at}.${index}`, provisions: named(each.provisions, `${at}.${index}`) }));
}

export const scope: fc.Arbitrary<Scope> = fc.record({
  recipients: some(recipients),
  purpose: fc.constantFrom(...purposes),
  category,
});

/** A provision that permits nearly everything a question asks, with whatever exceptions. */
const generous: fc.Arbitrary<Provision[]> = treeOf(1).map((exceptions) => [
  { id: 'sharing', answer: 'permit', recipients, purposes, categories: categoryIds, provisions: named(exceptions, 'exception') },
]);

export const consentRecord: fc.Arbitrary<ConsentRecord> = fc.record({
  id: fc.constantFrom('consent-1', 'consent-2', 'consent-3'),
  status: mostly<ConsentRecord['status']>('given', 'refused', 'not-asked', 'withdrawn'),
  givenOn: fc.option(mostly('2026-05-31', '2026-06-02'), { nil: undefined }),
  until: fc.option(mostly('2027-01-01', '2026-05-31'), { nil: undefined }),
  givenBy: fc.oneof(
    { weight: 4, arbitrary: fc.constant<ConsentRecord['givenBy']>('self') },
    { weight: 1, arbitrary: fc.constantFrom<ConsentRecord['givenBy']>('parental-responsibility', 'parental-responsibility', 'attorney') },
  ),
  authority: mostly<ConsentRecord['authority']>('evidenced', 'claimed', undefined),
  pressureSuspected: mostly(false, true),
  isDoubted: mostly(false, true),
  competenceAssessed: fc.option(fc.boolean(), { nil: undefined }),
  engagement: mostly<ConsentRecord['engagement']>('agreed', 'declined', 'not-asked'),
  provisions: fc.oneof({ weight: 3, arbitrary: generous }, { weight: 1, arbitrary: provisions }),
});

const birthDate = fc.oneof(
  fc.constantFrom('1950-01-01', '1980-01-01'),
  fc.constantFrom(undefined, '2009-03-01', '2010-06-01', '2010-06-02', '2015-05-05'),
);
const concerned = fc.record({ records: fc.array(consentRecord, { maxLength: 3 }), birthDate, isProtected: mostly(false, true) });

/** People p1, p2 … and `shared`, which answers for each of them. */
const owners: fc.Arbitrary<Owner[]> = fc
  .array(fc.tuple(concerned, mostly<Role>('subject', 'household-member', 'household-member', 'complainant', 'alleged-offender')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((people) => [
    ...people.map(
      ([{ records, birthDate: born, isProtected }, role], index): Owner => ({
        key: `p${index + 1}`,
        role,
        consents: [records],
        birthDates: [born],
        roles: [role],
        isProtected,
      }),
    ),
    {
      key: 'shared',
      role: 'shared',
      consents: people.map(([{ records }]) => records),
      birthDates: people.map(([{ birthDate: born }]) => born),
      roles: people.map(([, role]) => role),
      isProtected: people.some(([{ isProtected }]) => isProtected),
    },
  ]);

const clauseInForce: fc.Arbitrary<ClauseInForce> = fc
  .record({
    number: fc.nat(99),
    from: mostly('job-centre', 'fire'),
    organisation: mostly('council', 'housing'),
    teamKinds: fc.option(fc.oneof(fc.constant(teams), some(teams)), { nil: undefined, freq: 8 }),
    purpose: mostly<Purpose>('introduction', 'support'),
    categories: fc.oneof(fc.constant(kinds), some(kinds)),
    exclusions: fc.oneof({ weight: 3, arbitrary: fc.constant<Category[]>([]) }, { weight: 1, arbitrary: some(kinds) }),
    special: mostly(true, false),
    offence: mostly(true, false),
    confidentiality: mostly<ClauseInForce['clause']['confidentiality']>('explicit-permission', 'none-owed', 'implied-direct-care'),
    engagement: mostly<ClauseInForce['clause']['engagement']>('asked-by-the-team', 'asked-first', 'not-needed'),
    authority: mostly<boolean>(true, false),
    readers: fc.option(some(readers), { nil: undefined, freq: 1 }),
    protectedReaders: fc.option(some(readers), { nil: undefined }),
    parentalResponsibility: fc.constantFrom(undefined, 'claimed', 'evidenced'),
    inForceFrom: mostly('2026-01-01', '2026-06-02'),
    inForceUntil: mostly('2027-12-31', '2026-05-31', '2026-06-01'),
  })
  .map(({ number, organisation, teamKinds, special, offence, authority, inForceFrom, inForceUntil, ...rest }) => ({
    agreement: `agreement-${number}`,
    version: 1 + (number % 3),
    title: `Agreement ${number}`,
    inForceFrom,
    inForceUntil,
    clause: {
      id: `clause-${number}`,
      ...rest,
      to: { organisation, teamKinds },
      article6: { basis: '6(1)(e)', power: 'care-act-2014-s2' },
      article9: special ? { condition: '9(2)(h)', schedule1: 2 } : undefined,
      lawEnforcement: authority ? { authority: 'children-act-2004-ss10-11' } : undefined,
      article10: offence ? { schedule1: 6, policyDocument: 'Illustrative' } : undefined,
      retentionDays: 90,
      unreleasedDays: 28,
    },
  }));

const reader = mostly<string | undefined>('safeguarding-lead', 'team-leader', 'volunteer', anyReader, undefined);
const recipient: fc.Arbitrary<Recipient> = fc
  .tuple(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom(...teams).map((kind): Recipient => ({ organisation: 'council', team: `${kind}-team`, kind })),
      },
      { weight: 1, arbitrary: fc.constant<Recipient>({ organisation: 'council' }) },
    ),
    reader,
  )
  .map(([to, role]) => ({ ...to, reader: role }));

/** A question about every kind of information of every owner, each once. It has no duty, and nobody has taken the case on. */
export const question: fc.Arbitrary<Question> = fc
  .record({
    to: recipient,
    from: mostly('job-centre', 'fire'),
    origin: fc.option(fc.constantFrom('job-centre', 'fire'), { nil: undefined, freq: 2 }),
    purpose: mostly<Purpose>('introduction', 'support'),
    keptApart: mostly<boolean>(false, true),
    owners,
    collected: fc.oneof({ weight: 2, arbitrary: fc.constant<Category[]>([]) }, { weight: 1, arbitrary: fc.subarray(kinds) }),
    clauses: fc.uniqueArray(clauseInForce, { minLength: 1, maxLength: 3, selector: (each) => each.agreement }),
  })
  .map(({ collected, ...rest }) => ({
    ...rest,
    today,
    asked: rest.owners.flatMap(({ key }) =>
      kinds.map((each) =>
        collected.includes(each) ? { owner: key, category: each, collected: 'law-enforcement' as const } : { owner: key, category: each },
      ),
    ),
  }));

const consentStatement: fc.Arbitrary<ConsentStatement> = fc.record({
  answer: mostly<ConsentStatement['answer']>('given', 'refused', 'not-asked'),
  recipients: mostlyAll(recipients),
  purposes: mostlyAll(purposes),
  categories: mostlyAll<Category>(categoryIds),
  exceptions: fc.array(
    fc.record({
      answer: fc.constantFrom('permit', 'deny'),
      recipients: scoped(recipients),
      purposes: scoped(purposes),
      categories: scoped(kinds),
    }),
    { maxLength: 2, size: 'xsmall' },
  ),
  feedback: fc.boolean(),
  givenOn: fc.option(earlier, { nil: undefined }),
  until: fc.option(later, { nil: undefined }),
  givenBy: fc.constantFrom('self', 'self', 'self', 'parental-responsibility', 'parental-responsibility', 'deputy'),
  authority: fc.constantFrom(undefined, 'claimed', 'evidenced'),
  competenceAssessed: fc.option(fc.boolean(), { nil: undefined }),
  othersPresent: fc.constant([]),
  pressureSuspected: mostly(false, true),
  engagement: mostly<ConsentStatement['engagement']>('agreed', 'declined', 'not-asked'),
});

const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
const words = fc.constantFrom('one thing', 'another thing', 'a third thing');

/** What may be told of one person, without the person's place in the referral. */
export const told = fc.record({
  role: fc.constantFrom(...roles),
  name: fc.option(fc.record({ given: words, family: words }), { nil: undefined }),
  birthDate,
  needs: few(fc.record({ code: fc.constantFrom(...Need.options) })),
  health: few(words),
  benefits: few(words),
  narrative: fc.option(words, { nil: undefined }),
  consent: fc.option(consentStatement, { nil: undefined, freq: 5 }),
});

/** A valid canonical referral about one to four people; the first is its subject. */
export const referral: fc.Arbitrary<Referral> = fc
  .record({
    purpose: fc.constantFrom(...purposes),
    urgency: fc.constantFrom('urgent', 'routine'),
    referrer: fc.option(fc.record({ name: words }), { nil: undefined }),
    narrative: fc.option(words, { nil: undefined }),
    safeguarding: fc.option(fc.constant({ about: 'p1', atRisk: 'adult', reasonableCause: true, grounds: 'grounds' }), { nil: undefined }),
    people: fc.array(told, { minLength: 1, maxLength: 4 }),
  })
  .map(({ people, ...rest }) =>
    Referral.parse({
      ...rest,
      people: people.map((person, index) => ({ ...person, key: `p${index + 1}`, role: index === 0 ? 'subject' : person.role })),
    }),
  );

/** What may be told of one member of a family. Every word of it says whose it is: `of p2`. */
const member = fc.record({
  role: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Role>('household-member') },
    { weight: 3, arbitrary: fc.constantFrom<Role>('complainant', 'alleged-offender', 'alleged-offender', 'professional') },
  ),
  birthDate,
  has: fc.subarray([
    'address',
    'telephones',
    'education',
    'needs',
    'health',
    'offences',
    'abuse',
    'staffSafety',
    'narrative',
    'safetyDetail',
    'benefits',
  ]),
  protected: mostly<boolean>(false, true),
  abuseMarker: fc.integer({ min: 0, max: 19 }).map((one) => one === 0),
  consent: fc.option(consentStatement, { nil: undefined, freq: 8 }),
});

function personOf({ has, ...rest }: typeof member extends fc.Arbitrary<infer M> ? M : never, index: number) {
  const of = `of p${index + 1}`;
  const all: Record<(typeof has)[number], unknown> = {
    address: { lines: [`address ${of}`] },
    telephones: [`telephone ${of}`],
    education: `school ${of}`,
    needs: [{ code: 'loneliness' }, { code: 'falls' }],
    health: [`health ${of}`],
    benefits: [`claim ${of}`],
    offences: [`allegation ${of}`],
    abuse: [`abuse ${of}`],
    staffSafety: [{ advice: ['do-not-visit-alone'], ring: `desk ${of}`, basis: `basis ${of}` }],
    narrative: `story ${of}`,
    safetyDetail: `detail ${of}`,
  };
  const told = Object.fromEntries(has.map((name) => [name, all[name]]));
  return { ...rest, ...told, key: `p${index + 1}`, role: index === 0 ? 'subject' : rest.role, name: { given: `name ${of}` } };
}

const places = [
  '/people/0',
  '/people/1',
  '/people/0/needs',
  '/people/1/health/0',
  '/people/0/name',
  '/people/0/staffSafety',
  '/narrative',
  '/referrer',
];

/** A referral about two to four people of one home, parts of it collected for law enforcement. */
export const family: fc.Arbitrary<Referral> = fc
  .record({
    purpose: fc.constant<Purpose>('introduction'),
    urgency: fc.constant('routine'),
    referrer: fc.constant({ name: 'An officer' }),
    narrative: fc.constant('a story of everyone'),
    lawEnforcement: fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: some(places) }),
    people: fc.array(member, { minLength: 2, maxLength: 4 }),
  })
  .map(({ people, ...rest }) => Referral.parse({ ...rest, people: people.map(personOf) }));

/** A clause that covers all but warnings from the fire service to every team, and differs in who reads and who is asked. */
const wide = (each: ClauseInForce): ClauseInForce => ({
  ...each,
  inForceFrom: '2026-01-01',
  inForceUntil: '2027-12-31',
  clause: {
    ...each.clause,
    from: 'fire',
    to: { organisation: 'council', teamKinds: teams },
    purpose: 'introduction',
    categories: kinds.filter((each) => each !== 'staff-safety'),
    exclusions: [],
    article9: { condition: '9(2)(h)', schedule1: 2 },
    article10: { schedule1: 6, policyDocument: 'Illustrative' },
  },
});

/** A question that some team puts of a family, under clauses of which most are wide. */
export const familyQuestion: fc.Arbitrary<Question> = fc.tuple(question, mostly<boolean>(true, false)).map(([asked, isWide]) => ({
  ...asked,
  from: 'fire',
  purpose: 'introduction',
  clauses: isWide ? asked.clauses.map((each, index) => (index === 0 ? wide(each) : each)) : asked.clauses,
}));
