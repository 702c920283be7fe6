import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate } from '../../dates.ts';
import { Need, needCategories, text, Urgency } from '../../vocabulary.ts';
import { addressField, consentMessage, maybe, personFields, safeguardingMessage } from '../parts.ts';

const { address: _, ...occupantFields } = personFields;

const HazardCode = z.enum([
  'no-smoke-alarm',
  'hoarding',
  'overloaded-electrics',
  'smoking',
  'no-heating',
  'unsafe-floor',
  'blocked-exit',
  'candles',
  'oxygen',
  'other',
]);

const Occupant = z.strictObject({
  ...occupantFields,
  needs: z
    .array(
      field(
        { by: 'code', from: needCategories },
        z.strictObject({ code: Need, since: maybe(PastDate) }),
        'What the person would like help with',
      ),
    )
    .max(30)
    .default([]),
  mobility: z
    .array(field('mobility', text(200), 'Mobility, aids and adaptations'))
    .max(10)
    .default([]),
  health: z
    .array(field('health', text(500), 'What was seen or said of the person’s health'))
    .max(10)
    .default([]),
  strengths: z
    .array(field('hopes', text(500), 'What the person can do, enjoys or hopes for'))
    .max(10)
    .default([]),
  notes: field('free-text', maybe(text(10_000)), 'Notes about this person. Withheld unless an agreement names free text'),
  consent: consentMessage,
});

/** A safe and well visit, as a fire and rescue service’s system sends it: a home, and who lives there. */
export const FireMessage = z.strictObject({
  reference: field('contact', maybe(text(80)), 'Your own reference for this visit'),
  urgency: field('administrative', maybe(Urgency), 'How soon someone should make contact; routine if left out'),
  visit: z.strictObject({
    date: field('administrative', PastDate, 'The day of the visit'),
    officer: field(
      'referrer',
      z.strictObject({
        name: text(120),
        station: maybe(text(120)),
        telephone: maybe(text(30)),
        email: maybe(z.email({ error: 'an email address' }).max(254)),
      }),
      'The officer who made the visit',
    ),
  }),
  property: z.strictObject({
    address: addressField,
    hazards: z
      .array(field('hazard', z.strictObject({ code: HazardCode, room: maybe(text(60)) }), 'A hazard in the home'))
      .max(30)
      .default([]),
    smokeAlarmsFitted: field('hazard', maybe(z.int().min(0).max(50)), 'How many smoke alarms were fitted at the visit'),
  }),
  occupants: z
    .array(Occupant)
    .min(1)
    .max(20)
    .describe('Who lives there; the first is who the referral is about. Each answers for themself'),
  staffSafety: field('staff-safety', maybe(text(300)), 'What a visitor must know to be safe'),
  narrative: field('free-text', maybe(text(10_000)), 'Notes about the household. Withheld unless an agreement names free text'),
  safeguarding: safeguardingMessage,
});
export type FireMessage = z.infer<typeof FireMessage>;
