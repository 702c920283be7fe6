import * as z from 'zod';
import { Category, field } from './categories.ts';
import { PastDate, PlainDate } from './dates.ts';
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

/**
 * What a person said when asked whether their information may be passed on: the record, not a tick.
 * `given` permits only what `recipients`, `purposes` and `categories` name; one left out names nothing.
 * Does not say whether the person wants the help: that is `engagement`, a separate fact.
 */
export const ConsentStatement = z
  .strictObject({
    answer: z.enum(['given', 'refused', 'not-asked']).describe('What the person answered when asked'),
    recipients: z.array(RecipientName).max(20).default([]).describe('Who may know: organisations, teams or kinds of team'),
    purposes: z.array(Purpose).max(10).default([]).describe('What for'),
    categories: z.array(Category).max(30).default([]).describe('Which kinds of information'),
    exceptions: z.array(ConsentException).max(20).default([]).describe('What is different: each replaces the answer in its scope'),
    feedback: z.boolean().default(false).describe('Whether the referrer may be told what came of it'),
    method: ConsentMethod.optional().describe('How the person was asked'),
    givenOn: PastDate.optional().describe('The day of the conversation'),
    until: PlainDate.optional().describe('The last day it holds'),
    givenBy: z
      .enum(['self', 'parental-responsibility', 'attorney', 'deputy'])
      .default('self')
      .describe('Who answered, and in what capacity'),
    recordedBy: text(120).optional().describe('Who recorded the answer'),
    seenAlone: z.boolean().optional().describe('Whether the person was seen alone'),
    othersPresent: z.array(text(80)).max(10).default([]).describe('Who else was there'),
    interpreter: text(80).optional().describe('Who interpreted'),
    pressureSuspected: z.boolean().default(false).describe('Whether anyone suspects the answer was not free'),
    competenceAssessed: z
      .boolean()
      .optional()
      .describe('For someone under 16: whether they were assessed as able to make this decision (Gillick)'),
    engagement: z
      .enum(['agreed', 'declined', 'not-asked'])
      .default('not-asked')
      .describe('Whether the person wants to be contacted with an offer of help: early help is voluntary'),
  })
  .refine((said) => !said.until || !said.givenOn || said.until >= said.givenOn, {
    path: ['until'],
    error: 'on or after givenOn',
    // Looked at even where another field is wrong, so that every fault is told at once.
    when: ({ value }) => value !== null && typeof value === 'object',
  });
export type ConsentStatement = z.infer<typeof ConsentStatement>;

/** The consent statement as one fact of the kind `consent`. */
export const consentField = field(
  'consent',
  ConsentStatement,
  'What the person said when asked whether their information may be passed on',
);
