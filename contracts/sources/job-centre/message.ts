import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate } from '../../dates.ts';
import { text, Urgency } from '../../vocabulary.ts';
import { consentMessage, email, listOf, needsField, personFields, safeguardingConcern } from '../parts.ts';

/** An introduction by a work coach, as a Job Centre’s system sends it. */
export const JobCentreMessage = z.strictObject({
  reference: field('referrer', text(80).optional(), 'Your own reference for this introduction'),
  referredOn: field('administrative', PastDate.optional(), 'The day the work coach made the introduction'),
  urgency: field('administrative', Urgency.optional(), 'How soon someone should make contact; routine if left out'),
  workCoach: field(
    'referrer',
    z.strictObject({
      name: text(120),
      office: text(120).optional(),
      telephone: text(30).optional(),
      email: email.optional(),
    }),
    'The work coach who makes the introduction',
  ),
  customer: z.strictObject({
    ...personFields,
    needs: needsField,
    strengths: listOf(field('hopes', text(500), 'Something the person is good at'), 10),
    interests: listOf(field('hopes', text(500), 'Something the person enjoys'), 10),
    hopes: listOf(field('hopes', text(500), 'What the person hopes for'), 10),
    health: listOf(field('health', text(500), 'What the person said of their health'), 10),
    benefits: listOf(field('benefits', text(200), 'Claims and awards. Never passed on'), 10),
    notes: field('free-text', text(10_000).optional(), 'Notes. Withheld unless an agreement names free text'),
  }),
  consent: consentMessage,
  safeguarding: field(
    'safeguarding',
    safeguardingConcern
      .extend({
        aboutTheCustomer: z.boolean().default(true).describe('Whether it is the customer who is at risk; if not, someone not named'),
      })
      .optional(),
    'A concern that a child or an adult at risk may be suffering harm',
  ),
  requestedTeams: field('administrative', listOf(text(60), 5), 'Teams or kinds of team the person asked for'),
});
export type JobCentreMessage = z.infer<typeof JobCentreMessage>;
