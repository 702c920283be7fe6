import { isValid } from 'postcode';
import * as z from 'zod';
import { field } from '../categories.ts';
import { ConsentStatement } from '../consent.ts';
import { PastDate } from '../dates.ts';
import { SafeguardingConcern } from '../referral.ts';
import { text } from '../vocabulary.ts';
import type { Warning } from './source.ts';

/**
 * Parts that messages of several source systems share. A null from a sender means "not known", as if the
 * field were left out.
 */

/** Optional, and null taken as absent. */
export const maybe = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined);

const postcode = z
  .string()
  .trim()
  .refine((value) => isValid(value), { error: 'a UK postcode, such as ZZ1 1AA' });

/** One or several: a single value is taken as a list of one. */
const several = <S extends z.ZodType>(schema: S, most: number) =>
  z.preprocess(
    (value) => (value === null || value === undefined || Array.isArray(value) ? value : [value]),
    maybe(z.array(schema).max(most)),
  );

export const addressField = field(
  'contact',
  maybe(
    z.strictObject({
      line1: maybe(text(100)),
      line2: maybe(text(100)),
      line3: maybe(text(100)),
      town: maybe(text(80)),
      county: maybe(text(80)),
      postcode: maybe(postcode),
      uprn: maybe(z.string().regex(/^\d{1,12}$/, { error: 'a UPRN: 1 to 12 digits, as text' })),
    }),
  ),
  'Where the person lives; the postcode decides the area',
);

export const personFields = {
  title: field('contact', maybe(text(20)), 'Title'),
  givenName: field('contact', maybe(text(80)), 'Given name'),
  familyName: field('contact', text(80), 'Family name'),
  preferredName: field('contact', maybe(text(80)), 'What the person likes to be called'),
  dateOfBirth: field('birth-date', maybe(PastDate), 'Date of birth'),
  nhsNumber: field('nhs-number', maybe(text(20)), 'NHS number; spaces are allowed. Never passed on'),
  address: addressField,
  telephone: field('contact', several(text(30), 5), 'Telephone number, or several'),
  email: field('contact', maybe(z.email({ error: 'an email address' }).max(254)), 'Email address'),
  safeContact: field(
    'contact',
    maybe(
      z.strictObject({
        method: maybe(z.enum(['telephone', 'text', 'email', 'post', 'visit'])),
        times: maybe(text(120)),
        avoid: maybe(text(200)),
        otherPeopleAnswer: maybe(z.boolean()),
      }),
    ),
    'How to reach the person safely, and what to avoid',
  ),
  language: field('contact', maybe(text(60)), 'Preferred language'),
  accessibleFormat: field('contact', maybe(text(120)), 'Large print, Braille, easy read, sign language …'),
};

export const consentMessage = field('consent', maybe(ConsentStatement), 'What the person said when asked whether this may be passed on');

export const safeguardingMessage = field(
  'safeguarding',
  maybe(SafeguardingConcern.omit({ about: true })),
  'A concern that a child or an adult at risk may be suffering harm',
);

interface PersonMessage {
  readonly title?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName: string;
  readonly preferredName?: string | undefined;
  readonly dateOfBirth?: string | undefined;
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

/** The part of a canonical person that every source gives in the same form. */
export function toPerson(person: PersonMessage) {
  const { title, givenName: given, familyName: family, preferredName: preferred, address, telephone } = person;
  const lines = [address?.line1, address?.line2, address?.line3, address?.county].filter((line) => line !== undefined);
  return {
    name: { title, given, family, preferred },
    address: address && { lines, town: address.town, postcode: address.postcode, uprn: address.uprn },
    telephones: telephone,
    email: person.email,
    safeContact: person.safeContact,
    language: person.language,
    accessibleFormat: person.accessibleFormat,
    birthDate: person.dateOfBirth,
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
