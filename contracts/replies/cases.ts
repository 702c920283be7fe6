import * as z from 'zod';
import { field } from '../categories.ts';
import { ReviewFinding, Role, Urgency } from '../vocabulary.ts';
import { AnyFact } from './facts.ts';
import { At, ask, Code, Day, Line, Link, listOf, Reference, Sentence, type Shown, self, warnings } from './parts.ts';

const caseId = field('administrative', Reference, 'The case’s reference');
const receivedAt = field('administrative', At, 'When the referral came in');
const status = field(
  'administrative',
  z.enum(['awaiting', 'accepted', 'declined', 'closed', 'cancelled']),
  'How the team stands to it: awaiting until it takes it on or declines it; cancelled once its sender took it back',
);
const urgency = field('administrative', Urgency, 'How soon someone should make contact');
const area = field('contact', Code.nullable(), 'The area where the person lives, where the team may know; else null');
const tier = field('need', z.int().min(0).max(3).nullable(), 'How great the need is, of what the team may know of it; else null');
const reason = field('administrative', Code, 'Why it came to this team');

const precautionCodes = ['speak-alone-no-letters', 'warning-past-review'] as const;
const precautions = field(
  'staff-safety',
  z.array(z.strictObject({ code: z.enum(precautionCodes), sentence: Sentence }).meta({ id: 'Precaution' })),
  'What to do, or not, when reaching the person: never why',
);
const reviewNeeded = field(
  'administrative',
  z.literal(true).optional(),
  'Said only to trained people of the team’s own organisation: someone should say who may be seen together',
);
const people = z
  .array(
    z
      .strictObject({
        key: field('administrative', z.string().min(1).max(20), 'Names the person within this case'),
        role: field('administrative', z.enum([...Role.options, 'shared']), 'The part the person plays; shared: what concerns several'),
        facts: z.array(AnyFact).min(1),
      })
      .meta({ id: 'PersonShown' }),
  )
  .describe('Whom the team may know something of');

const link = field('administrative', Link.optional(), 'Where the team may act on it');

const view = {
  caseId,
  status,
  receivedAt,
  urgency,
  area,
  tier,
  reason,
  precautions,
  reviewNeeded,
  people,
  notice: field('administrative', Sentence.optional(), 'Where nobody is shown: that this is so, and never why'),
  ask,
  sharing: field('administrative', z.array(Line), 'What lets each thing here be known'),
  validUntil: field(
    'administrative',
    Day.nullable(),
    'The last day this holds, as far as that tells nobody’s date of birth. Read it again then',
  ),
  links: z.strictObject({ self, acceptance: link, refusal: link, outcome: link, review: link }),
};

/** Another case about the same person that the same team has. */
export const Related = z
  .strictObject({
    caseId,
    receivedAt,
    status,
    source: z.strictObject({
      organisation: field('referrer', Code, 'Who told this team of it'),
      name: field('referrer', Sentence, 'Its name'),
    }),
    links: z.strictObject({ self }),
  })
  .meta({ id: 'RelatedCase' });
export type Related = Shown<typeof Related>;

/** A case as one team may see it, without the others it has about the same person. */
const CaseView = z.strictObject(view);
export type CaseView = Shown<typeof CaseView>;
export type ViewFact = CaseView['people'][number]['facts'][number];

/** A case as a team reads it: decided at that moment. */
export const CaseShown = z
  .strictObject({
    ...view,
    related: z.array(Related).max(5).describe('Other cases about the same person that this team has, the latest first'),
  })
  .meta({ id: 'Case', description: 'A case as one team may see it, decided at this moment' });
export type CaseShown = Shown<typeof CaseShown>;

/** A line of a worklist: references and codes; with a summary, what the team may see of who it is about. */
export const WorklistItem = z
  .strictObject({
    caseId,
    receivedAt,
    urgency,
    area,
    tier,
    status,
    reason,
    summary: z
      .strictObject({ people, precautions, reviewNeeded })
      .nullable()
      .optional()
      .describe(
        'With `with=summary` alone: who it is about and what with; null if it is the team’s no longer, or could not be settled now',
      ),
    links: z.strictObject({ self }),
  })
  .meta({ id: 'WorklistItem' });
export type WorklistItem = Shown<typeof WorklistItem>;

export const Worklist = listOf(WorklistItem).meta({
  id: 'Worklist',
  description: 'A team’s cases, most urgent first and then oldest first',
});
export type Worklist = Shown<typeof Worklist>;

/** What became of a team that a case was to be passed on to. */
export const Passed = z
  .strictObject({
    team: field('administrative', Code, 'The team'),
    name: field('administrative', Sentence, 'Its name'),
    outcome: field(
      'administrative',
      z.enum(['passed', 'held', 'refused']),
      'passed: it has the case; held: see ask; refused: it may not have it',
    ),
    reason: field('administrative', Sentence.optional(), 'Why not, in a sentence'),
    ask: ask.optional(),
  })
  .meta({ id: 'PassedOn' });
export type Passed = Shown<typeof Passed>;

/** What a team is told when it has acted on a case. */
export const Responded = z
  .strictObject({
    caseId,
    status,
    at: field('administrative', At, 'When it was recorded'),
    passed: field('administrative', z.array(Passed).optional(), 'Where it was passed on: what became of each team that was named'),
    ask: ask.optional(),
    warnings,
    links: z.strictObject({ self, consents: field('administrative', Link.optional(), 'Where to record the answers to `ask`') }),
  })
  .meta({ id: 'CaseAnswered' });
export type Responded = Shown<typeof Responded>;

/** What someone trained is told when they have said what they found. */
export const Reviewed = z
  .strictObject({
    caseId,
    finding: field('abuse', ReviewFinding, 'What was found'),
    at: field('administrative', At, 'When it was recorded'),
    warnings,
    links: z.strictObject({ self }),
  })
  .meta({ id: 'CaseReviewed' });
export type Reviewed = Shown<typeof Reviewed>;
