import type * as z from 'zod';
import type { Fault } from '../problem.ts';
import type { ReferralInput } from '../referral.ts';

/** Something the sender should know though the referral was taken: what was dropped, or not relied on. */
export interface Warning {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A message in the canonical form, with what did not map and what is wrong in meaning. */
export interface Mapped {
  readonly referral: ReferralInput;
  readonly warnings: readonly Warning[];
  /** Faults no schema can see, such as a date in the future. Any one refuses the message. */
  readonly faults: readonly Fault[];
}

/** One kind of sending system: what its messages are, and how one becomes a referral. */
export interface Source<Message = unknown> {
  readonly title: string;
  /** The message as its system sends it: every field described, with its data category. */
  readonly message: z.ZodType<Message>;
  /** Pure. `today` is the day in the United Kingdom, `YYYY-MM-DD`. */
  readonly toReferral: (message: Message, today: string) => Mapped;
}

/** Ties the message type of a source together; the registry does not need to know it. */
export const source = <Message>(definition: Source<Message>): Source<never> => definition as unknown as Source<never>;
