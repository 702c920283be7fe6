import type { Commit } from '../../functions/store/commit.ts';
import type { Row } from '../../functions/store/ports.ts';

/** One reply as the client had it. A request that was cut off has none. */
export interface Replied {
  readonly status: number;
  readonly body: unknown;
}

/** One request, however often it was sent: the same client, the same request, the same key. */
export interface Asked {
  readonly client: string;
  /** Method and path with its query, `POST /v1/referrals/fire`; or an operator’s act, `suspend fire-safe-and-well`. */
  readonly request: string;
  /** Its Idempotency-Key. A read has none, and each time it is sent it is another. */
  readonly key?: string | undefined;
  /** How many referrals it may become: the lines of a list. One if left out. */
  readonly lines?: number | undefined;
  /** What came back each time it was sent, in order; a time when nothing came back is left out. */
  readonly replies: readonly Replied[];
}

/** One event in a mailbox, as `GET /v1/events` gives it. */
export interface Mail {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
}

/**
 * All that is known of what a hub did, as plain data: what is in the store, what was asked and answered, and what others
 * can see. What is left out is not checked; nothing else is assumed.
 */
export interface History {
  /** Every commit there is. */
  readonly commits: readonly Commit[];
  /** `appended`: in the order in which they were committed. `none`: as a scan gives them; then the clock tells the order, roughly. */
  readonly order: 'appended' | 'none';
  /** Everything that was sent, answered or not, preparations too. */
  readonly asked: readonly Asked[];
  /** Whether the consumers have had time for all there is: if not, what is missing from mailboxes may still come. */
  readonly settled: boolean;
  /** The clock at the end, RFC 3339. */
  readonly now: string;
  /** Mailboxes as they were read, whole, by team or organisation. */
  readonly mailboxes?: ReadonlyMap<string, readonly Mail[]>;
  /** Every row of the views, as the change stream made them and as a rebuild of empty views makes them. */
  readonly views?: { readonly grown: readonly Row[]; readonly rebuilt: readonly Row[] };
  /** The ids of the keys that are kept now. */
  readonly keys?: ReadonlySet<string> | undefined;
  /** The names of the objects that are kept now. */
  readonly objects?: ReadonlySet<string>;
  /** Words that were sent as content and nowhere else; and every other text outside the store: logs, bus, queues, file names. */
  readonly content?: { readonly words: readonly string[]; readonly seen: readonly { readonly where: string; readonly text: string }[] };
  /** Cases whose person agreed, under an agreement that lets it, that the referrer hears what becomes of them. */
  readonly toBeTold?: ReadonlySet<string>;
  /** Answers of people as such that cover what is held of them. */
  readonly lettingGo?: ReadonlySet<string>;
}
