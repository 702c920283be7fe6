import * as z from 'zod';
import { field } from '../categories.ts';
import { CancellationReason, Disposition, Outcome, Role } from '../vocabulary.ts';
import {
  At,
  ask,
  Code,
  ConsentReference,
  Day,
  Line,
  Link,
  listOf,
  Reference,
  RoutedTo,
  Sentence,
  type Shown,
  self,
  warnings,
} from './parts.ts';

const disposition = field(
  'administrative',
  Disposition,
  'routed: a team has it. conversation-needed: a team calls first. held: something is to be asked, see ask. refused: it goes nowhere',
);
const reason = field('administrative', Sentence, 'Why, in a sentence');
const reasonCode = field('administrative', Code, 'The same for a program');

const pointer = z
  .string()
  .regex(/^\//)
  .optional()
  .describe(
    'Where in what was sent this person stands: a JSON Pointer (RFC 6901), as those of warnings are. Left out when what asked for a conversation is read later, where the roles tell them apart, and of what came in before the hub said it',
  );
const people = field(
  'administrative',
  z.array(z.strictObject({ role: Role, pointer, consentId: ConsentReference })),
  'Whom it tells of, in the order they were sent, each with the reference of what they said: to add to it, withdraw it, or refer them again',
);

/** What the sender of a referral is told. */
export const Receipt = z
  .strictObject({
    referralId: field('administrative', Reference, 'The referral’s reference, and the case’s for a team that has it'),
    disposition,
    reason,
    reasonCode,
    routedTo: field('administrative', z.array(RoutedTo), 'The teams it went to'),
    ask,
    sharing: field(
      'administrative',
      z.array(Line.extend({ to: Code.describe('The team, or the organisation, that was decided on') }).meta({ id: 'SharingLineTo' })),
      'What may be passed on of what was sent and what stays, and why, for each team that was decided on for a part of it',
    ),
    people,
    emergency: field('administrative', Sentence.optional(), 'Where there is a safeguarding concern: what to do about danger now'),
    warnings,
    links: z.strictObject({ self }),
  })
  .meta({ id: 'Receipt', description: 'What became of a referral when it came in. It rests on nothing that the hub knew from others' });
export type Receipt = Shown<typeof Receipt>;

/** What its referrer may know of a referral: what they were told at first, and what the return clause permits since. */
export const Tracked = z
  .strictObject({
    referralId: field('administrative', Reference, 'The referral’s reference'),
    receivedAt: field('administrative', At, 'When it came in'),
    disposition,
    status: field('administrative', z.enum(['sent', 'cancelled']), 'Whether its sender took it back'),
    cancellation: field(
      'administrative',
      z.strictObject({ reason: CancellationReason, at: At }).nullable(),
      'When and why its sender took it back',
    ),
    keepUntil: field('administrative', Day.nullable(), 'The last day it is kept, while it is held'),
    reason,
    reasonCode,
    ask,
    warnings,
    progress: field(
      'progress',
      z
        .strictObject({
          stage: z.enum(['received', 'accepted', 'declined', 'closed']),
          at: At.optional().describe('When the team said so'),
          outcome: Outcome.optional().describe('What came of it, once it is closed'),
        })
        .nullable(),
      'What came of it, as far as may be told; `stage` stays `received` where no more may be, and null where nothing may',
    ),
    sharing: field(
      'administrative',
      Receipt.shape.sharing,
      'What was decided when it came in or, where it was held, when it went; answers recorded since are not in it',
    ),
    people,
    links: z.strictObject({ self }),
  })
  .meta({ id: 'TrackedReferral', description: 'A referral as whoever sent it may know it' });
export type Tracked = Shown<typeof Tracked>;

const SentItem = z
  .strictObject({
    referralId: field('administrative', Reference, 'The referral’s reference'),
    receivedAt: field('administrative', At, 'When it came in'),
    source: field('administrative', Code, 'The source system it came from'),
    links: z.strictObject({ self }),
  })
  .meta({ id: 'SentReferral' });

export const SentList = listOf(SentItem).meta({ id: 'SentReferrals', description: 'What was sent, oldest first' });
export type SentList = Shown<typeof SentList>;

/** What a referrer is told that took a referral back: nothing of what any team had done with it. */
export const Cancelled = z
  .strictObject({
    referralId: field('administrative', Reference, 'The referral’s reference'),
    status: z.literal('cancelled'),
    reason: field('administrative', CancellationReason, 'Why it was taken back'),
    at: field('administrative', At, 'When'),
    warnings,
    links: z.strictObject({ self: Link.describe('The address of the referral') }),
  })
  .meta({ id: 'Cancelled' });
export type Cancelled = Shown<typeof Cancelled>;
