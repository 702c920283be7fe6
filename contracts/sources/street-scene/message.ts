import * as z from 'zod';
import { field } from '../../categories.ts';
import { pastDate } from '../../dates.ts';
import { alsoSaid } from '../../said-too.ts';
import { text } from '../../vocabulary.ts';
import { email, emailPattern, postcode, safeguardingConcern, several, uprn } from '../parts.ts';
import { jobOf, keptNames } from './jobs.ts';

/** A spreadsheet runs a cell that begins so, in its wide form too (OWASP, CSV injection). */
const formula = /^[=+\-@＝＋－＠]/;
/** What no name or address has; U+FFFD stands where a character was lost on the way. */
const unreadable = /[\p{Cc}\uFFFD]/u;

/** Text that stays text wherever it is opened: it may end in a spreadsheet again. */
const cell = (max: number) =>
  text(max)
    .refine((value) => !formula.test(value), { error: 'plain text that does not begin with = + - or @' })
    .refine((value) => !unreadable.test(value), {
      error: 'readable text on one line; if letters with accents were lost, save the file as CSV UTF-8',
    })
    .meta({ override: { pattern: '^(?=.*\\S)(?!\\s*[=+\\-@＝＋－＠])[^\\u0000-\\u001f\\u007f-\\u009f\\ufffd]*$' } });

const telephone = text(30).regex(/^(\+|\(\+?)?\d[\d ().-]{4,24}( ?(x|ext\.?) ?\d{1,6})?$/i, {
  error: 'a telephone number, such as 01632 960123 or +44 7700 900123',
});

const plainEmail = email
  .refine((value) => !formula.test(value), { error: 'an email address that does not begin with = + - or @' })
  .meta({ override: { format: 'email', maxLength: 254, pattern: `^(?![+\\-])${emailPattern.slice(1)}` } });

/** The details of a requester that a list can do without. */
export const spare = { telephone, email: plainEmail, uprn };

/** What a spreadsheet makes of a date whose column is not formatted as one: days since 1900, and the time as a fraction. */
const serial = /^\d{5}(?:\.\d+)?$/;
const day = pastDate({
  error: ({ input }) =>
    typeof input === 'string' && serial.test(input)
      ? 'a real date; this is a spreadsheet’s own number for one: format the column as a date, such as dd/mm/yyyy, and save the list again'
      : 'a real date as YYYY-MM-DD; in a list dd/mm/yyyy too',
});

const Address = z.strictObject({
  line1: cell(100).optional(),
  line2: cell(100).optional(),
  line3: cell(100).optional(),
  town: cell(80).optional(),
  county: cell(80).optional(),
  postcode: postcode.optional(),
  uprn: uprn.optional(),
});

const Requester = z
  .strictObject({
    title: field('contact', cell(20).optional(), 'Title'),
    givenName: field('contact', cell(80).optional(), 'Given name'),
    familyName: field('contact', cell(80).optional(), 'Family name; or fullName, if the system does not part them'),
    fullName: field('contact', cell(80).optional(), 'The whole name in one, as “Jean Orchard” or “Orchard, Jean”'),
    address: field('contact', Address.optional(), 'Where the person lives; the postcode decides the area'),
    telephone: field('contact', several(telephone, 5), 'Telephone number, or several'),
    email: field('contact', plainEmail.optional(), 'Email address'),
  })
  .refine(({ familyName, fullName }) => familyName !== undefined || fullName !== undefined, {
    path: ['familyName'],
    error: 'a family name, or the whole name as fullName',
    // With the other faults, not after them.
    when: ({ value }) => value !== null && typeof value === 'object',
  })
  .meta(alsoSaid({ anyOf: [{ required: ['familyName'] }, { required: ['fullName'] }] }));

/**
 * One job of a street scene list: what a resident asked the council to do for themself, where that needs a call or a
 * visit. There is no place for notes, but for the grounds of a safeguarding concern. Refuses, as faults, a job of any other kind and one that someone else asked for
 * (`invalid-value`, `invalid-meaning`). Does not check who really asked: that is the sender’s word.
 */
export const StreetSceneMessage = z.strictObject({
  reference: field('service-request', cell(80).optional(), 'The job number'),
  requestedOn: field('administrative', day.optional(), 'The day on which the person asked'),
  type: field(
    'service-request',
    text(120)
      .refine((label) => 'kept' in jobOf(label), {
        error: `a job that needs a call or a visit (${keptNames.join(', ')}); others are not for the hub`,
      })
      .meta({ examples: [...keptNames] }),
    'What the person asked for, by the list’s own label',
  ),
  isOwnRequest: field(
    'administrative',
    z.literal(true),
    'That the person asked for themself: what others ask or report is not for the hub',
  ),
  requester: Requester,
  safeguarding: field(
    'safeguarding',
    safeguardingConcern
      .extend({
        aboutThePerson: z.boolean().default(true).describe('Whether it is the person who asked who is at risk; if not, someone not named'),
      })
      .optional(),
    'A concern that a child or an adult at risk may be suffering harm, of whoever made the call; never read from a list',
  ),
});
export type StreetSceneMessage = z.infer<typeof StreetSceneMessage>;
