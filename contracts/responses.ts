import * as z from 'zod';
import { field } from './categories.ts';
import { RecipientName } from './consent.ts';
import { CancellationReason, ConversationOutcome, Outcome, RefusalReason, ReviewFinding } from './vocabulary.ts';

/** What a team says of a case, coded: nothing anyone said is in it. */
export const responses = {
  acceptance: z.strictObject({}),
  refusal: z.strictObject({ reason: field('progress', RefusalReason, 'Why the team does not take the case on') }),
  outcome: z.strictObject({
    outcome: field('progress', z.enum([...Outcome.options, ...ConversationOutcome.options]), 'What came of the case, or of a conversation'),
    to: field(
      'administrative',
      z.array(RecipientName).min(1).max(5).optional(),
      'With passed-on: the teams it is passed on to, each by its id, or by its kind for the one that covers where the person lives',
    ),
  }),
} as const;

/** Why a referrer takes back what it sent. */
export const Cancellation = z.strictObject({
  reason: field(
    'administrative',
    CancellationReason,
    'Why the referral is taken back: what is in error, or about someone else, is destroyed',
  ),
});

/** What someone trained found, where something in a case marks domestic abuse. */
export const AbuseReview = z.strictObject({
  finding: field('abuse', ReviewFinding, 'Whether the people of the case may be seen together'),
});

/** How far a mailbox has been read. */
export const Acknowledgement = z.strictObject({
  position: field('administrative', z.int().min(0).max(Number.MAX_SAFE_INTEGER), 'The position of the last event that was taken in'),
});

/** The withdrawal of a consent needs no reason. */
export const Withdrawal = z.strictObject({});
