import { isValid, toNormalised } from 'postcode';
import * as z from 'zod';
import { field } from '../categories.ts';
import { ConsentStatement } from '../consent.ts';
import { PastDate, PlainDate } from '../dates.ts';
import { SafeguardingConcern } from '../referral.ts';
import type { Warning } from '../replies/parts.ts';
import { alsoSaid, orText } from '../said-too.ts';
import { Need, needCategories, SafetyAdvice, text } from '../vocabulary.ts';

/** Parts that messages of several source systems share. */

/** A list, empty if it is left out. */
export const listOf = <S extends z.ZodType>(schema: S, most: number) => z.array(schema).max(most).default([]);

/** Whether a place in a list, counting from 1, is one that it has; what is no number is another fault. */
export const isPlaceIn = (list: readonly unknown[], place: unknown): boolean => typeof place !== 'number' || place <= list.length;

const address = z.email({ error: 'an email address' });

/** What {@link email} takes. */
export const emailPattern = String(address.def.pattern?.source);

/** An email address, trimmed. */
export const email = z
  .string()
  .trim()
  .pipe(address.max(254))
  .meta(alsoSaid({ format: 'email', maxLength: 254, pattern: emailPattern }));

export const postcode = z
  .string()
  .refine((value) => isValid(value), { error: 'a UK postcode, such as ZZ1 1AA' })
  .transform((value) => toNormalised(value) ?? value)
  .meta(alsoSaid({ pattern: '^[A-Za-z]{1,2}\\d[A-Za-z\\d]?\\s*\\d[A-Za-z]{2}$', examples: ['ZZ1 1AA'] }));

export const uprn = z.string().regex(/^\d{1,12}$/, { error: 'a UPRN: 1 to 12 digits, as text' });

export const telephone = text(30);

/** One text or several: a single text is taken as a list of one. */
export const several = <S extends z.ZodType>(schema: S, most: number) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(schema, { error: 'text, or a list of texts' }).max(most).optional(),
    )
    .meta(orText());

export const addressField = field(
  'contact',
  z
    .strictObject({
      line1: text(100).optional(),
      line2: text(100).optional(),
      line3: text(100).optional(),
      town: text(80).optional(),
      county: text(80).optional(),
      postcode: postcode.optional(),
      uprn: uprn.optional(),
    })
    .meta({ id: 'Address' })
    .optional(),
  'Where the person lives; the postcode decides the area',
);

export const personFields = {
  title: field('contact', text(20).optional(), 'Title'),
  givenName: field('contact', text(80).optional(), 'Given name'),
  familyName: field('contact', text(80), 'Family name'),
  preferredName: field('contact', text(80).optional(), 'What the person likes to be called'),
  dateOfBirth: field('birth-date', PastDate.optional(), 'Date of birth'),
  nhsNumber: field('nhs-number', text(20).optional(), 'NHS number; spaces are allowed. Never passed on'),
  knownFrom: field(
    'administrative',
    text(40).optional(),
    'The `consentId` a receipt gave you for this person before: certain grounds that it is them, where there is no NHS number',
  ),
  address: addressField,
  telephone: field('contact', several(telephone, 5), 'Telephone number, or several'),
  email: field('contact', email.optional(), 'Email address'),
  safeContact: field(
    'contact',
    z
      .strictObject({
        method: z.enum(['telephone', 'text', 'email', 'post', 'visit']).optional(),
        times: text(120).optional(),
        avoid: text(200).optional(),
        otherPeopleAnswer: z.boolean().optional(),
      })
      .meta({ id: 'SafeContact' })
      .optional(),
    'How to reach the person safely, and what to avoid',
  ),
  language: field('contact', text(60).optional(), 'Preferred language'),
  accessibleFormat: field('contact', text(120).optional(), 'Large print, Braille, easy read, sign language …'),
};

const NeedMessage = z.strictObject({ code: Need, since: PastDate.optional() }).meta({ id: 'NeedMessage' });

export const needsField = listOf(field({ by: 'code', from: needCategories }, NeedMessage, 'What the person would like help with'), 30);

export const consentMessage = field(
  'consent',
  ConsentStatement.optional(),
  'What the person said when asked whether this may be passed on',
);

/** A warning in words alone is passed on as "ring the referrer first"; the words stay. */
export const asWarning = (value: unknown) => (typeof value === 'string' ? { advice: ['ring-the-referrer-first'], detail: value } : value);

/** What a warning to visitors may say. */
export const StaffSafetyMessage = z.strictObject({
  advice: z.array(SafetyAdvice).min(1).max(7).describe('What a visitor should do: this reaches whoever visits, whatever consent says'),
  ring: text(60).optional().describe('Whom to ring first'),
  source: text(120).optional().describe('Who gave the warning'),
  basis: text(200).optional().describe('What it rests on'),
  recordedOn: PastDate.optional(),
  reviewOn: PlainDate.optional().describe('When it is to be looked at again'),
  detail: text(300).optional().describe('More, in words. Withheld unless an agreement names free text'),
});

export const staffSafetyField = field(
  'staff-safety',
  z.preprocess(asWarning, StaffSafetyMessage.optional()).meta(orText('detail')),
  'What a visitor must know to be safe: advice, or words alone',
);

/** The part of a canonical person that a warning to visitors becomes. */
export function toSafety(warning: z.output<typeof staffSafetyField>) {
  if (!warning) return { staffSafety: [] };
  const { detail, ...minimum } = warning;
  return { staffSafety: [minimum], safetyDetail: detail };
}

/** A safeguarding concern without whom it is about, which each source says in its own way. */
export const safeguardingConcern = SafeguardingConcern.omit({ about: true });

interface PersonMessage {
  readonly title?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly preferredName?: string | undefined;
  readonly dateOfBirth?: string | undefined;
  readonly knownFrom?: string | undefined;
  readonly address?:
    | {
        line1?: string | undefined;
        line2?: string | undefined;
        line3?: string | undefined;
        town?: string | undefined;
        county?: string | undefined;
        postcode?: string | undefined;
        uprn?: string | undefined;
      }
    | undefined;
  readonly telephone?: string[] | undefined;
  readonly email?: string | undefined;
  readonly safeContact?:
    | {
        method?: 'telephone' | 'text' | 'email' | 'post' | 'visit' | undefined;
        times?: string | undefined;
        avoid?: string | undefined;
        otherPeopleAnswer?: boolean | undefined;
      }
    | undefined;
  readonly language?: string | undefined;
  readonly accessibleFormat?: string | undefined;
}

/** The part of a canonical person that every source gives in the same form. Somebody of whom no name is known has none. */
export function toPerson(person: PersonMessage) {
  const { title, givenName: given, familyName: family, preferredName: preferred, address, telephone } = person;
  const lines = [address?.line1, address?.line2, address?.line3, address?.county].filter((line) => line !== undefined);
  return {
    name: [title, given, family, preferred].some((part) => part !== undefined) ? { title, given, family, preferred } : undefined,
    address: address && { lines, town: address.town, postcode: address.postcode, uprn: address.uprn },
    telephones: telephone,
    email: person.email,
    safeContact: person.safeContact,
    language: person.language,
    accessibleFormat: person.accessibleFormat,
    birthDate: person.dateOfBirth,
    knownFrom: person.knownFrom,
  };
}

/**
 * The ten digits of an NHS number whose modulus 11 check digit is right (NHS Data Dictionary), or nothing.
 * Does not check that the number was ever issued.
 */
export function nhsNumberOf(written: string): string | undefined {
  const digits = written.replace(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits)) return undefined;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]) ? digits : undefined;
}

/** An NHS number to rely on, or a warning that it is not relied on: it is dropped, and never matched. */
export function nhsNumber(written: string | undefined, pointer: string, warnings: Warning[]): string | undefined {
  if (written === undefined) return undefined;
  const number = nhsNumberOf(written);
  if (!number) {
    warnings.push({
      pointer,
      code: 'nhs-number-invalid',
      detail:
        'The NHS number fails its check and was dropped; the referral stands on the person’s other details. Check it with the person.',
    });
  }
  return number;
}
