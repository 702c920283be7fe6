import * as z from 'zod';
import { type Fact, factsOf, field } from './categories.ts';
import { ConsentStatement } from './consent.ts';
import { PlainDate } from './dates.ts';
import { HazardCode, Need, needCategories, Purpose, Role, text, Urgency } from './vocabulary.ts';

/**
 * The canonical referral: what every source system's message is mapped to, and all the hub knows of it.
 * A fact belongs to one person, so everything about a person is inside that person; only narrative that
 * cannot be parted stays outside, and is shared text.
 */

const Name = z.strictObject({
  given: text(80).optional(),
  family: text(80).optional(),
  preferred: text(80).optional(),
  title: text(20).optional(),
});

const Address = z.strictObject({
  lines: z.array(text(100)).max(6).default([]),
  town: text(80).optional(),
  postcode: text(10).optional(),
  uprn: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional(),
});

/** How to reach someone safely: when, how, and what not to do ("do not leave a message"). */
const SafeContact = z.strictObject({
  method: z.enum(['telephone', 'text', 'email', 'post', 'visit']).optional(),
  times: text(120).optional(),
  avoid: text(200).optional(),
  otherPeopleAnswer: z.boolean().optional(),
});

const NeedItem = z.strictObject({ code: Need, since: PlainDate.optional() });

const Hazard = z.strictObject({
  code: HazardCode,
  room: text(60).optional(),
});

const Strength = z.strictObject({ kind: z.enum(['skill', 'interest', 'network', 'hope', 'what-matters']), text: text(500) });

export const Person = z.strictObject({
  key: field('administrative', z.string().max(20), 'Names the person within this referral'),
  role: field('administrative', Role, 'The part the person plays in what is told'),
  name: field('contact', Name.optional(), 'Name'),
  address: field('contact', Address.optional(), 'Where the person lives'),
  telephones: field('contact', z.array(text(30)).max(5).optional(), 'Telephone numbers'),
  email: field('contact', z.string().max(254).optional(), 'Email address'),
  safeContact: field('contact', SafeContact.optional(), 'How to reach the person safely'),
  language: field('contact', text(60).optional(), 'Preferred language'),
  accessibleFormat: field('contact', text(120).optional(), 'Large print, Braille, easy read, sign language …'),
  birthDate: field('birth-date', PlainDate.optional(), 'Date of birth'),
  nhsNumber: field('nhs-number', z.string().optional(), 'NHS number whose check digit is right, 10 digits'),
  needs: z
    .array(field({ by: 'code', from: needCategories }, NeedItem, 'What the person would like help with'))
    .max(30)
    .default([]),
  strengths: z
    .array(field('hopes', Strength, 'A strength, an interest, a hope'))
    .max(30)
    .default([]),
  hazards: z
    .array(field('hazard', Hazard, 'A hazard in the home'))
    .max(30)
    .default([]),
  mobility: z
    .array(field('mobility', text(200), 'Mobility, aids and adaptations'))
    .max(10)
    .default([]),
  health: z
    .array(field('health', text(500), 'Health'))
    .max(20)
    .default([]),
  benefits: z
    .array(field('benefits', text(200), 'Benefit claims, awards and sanctions'))
    .max(20)
    .default([]),
  finances: z
    .array(field('finances', text(200), 'Debt, arrears and income'))
    .max(20)
    .default([]),
  staffSafety: z
    .array(field('staff-safety', text(300), 'What a visitor must know to be safe'))
    .max(5)
    .default([]),
  narrative: field('free-text', text(10_000).optional(), 'What was told about this person, in free text'),
  consent: ConsentStatement.optional(),
});
export type Person = z.infer<typeof Person>;

/** A concern that a child or an adult at risk may be suffering harm. Room for what the duty needs. */
export const SafeguardingConcern = z.strictObject({
  about: z.string().max(20).optional().describe('The key of the person at risk; left out, someone who is not named'),
  atRisk: z.enum(['child', 'adult']),
  reasonableCause: z.boolean().describe('Reasonable cause to suspect, on facts that stand without any refusal of help'),
  immediateDanger: z.boolean().default(false),
  grounds: text(5_000).describe('The facts that give rise to the concern'),
});
export type SafeguardingConcern = z.infer<typeof SafeguardingConcern>;

export const Referral = z.strictObject({
  purpose: field('administrative', Purpose, 'What the information is shared for'),
  urgency: field('administrative', Urgency, 'How soon someone should make contact'),
  senderReference: field('contact', text(80).optional(), 'The sender’s own reference'),
  referredOn: field('administrative', PlainDate.optional(), 'The day the professional made the referral'),
  requested: field('administrative', z.array(z.string().max(60)).max(5).default([]), 'Teams or kinds of team the person asked for'),
  referrer: field(
    'referrer',
    z
      .strictObject({
        name: text(120).optional(),
        role: text(160).optional(),
        telephone: text(30).optional(),
        email: z.string().max(254).optional(),
      })
      .optional(),
    'The professional who made the referral',
  ),
  people: z.array(Person).min(1).max(20),
  narrative: field('free-text', text(10_000).optional(), 'What was told that concerns several people'),
  safeguarding: field('safeguarding', SafeguardingConcern.optional(), 'A safeguarding concern'),
});
export type Referral = z.infer<typeof Referral>;
export type ReferralInput = z.input<typeof Referral>;

/** Whose fact it is: a person's key, or `shared` for what concerns several or the referral itself. */
export type OwnedFact = Fact & { readonly owner: string };

/** Facts of a referral with their owners, in document order; pointers are into the referral. */
export function referralFacts(referral: Referral): OwnedFact[] {
  const subject = referral.people.find((person) => person.role === 'subject') ?? referral.people[0];
  return factsOf(Referral, referral).map((fact) => {
    const person = /^\/people\/(\d+)\//.exec(fact.pointer);
    const owner = person ? referral.people[Number(person[1])]?.key : undefined;
    return { ...fact, owner: owner ?? ownerOf(fact, subject?.key, referral.people.length) };
  });
}

/** A concern is about the person at risk; text in which several people are told of is shared; the rest is the subject’s. */
function ownerOf(fact: Fact, subject: string | undefined, people: number): string {
  if (fact.category === 'safeguarding') return (fact.value as SafeguardingConcern).about ?? subject ?? 'shared';
  return subject === undefined || (people > 1 && fact.category === 'free-text') ? 'shared' : subject;
}
