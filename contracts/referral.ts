import * as z from 'zod';
import { type Fact, factsOf, field } from './categories.ts';
import { ConsentStatement } from './consent.ts';
import { PlainDate } from './dates.ts';
import { HazardCode, Need, needCategories, Purpose, Role, SafetyAdvice, text, Urgency } from './vocabulary.ts';

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

/** A warning to visitors: the minimum, with where it comes from. Why is not part of it. */
const StaffSafety = z.strictObject({
  advice: z.array(SafetyAdvice).min(1).max(7),
  ring: text(60).optional().describe('Whom to ring first'),
  source: text(120).optional(),
  basis: text(200).optional(),
  recordedOn: PlainDate.optional(),
  reviewOn: PlainDate.optional(),
});
export type StaffSafety = z.infer<typeof StaffSafety>;

const Attendance = z.strictObject({ count: z.int().min(1).max(10_000), since: PlainDate.optional() });

const ServiceRequest = z.strictObject({ type: text(120), requestedOn: PlainDate.optional(), reference: text(80).optional() });

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
  education: field('education', text(200).optional(), 'School, college or nursery'),
  offences: z
    .array(field('offence', text(500), 'Offences, allegations of offences, anti-social behaviour'))
    .max(20)
    .default([]),
  abuse: z
    .array(field('abuse', text(1_000), 'Domestic abuse: what was said, risk assessments, what a conference discussed'))
    .max(20)
    .default([]),
  attendance: field('attendance', Attendance.optional(), 'How often a service was called: a signal in itself, without why'),
  serviceRequest: field('service-request', ServiceRequest.optional(), 'What the person asked the council to do'),
  staffSafety: z
    .array(field('staff-safety', StaffSafety, 'What a visitor must know to be safe'))
    .max(5)
    .default([]),
  safetyDetail: field(
    'free-text',
    text(300).optional(),
    'What a warning to visitors rests on, in words: withheld unless free text is named',
  ),
  told: field('administrative', z.boolean().optional(), 'Whether the person was told that a team may make contact; left out, not known'),
  protected: field('administrative', z.boolean().default(false), 'Hidden from all but the roles an agreement names'),
  abuseMarker: field(
    'administrative',
    z.boolean().default(false),
    'Something marks domestic abuse: until someone trained has looked, nobody is seen with anyone else',
  ),
  knownFrom: field(
    'administrative',
    z.string().max(40).optional(),
    'The consent reference of this person in an earlier referral of the same organisation: certain grounds that it is them',
  ),
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
  wishes: text(1_000).optional().describe('What the person at risk wants, if it was safe to ask'),
  hasCapacity: z.boolean().optional().describe('Whether the adult at risk has capacity to decide about this; left out, not known'),
  override: z
    .strictObject({ practitioner: text(120), role: text(120).optional(), reason: text(1_000) })
    .optional()
    .describe('Why a named practitioner acts against the wishes of an adult who has capacity'),
});
export type SafeguardingConcern = z.infer<typeof SafeguardingConcern>;

export const Referral = z.strictObject({
  purpose: field('administrative', Purpose, 'What the information is shared for'),
  urgency: field('administrative', Urgency, 'How soon someone should make contact'),
  senderReference: field('referrer', text(80).optional(), 'The sender’s own reference'),
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
  lawEnforcement: field(
    'administrative',
    z.array(z.string().max(80)).max(500).default([]),
    'What of this was collected for law enforcement (DPA 2018 s.31), as JSON Pointers; each covers all beneath it',
  ),
  safeguarding: field('safeguarding', SafeguardingConcern.optional(), 'A safeguarding concern'),
});
export type Referral = z.infer<typeof Referral>;
export type ReferralInput = z.input<typeof Referral>;

/** Whose fact it is: a person's key, or `shared` for what concerns several or the referral itself. */
export type OwnedFact = Fact & {
  readonly owner: string;
  /** Set where it was collected for law enforcement: then it needs authority to be used for anything else. */
  readonly collected?: 'law-enforcement';
};

const known = new WeakMap<Referral, readonly OwnedFact[]>();

/** Facts of a referral with their owners, in document order; pointers are into the referral, which does not change. */
export function referralFacts(referral: Referral): readonly OwnedFact[] {
  const facts = known.get(referral) ?? factsWithOwners(referral);
  known.set(referral, facts);
  return facts;
}

function factsWithOwners(referral: Referral): OwnedFact[] {
  const subject = referral.people.find((person) => person.role === 'subject') ?? referral.people[0];
  // Referrals sealed before there was such a list have none.
  const isCollected = collectedIn(referral.lawEnforcement ?? []);
  return factsOf(Referral, referral).map((fact) => {
    const owner = personAt(fact.pointer, referral)?.key ?? ownerOf(fact, subject?.key, referral.people.length);
    const { pointer, category, value } = fact;
    return isCollected(pointer) ? { pointer, category, value, owner, collected: 'law-enforcement' } : { pointer, category, value, owner };
  });
}

const people = '/people/';
/** The person in whom a place is. */
const personAt = (pointer: string, referral: Referral): Person | undefined =>
  pointer.startsWith(people) ? referral.people[Number(pointer.slice(people.length, pointer.indexOf('/', people.length)))] : undefined;

/** Whether a place, or one it is within, is among those listed. */
function collectedIn(listed: readonly string[]): (pointer: string) => boolean {
  if (listed.length === 0) return () => false;
  const places = new Set(listed);
  return (pointer) => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (places.has(at)) return true;
    return places.has('');
  };
}

/** A concern is about the person at risk; text in which several people are told of is shared; the rest is the subject’s. */
function ownerOf(fact: Fact, subject: string | undefined, people: number): string {
  if (fact.category === 'safeguarding') return (fact.value as SafeguardingConcern).about ?? subject ?? 'shared';
  return subject === undefined || (people > 1 && fact.category === 'free-text') ? 'shared' : subject;
}
