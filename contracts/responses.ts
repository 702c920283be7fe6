import * as z from 'zod';
import { field } from './categories.ts';
import { Outcome, RefusalReason } from './vocabulary.ts';

/** What a team says of a case, coded: nothing anyone said is in it. */
export const responses = {
  acceptance: z.strictObject({}),
  refusal: z.strictObject({ reason: field('progress', RefusalReason, 'Why the team does not take the case on') }),
  outcome: z.strictObject({ outcome: field('progress', Outcome, 'What came of the case') }),
} as const;

/** How far a mailbox has been read. */
export const Acknowledgement = z.strictObject({
  position: field('administrative', z.int().min(0).max(Number.MAX_SAFE_INTEGER), 'The position of the last event that was taken in'),
});

/** The withdrawal of a consent needs no reason. */
export const Withdrawal = z.strictObject({});
