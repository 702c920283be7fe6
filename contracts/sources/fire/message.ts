import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate } from '../../dates.ts';
import { HazardCode, text, Urgency } from '../../vocabulary.ts';
import { addressField, consentMessage, email, listOf, needsField, personFields, safeguardingConcern, staffSafetyField } from '../parts.ts';

const { address: _, ...occupantFields } = personFields;

const Occupant = z.strictObject({
  ...occupantFields,
  needs: needsField,
  mobility: listOf(field('mobility', text(200), 'Mobility, aids and adaptations'), 10),
  health: listOf(field('health', text(500), 'What was seen or said of the person’s health'), 10),
  strengths: listOf(field('hopes', text(500), 'What the person can do, enjoys or hopes for'), 10),
  notes: field('free-text', text(10_000).optional(), 'Notes about this person. Withheld unless an agreement names free text'),
  consent: consentMessage,
});

/** A safe and well visit, as a fire and rescue service’s system sends it: a home, and who lives there. */
export const FireMessage = z
  .strictObject({
    reference: field('referrer', text(80).optional(), 'Your own reference for this visit'),
    urgency: field('administrative', Urgency.optional(), 'How soon someone should make contact; routine if left out'),
    visit: z.strictObject({
      date: field('administrative', PastDate, 'The day of the visit'),
      officer: field(
        'referrer',
        z.strictObject({
          name: text(120),
          station: text(120).optional(),
          telephone: text(30).optional(),
          email: email.optional(),
        }),
        'The officer who made the visit',
      ),
    }),
    property: z.strictObject({
      address: addressField,
      hazards: listOf(field('hazard', z.strictObject({ code: HazardCode, room: text(60).optional() }), 'A hazard in the home'), 30),
      smokeAlarmsFitted: field('hazard', z.int().min(0).max(50).optional(), 'How many smoke alarms were fitted at the visit'),
    }),
    occupants: z
      .array(Occupant)
      .min(1)
      .max(20)
      .describe('Who lives there; the first is who the referral is about. Each answers for themself'),
    staffSafety: staffSafetyField,
    narrative: field('free-text', text(10_000).optional(), 'Notes about the household. Withheld unless an agreement names free text'),
    safeguarding: field(
      'safeguarding',
      safeguardingConcern
        .extend({
          occupant: z.int().min(1).max(20).optional().describe('Which occupant is at risk, counting from 1; left out, someone not named'),
        })
        .optional(),
      'A concern that a child or an adult at risk may be suffering harm',
    ),
  })
  .refine(({ safeguarding, occupants }) => !(Number(safeguarding?.occupant) > occupants.length), {
    path: ['safeguarding', 'occupant'],
    error: 'the place of an occupant that is listed, counting from 1',
  });
export type FireMessage = z.infer<typeof FireMessage>;
