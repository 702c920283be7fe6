import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate } from '../../dates.ts';
import { Need, needCategories, text, Urgency } from '../../vocabulary.ts';
import { consentMessage, maybe, personFields, safeguardingMessage } from '../parts.ts';

/** An introduction by a work coach, as a Job Centre’s system sends it. */
export const JobCentreMessage = z.strictObject({
  reference: field('contact', maybe(text(80)), 'Your own reference for this introduction'),
  referredOn: field('administrative', maybe(PastDate), 'The day the work coach made the introduction'),
  urgency: field('administrative', maybe(Urgency), 'How soon someone should make contact; routine if left out'),
  workCoach: field(
    'referrer',
    z.strictObject({
      name: text(120),
      office: maybe(text(120)),
      telephone: maybe(text(30)),
      email: maybe(z.email({ error: 'an email address' }).max(254)),
    }),
    'The work coach who makes the introduction',
  ),
  customer: z.strictObject({
    ...personFields,
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
    strengths: z
      .array(field('hopes', text(500), 'Something the person is good at'))
      .max(10)
      .default([]),
    interests: z
      .array(field('hopes', text(500), 'Something the person enjoys'))
      .max(10)
      .default([]),
    hopes: z
      .array(field('hopes', text(500), 'What the person hopes for'))
      .max(10)
      .default([]),
    health: z
      .array(field('health', text(500), 'What the person said of their health'))
      .max(10)
      .default([]),
    benefits: z
      .array(field('benefits', text(200), 'Claims and awards. Never passed on'))
      .max(10)
      .default([]),
    notes: field('free-text', maybe(text(10_000)), 'Notes. Withheld unless an agreement names free text'),
  }),
  consent: consentMessage,
  safeguarding: safeguardingMessage,
  requestedTeams: field('administrative', z.array(text(60)).max(5).default([]), 'Teams or kinds of team the person asked for'),
});
export type JobCentreMessage = z.infer<typeof JobCentreMessage>;
