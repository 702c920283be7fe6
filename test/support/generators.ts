import fc from 'fast-check';
import { type Category, categoryIds } from '../../contracts/categories.ts';
import type { ConsentStatement } from '../../contracts/consent.ts';
import { Referral } from '../../contracts/referral.ts';
import { Need, type Purpose, roles, type TeamKind } from '../../contracts/vocabulary.ts';
import type { ClauseInForce, Owner, Recipient } from '../../policies/clauses/rule.ts';
import type { ConsentRecord, Provision, Scope } from '../../policies/consent.ts';
import type { Question } from '../../policies/decide.ts';

/**
 * Arbitrary facts for a decision. The vocabularies are small and most details lean towards yes, so that a
 * fair share of generated questions is permitted and every rule is met on both sides.
 */

const kinds: Category[] = ['contact', 'need', 'health', 'benefits', 'offence', 'free-text', 'safeguarding', 'progress'];
const purposes: Purpose[] = ['introduction', 'support', 'feedback'];
const teams: TeamKind[] = ['local-area-coordinator', 'first-contact', 'first-response'];
const recipients = ['council', 'coordinator-northgate', ...teams, 'job-centre'];

const mostly = <T>(usual: T, ...rest: [T, ...T[]]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rest) });
const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
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
  givenBy: mostly<ConsentRecord['givenBy']>('self', 'parental-responsibility', 'attorney'),
  pressureSuspected: mostly(false, true),
  competenceAssessed: fc.option(fc.boolean(), { nil: undefined }),
  engagement: mostly<ConsentRecord['engagement']>('agreed', 'declined', 'not-asked'),
  provisions: fc.oneof({ weight: 3, arbitrary: generous }, { weight: 1, arbitrary: provisions }),
});

const birthDate = fc.constantFrom(undefined, '1950-01-01', '2010-06-01', '2010-06-02');
const concerned = fc.record({ records: fc.array(consentRecord, { maxLength: 3 }), birthDate });

/** People p1, p2 … and `shared`, which answers for each of them. */
const owners: fc.Arbitrary<Owner[]> = fc
  .array(fc.tuple(concerned, mostly<Owner['role']>('subject', 'household-member', 'complainant')), { minLength: 1, maxLength: 3 })
  .map((people) => [
    ...people.map(
      ([{ records, birthDate: born }, role], index): Owner => ({
        key: `p${index + 1}`,
        role,
        consents: [records],
        birthDates: [born],
      }),
    ),
    {
      key: 'shared',
      role: 'shared',
      consents: people.map(([{ records }]) => records),
      birthDates: people.map(([{ birthDate: born }]) => born),
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
    inForceFrom: mostly('2026-01-01', '2026-06-02'),
    inForceUntil: mostly('2027-12-31', '2026-05-31', '2026-06-01'),
  })
  .map(({ number, organisation, teamKinds, special, offence, inForceFrom, inForceUntil, ...rest }) => ({
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
      article10: offence ? { schedule1: 6, policyDocument: 'Illustrative' } : undefined,
      retentionDays: 90,
      unreleasedDays: 28,
    },
  }));

const recipient: fc.Arbitrary<Recipient> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...teams).map((kind): Recipient => ({ organisation: 'council', team: `${kind}-team`, kind })) },
  { weight: 1, arbitrary: fc.constant<Recipient>({ organisation: 'council' }) },
);

/** A question about every kind of information of every owner. It has no duty. */
export const question: fc.Arbitrary<Question> = fc
  .record({
    to: recipient,
    from: mostly('job-centre', 'fire'),
    purpose: mostly<Purpose>('introduction', 'support'),
    owners,
    clauses: fc.uniqueArray(clauseInForce, { minLength: 1, maxLength: 3, selector: (each) => each.agreement }),
  })
  .map((rest) => ({
    ...rest,
    today,
    asked: rest.owners.flatMap(({ key }) => kinds.map((each) => ({ owner: key, category: each }))),
  }));

const consentStatement: fc.Arbitrary<ConsentStatement> = fc.record({
  answer: mostly<ConsentStatement['answer']>('given', 'refused', 'not-asked'),
  recipients: fc.oneof(fc.constant(recipients), fc.subarray(recipients)),
  purposes: fc.oneof(fc.constant(purposes), fc.subarray(purposes)),
  categories: fc.oneof(fc.constant(categoryIds), fc.subarray(categoryIds)),
  exceptions: fc.array(
    fc.record({
      answer: fc.constantFrom('permit', 'deny'),
      recipients: scoped(recipients),
      purposes: scoped(purposes),
      categories: scoped(kinds),
    }),
    { maxLength: 2 },
  ),
  feedback: fc.boolean(),
  givenOn: fc.option(earlier, { nil: undefined }),
  until: fc.option(later, { nil: undefined }),
  givenBy: mostly<ConsentStatement['givenBy']>('self', 'deputy'),
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
