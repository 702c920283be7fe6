import type { Envelope } from '../../contracts/events.ts';
import type { Measure } from '../observe/measure.ts';
import type { Commit } from './commit.ts';

/**
 * What the functions need of the world, as small interfaces. On AWS they are DynamoDB, KMS, S3 and
 * EventBridge; on one machine the embedded engine and files; in tests, memory.
 */

/** A position that must still be the last of its stream when something is committed. `seq` 0: the stream is empty. */
export interface Head {
  readonly stream: string;
  readonly seq: number;
}

/** What stopped a commit. `exists`: something is already at that place, and here it is. `moved`: a stream it rests on has. */
export type Conflict =
  | { readonly kind: 'exists'; readonly commit: Commit }
  | { readonly kind: 'moved'; readonly stream: string }
  | { readonly kind: 'contended' };

export type Appended = { readonly ok: true } | { readonly ok: false; readonly conflict: Conflict };

/** How many commits and rests one append takes: DynamoDB’s limit for a transaction. */
export const transactionLimit = 100;

/** The store of commits. Reads are strongly consistent. Throws `Unavailable` when it cannot answer. */
export interface CommitStore {
  /** The commits of a stream after `after` (0: all), oldest first; at most `limit`, or without one to its end. */
  read(stream: string, options?: { after?: number; limit?: number }): Promise<Commit[]>;
  /** The last commit of a stream, if there is one. */
  last(stream: string): Promise<Commit | undefined>;
  /**
   * Appends all the commits or none, each at a place where nothing is yet, and only if no stream of `rests`
   * has moved. A repeat of exactly the same commits succeeds: the reply to the first may have been lost.
   * At most {@link transactionLimit} together.
   */
  append(commits: readonly Commit[], rests?: readonly Head[]): Promise<Appended>;
  /** Every commit there is, in pages and no particular order, for replays. `segment` of `segments`. */
  scan(segment?: number, segments?: number): AsyncIterable<Commit[]>;
}

/** The store could not answer in time: throttled, unreachable, or its reply was lost. Repeating is safe. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** A row of the views table: rebuildable, and never content. */
export interface Row {
  readonly pk: string;
  readonly sk: string;
  readonly [attribute: string]: string | number | boolean | undefined;
}

export interface Page {
  readonly rows: Row[];
  /** Where the next page begins, if there is one. */
  readonly next?: string;
}

/** The table of views: worklists, lists and indexes that can all be rebuilt from the commits. */
export interface ViewStore {
  get(keys: readonly { pk: string; sk: string }[]): Promise<Row[]>;
  /** Not all or none: what fails may be in part. But no row of `last` is in before every other is in, or gone. */
  write(puts: readonly Row[], deletes?: readonly { pk: string; sk: string }[], last?: readonly Row[]): Promise<void>;
  /** Rows of one partition in key order after `after`, at most `limit` of those whose attributes equal `where`. */
  query(pk: string, options: { limit: number; after?: string | undefined; where?: Readonly<Record<string, string>> }): Promise<Page>;
  /** Every row there is, in pages and no particular order. `segment` of `segments`. */
  scan(segment?: number, segments?: number): AsyncIterable<Row[]>;
  /** Puts the row unless one is there; says whether it did. Expires at `expiresAt` (seconds since 1970). */
  claim(row: Row & { expiresAt: number }): Promise<boolean>;
}

/**
 * The keys that content is sealed under. Each was durable, wrapped by the branch key, before anyone was
 * given it. A destroyed key is absent for ever.
 */
export interface KeyRing {
  /** A key never used before. */
  take(): Promise<{ readonly id: string; readonly key: Uint8Array }>;
  get(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  destroy(id: string): Promise<void>;
  /** HMAC-SHA-256 under a key of its own for each use, in hexadecimal: how identifiers become index keys. */
  hmac(use: 'identity' | 'idempotency' | 'reference' | 'cursor', ...values: readonly string[]): string;
}

/** Sealed bytes too large for an item. Names are random; nothing is ever overwritten. */
export interface ObjectStore {
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array>;
}

/** The event bus. At least once, in no particular order. */
export interface Bus {
  /** Publishes all or throws, naming none; what was published before the throw will be published again. */
  publish(envelopes: readonly Envelope[]): Promise<void>;
}

/** Time, passed in. */
export interface Clock {
  now(): Date;
}

/** Randomness, passed in: lower-case letters and digits, at least 128 bits. */
export interface Ids {
  next(): string;
}

/** Signs access tokens (ES256). The key is in KMS on AWS, in a file on one machine. */
export interface TokenSigner {
  readonly keyId: string;
  /** Signs the ASCII bytes of a JWS signing input; IEEE P1363 form, 64 bytes. */
  sign(input: string): Promise<Uint8Array>;
}

/** The public key that access tokens are verified with, as a JWK. */
export interface TokenVerifierKey {
  publicJwk(): Promise<{ readonly kty: string; readonly crv: string; readonly x: string; readonly y: string; readonly kid: string }>;
}

/** Where codes and references are logged. Never bodies, names, or anything a person said. */
export interface Log {
  write(entry: LogEntry): void;
}

/** One line of the log, and what it counts or measures: on AWS those become metrics. */
export interface LogEntry {
  readonly code: string;
  readonly level?: 'info' | 'warn' | 'error';
  readonly measures?: readonly Measure[];
  readonly [field: string]: unknown;
}
