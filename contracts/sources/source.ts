import type * as z from 'zod';
import type { ReferralInput } from '../referral.ts';

/** Something the sender should know though the referral was taken: what was dropped, or not relied on. */
export interface Warning {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A message in the canonical form, and what the sender should know of how it was taken. */
export interface Mapped {
  readonly referral: ReferralInput;
  readonly warnings: readonly Warning[];
}

/** One kind of sending system: what its messages are, and how one becomes a referral. */
export interface Source<Message = unknown> {
  readonly title: string;
  /** The message as its system sends it: every field described, with its data category. */
  readonly message: z.ZodType<Message>;
  /** Pure: the same message makes the same referral. */
  readonly toReferral: (message: Message) => Mapped;
}

/** Ties the message type of a source together; the registry does not need to know it. */
export const source = <Message>(definition: Source<Message>): Source<never> => definition as unknown as Source<never>;
