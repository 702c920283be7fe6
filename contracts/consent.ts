import * as z from 'zod';
import { Category, field } from './categories.ts';
import { PastDate, PlainDate } from './dates.ts';
import { alsoSaid } from './said-too.ts';
import { ConsentMethod, Purpose, text } from './vocabulary.ts';

/** A receiving organisation, a team, or a kind of team, by its identifier: `first-contact`, `coordinator-northgate`, `council`. */
export const RecipientName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'an identifier in lower case with hyphens, such as first-contact' })
  .max(60);

/** An exception inside a consent: it replaces the answer for what it names ("not my GP", "nothing about my drinking"). */
const ConsentException = z.strictObject({
  answer: z.enum(['permit', 'deny']),
  recipients: z.array(RecipientName).min(1).max(20).optional(),
  purposes: z.array(Purpose).min(1).max(10).optional(),
  categories: z.array(Category).min(1).max(30).optional(),
});
export type ConsentException = z.infer<typeof ConsentException>;

const consentFields = {
  answer: field('consent', z.enum(['given', 'refused', 'not-asked']), 'What the person answered when asked'),
  recipients: field('consent-terms', z.array(RecipientName).max(20).default([]), 'Who may know: organisations, teams or kinds of team'),
  purposes: field('consent-terms', z.array(Purpose).max(10).default([]), 'What for'),
  categories: field('consent-terms', z.array(Category).max(30).default([]), 'Which kinds of information'),
  exceptions: field(
    'consent-terms',
    z.array(ConsentException).max(20).default([]),
    'What is different: each replaces the answer in its scope',
  ),
  feedback: field('consent', z.boolean().default(false), 'Whether the referrer may be told what came of it'),
  method: field('consent', ConsentMethod.optional(), 'How the person was asked'),
  givenOn: field('consent', PastDate.optional(), 'The day of the conversation'),
  until: field('consent', PlainDate.optional(), 'The last day it holds'),
  givenBy: field(
    'consent',
    z.enum(['self', 'parental-responsibility', 'attorney', 'deputy']).default('self'),
    'Who answered, and in what capacity',
  ),
  authority: field(
    'consent',
    z.enum(['claimed', 'evidenced']).optional(),
    'Where someone answered for another: whether their authority is only claimed, or evidence of it was seen',
  ),
  authorityEvidence: field('free-text', text(300).optional(), 'What evidence of their authority was seen'),
  recordedBy: field('referrer', text(120).optional(), 'Who recorded the answer'),
  seenAlone: field('consent', z.boolean().optional(), 'Whether the person was seen alone'),
  othersPresent: field('free-text', z.array(text(80)).max(10).default([]), 'Who else was there'),
  interpreter: field('contact', text(80).optional(), 'Who interpreted'),
  pressureSuspected: field('consent-terms', z.boolean().default(false), 'Whether anyone suspects the answer was not free'),
  competenceAssessed: field(
    'consent',
    z.boolean().optional(),
    'For someone under 16: whether they were assessed as able to make this decision (Gillick)',
  ),
  engagement: field(
    'consent',
    z.enum(['agreed', 'declined', 'not-asked']).default('not-asked'),
    'Whether the person wants to be contacted with an offer of help: early help is voluntary',
  ),
};

const endsAfterItBegins = ({ givenOn, until }: { givenOn?: string | undefined; until?: string | undefined }): boolean =>
  typeof until !== 'string' || typeof givenOn !== 'string' || until >= givenOn;

/** Looked at even where another field is wrong, so that every fault is told at once. */
const always = { when: ({ value }: { value: unknown }) => value !== null && typeof value === 'object' };

/**
 * What a person said when asked whether their information may be passed on: the record, not a tick.
 * `given` permits only what `recipients`, `purposes` and `categories` name; one left out names nothing.
 * Does not say whether the person wants the help: that is `engagement`, a separate fact.
 */
export const ConsentStatement = z
  .strictObject(consentFields)
  .refine(endsAfterItBegins, { path: ['until'], error: 'on or after givenOn', ...always })
  .meta({
    id: 'ConsentStatement',
    description: 'What a person said when asked. `given` permits only what recipients, purposes and categories name',
  });
export type ConsentStatement = z.infer<typeof ConsentStatement>;

/**
 * A consent, or a refusal, recorded apart from a referral: about a person of a referral or case, by its reference; or
 * about a person as such, by what makes it certain who they are.
 */
export const ConsentRecording = z
  .strictObject({
    referralId: field(
      'administrative',
      z.string().max(40).optional(),
      'The referral, or for a team the case, that it was said about; or the `consentId` of one of its people, which names both',
    ),
    person: field(
      'administrative',
      z.string().max(20).optional(),
      'The key of the person within it; if left out, whomever `referralId` names, or else the subject',
    ),
    identity: z
      .strictObject({
        nhsNumber: field('nhs-number', text(20), 'NHS number; spaces are allowed'),
        dateOfBirth: field('birth-date', PastDate, 'Date of birth'),
        familyName: field('contact', text(80), 'Family name'),
      })
      .optional()
      .describe('Who said it, where it is not about one referral: all three, so that it is certain'),
    ...consentFields,
  })
  .refine(endsAfterItBegins, { path: ['until'], error: 'on or after givenOn', ...always })
  .refine(({ referralId, identity }) => (referralId === undefined) !== (identity === undefined), {
    path: ['referralId'],
    error: 'the reference of a referral or case, or else identity: one of the two',
    ...always,
  })
  .meta({ id: 'ConsentRecording', ...alsoSaid({ oneOf: [{ required: ['referralId'] }, { required: ['identity'] }] }) });
export type ConsentRecording = z.infer<typeof ConsentRecording>;
