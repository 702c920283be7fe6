import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate } from '../../dates.ts';
import { text, Urgency } from '../../vocabulary.ts';
import { consentMessage, email, listOf, needsField, personFields, safeguardingConcern, staffSafetyField } from '../parts.ts';

/** What is told of anyone, patient or not: each fact is theirs alone. */
const ofAnyone = {
  ...personFields,
  accessibleFormat: field('contact', text(100).optional(), 'Large print, Braille, easy read, sign language …'),
  interpreterNeeded: field('contact', z.boolean().optional(), 'Whether an interpreter is needed'),
  protected: field('administrative', z.boolean().default(false), 'Whether where they live, or who they are, must stay hidden'),
  needs: needsField,
  conditions: listOf(field('health', text(500), 'A condition, or what else should be known of their health'), 20),
  mobility: listOf(field('mobility', text(200), 'Mobility, aids and adaptations'), 10),
  consent: consentMessage,
};

/** One of the patient’s family, or anyone else who should be known of. Never the patient’s facts. */
const Relative = z.strictObject({
  ...ofAnyone,
  role: field(
    'administrative',
    z.enum(['household-member', 'professional']),
    'household-member: lives with the patient, and may be helped too, by their own answer. professional: anyone else; shown to no team',
  ),
  relationship: field('free-text', text(60).optional(), 'Who they are to the patient'),
  notes: field('free-text', text(8_000).optional(), 'Notes about this person. Withheld unless an agreement names free text'),
});

/** A sender’s own name for a message, which may stand for an Idempotency-Key. */
export const MessageId = z.string().regex(/^[\x21-\x7e]{1,255}$/, { error: '1 to 255 visible ASCII characters' });

/** A referral by a surgery for support outside it, as the surgery’s own form sends it. */
export const GpMessage = z
  .strictObject({
    messageId: field(
      'administrative',
      MessageId.optional(),
      'Your own name for this message, the same when you send it again: it may stand for the header Idempotency-Key',
    ),
    reference: field('referrer', text(80).optional(), 'Your own reference for this referral'),
    referredOn: field('administrative', PastDate.optional(), 'The day of the referral'),
    urgency: field('administrative', Urgency.optional(), 'How soon someone should make contact; routine if left out'),
    practice: field('referrer', text(90).optional(), 'The surgery'),
    referrer: field(
      'referrer',
      z
        .strictObject({ name: text(120).optional(), role: text(60).optional(), telephone: text(30).optional(), email: email.optional() })
        .optional(),
      'The clinician, or other professional, who makes the referral, and how a team may ring back',
    ),
    patient: z.strictObject({
      ...ofAnyone,
      strengths: listOf(field('hopes', text(500), 'What the patient is good at, or has done'), 10),
      whatMatters: listOf(field('hopes', text(500), 'What matters to the patient, and what they hope for'), 20),
      carers: field('free-text', listOf(text(200), 5), 'Who cares for the patient, in words. Withheld unless an agreement names free text'),
      reason: field(
        'free-text',
        text(8_000).optional(),
        'Why you refer the patient, in words. Withheld unless an agreement names free text',
      ),
      medication: field('health', z.unknown().optional(), 'Not wanted: dropped'),
    }),
    relatives: z.array(Relative).max(19).default([]).describe('Others who should be known of, each with their own answer'),
    requestedTeams: field('administrative', listOf(text(60), 5), 'Teams or kinds of team the patient asked for'),
    staffSafety: staffSafetyField,
    safeguarding: field(
      'safeguarding',
      safeguardingConcern
        .extend({
          about: z
            .string()
            .regex(/^(patient|relative-([1-9]|1\d))$/, { error: 'patient, or relative-1 for the first of relatives, and so on' })
            .optional()
            .describe('Who is at risk: patient, or relative-1 for the first of relatives; left out, someone not named'),
        })
        .optional(),
      'A concern that a child or an adult at risk may be suffering harm',
    ),
  })
  .refine(({ safeguarding, relatives }) => relativeAt(safeguarding?.about) <= (Array.isArray(relatives) ? relatives.length : 0), {
    path: ['safeguarding', 'about'],
    error: 'patient, or one of the relatives that are listed',
    // Looked at even where another field is wrong, so that every fault is told at once.
    when: ({ value }) => value !== null && typeof value === 'object',
  });
export type GpMessage = z.infer<typeof GpMessage>;
export type GpMessageInput = z.input<typeof GpMessage>;

/** The place of the relative whom a concern is about, counting from 1; 0 for the patient or someone not named. */
export const relativeAt = (about: unknown): number => Number(/^relative-(\d+)$/.exec(typeof about === 'string' ? about : '')?.[1] ?? 0);
