import type * as z from 'zod';
import type { Fault } from '../problem.ts';
import type { ReferralInput } from '../referral.ts';
import type { Warning } from '../replies/parts.ts';

/**
 * What a source makes of a message: a referral, each of whose people says where in the message they stand (`place`, a JSON
 * Pointer, RFC 6901, to an object that is theirs alone); and what the sender should know of how it was taken.
 */
export interface Mapping {
  readonly referral: Omit<ReferralInput, 'people'> & {
    readonly people: readonly (ReferralInput['people'][number] & { readonly place: string })[];
  };
  readonly warnings: readonly Warning[];
}

/** A message in the canonical form; where in the message each of its people stands, in their order; and warnings. */
export interface Mapped {
  readonly referral: ReferralInput;
  readonly places: readonly string[];
  readonly warnings: readonly Warning[];
}

/** A body of another form, read as a source’s message; not yet checked against its contract. */
export interface Read {
  readonly message: unknown;
  readonly warnings: readonly Warning[];
  /** Where in what was sent a place in the message came from, for faults: both are JSON Pointers. */
  readonly placeOf: (pointer: string) => string;
  /** The sender’s own name for this message, which may stand for an Idempotency-Key. */
  readonly messageId?: string | undefined;
}

/** What a body of another form was read as, or every fault that keeps it from being read. */
export type Reading = { readonly ok: true; readonly read: Read } | { readonly ok: false; readonly faults: readonly Fault[] };

/** One line of a list, by its number in the file (the header is 1): a message, or why it is not one. */
export type Line = { readonly line: number } /** Places in its warnings are in the message. */ & (
  | {
      readonly kind: 'message';
      readonly message: unknown;
      readonly reference: string | undefined;
      readonly warnings: readonly Warning[];
    }
  /** Not for the hub at all, by rule: nothing of it is kept. `reason` is a code. */
  | { readonly kind: 'dropped'; readonly reason: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }
);

/** A list read line by line, or why none of it can be read. */
export type Lines =
  | { readonly ok: true; readonly lines: readonly Line[]; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** One kind of sending system: what its messages are, and how one becomes a referral. */
export interface Source<Message = unknown> {
  readonly title: string;
  /** The message as its system sends it: every field described, with its data category. */
  readonly message: z.ZodType<Message>;
  /** Pure: the same message makes the same referral. */
  readonly toReferral: (message: Message) => Mapped;
  /** The sender’s own name for a message as it came, which may stand for an Idempotency-Key, for a source that has one. */
  readonly messageId?: (body: unknown) => string | undefined;
  /** Reads a FHIR R4 resource as a message, for a source that takes them: a body with a `resourceType`. */
  readonly fhir?: (resource: unknown) => Reading;
  /** Reads a CSV file as messages, for a source that takes lists: `text/csv`. */
  readonly csv?: (bytes: Uint8Array, charset: string | undefined) => Lines;
}

/** Ties the message type of a source together, which the registry does not need to know; and parts places from people. */
export const source = <Message>({ toReferral, ...definition }: Defined<Message>): Source<never> =>
  ({ ...definition, toReferral: (message: Message) => parted(toReferral(message)) }) as unknown as Source<never>;

type Defined<Message> = Omit<Source<Message>, 'toReferral'> & { readonly toReferral: (message: Message) => Mapping };

/** Where someone stands is for their sender alone: it is no part of the referral. */
function parted({ referral, warnings }: Mapping): Mapped {
  const people = referral.people.map(({ place: _, ...person }) => person);
  return { referral: { ...referral, people }, places: referral.people.map(({ place }) => place), warnings };
}
