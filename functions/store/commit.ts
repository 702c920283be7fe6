import { hash } from 'node:crypto';
import type { Event } from '../../contracts/events.ts';

/** Who did it: the person, the system that carried it for them, and its organisation. */
export interface Actor {
  readonly client: string;
  readonly organisation: string;
  readonly user?: { readonly id: string; readonly role: string } | undefined;
}

/**
 * Content beside the events of a commit: one sealed part, under every key it names (destroying any one of
 * them makes it unreadable). The bytes are here, or in the object store under `object`.
 */
export interface SealedPart {
  readonly id: string;
  readonly keys: readonly string[];
  readonly bytes?: Uint8Array | undefined;
  readonly object?: string | undefined;
  /** SHA-256 of the sealed bytes, wherever they are. */
  readonly hash: string;
}

/** Keyed hashes of an Idempotency-Key and of the body sent with it. */
export interface Idempotency {
  readonly key: string;
  readonly body: string;
}

/**
 * One immutable item of the events table: what happened in a stream at one moment, chained to the commit
 * before it. `seq` counts from 1 without gaps; `at` is RFC 3339 in UTC.
 */
export interface Commit {
  readonly stream: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: Actor;
  readonly events: readonly Event[];
  /** The events as they were written, as JSON, where their present form is another: what the hash is over. */
  readonly written?: string | undefined;
  readonly parts: readonly SealedPart[];
  readonly idempotency?: Idempotency | undefined;
  readonly previous: string;
  readonly hash: string;
}

/** A commit not yet chained: what the domain decided, where it goes, and who did it when. */
export type Draft = Omit<Commit, 'hash' | 'previous' | 'parts'> & {
  readonly parts?: readonly SealedPart[];
  readonly previous?: string | undefined;
};

/** What stands before the first commit of a stream. */
const beginning = '0'.repeat(64);

/** SHA-256 of its arguments as a hexadecimal string. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

const texts = new WeakMap<Commit['events'], string>();

/** The events of a commit as they are written, as JSON: said once, for the hash and for the item. */
export function eventsOf({ written, events }: Pick<Commit, 'written' | 'events'>): string {
  const text = written ?? texts.get(events) ?? JSON.stringify(events);
  if (written === undefined) texts.set(events, text);
  return text;
}

/**
 * The hash of a commit: SHA-256 over everything in it but the sealed bytes, which stand in by their own
 * hash, and over the hash before it. So a chain verifies whether or not its content can still be read.
 */
export function hashOf(commit: Omit<Commit, 'hash'>): string {
  const parts = commit.parts.map((part) => [part.id, part.keys, part.hash]);
  const events = sha256(eventsOf(commit));
  const { actor, idempotency } = commit;
  const who = [actor.client, actor.organisation, actor.user?.id ?? null, actor.user?.role ?? null];
  const key = idempotency ? [idempotency.key, idempotency.body] : null;
  return sha256(JSON.stringify([commit.stream, commit.seq, commit.at, who, events, parts, key, commit.previous]));
}

/** Chains a draft to the hash before it. Without one, it is the first of its stream. */
export function chain(draft: Draft): Commit {
  const commit = { ...draft, parts: draft.parts ?? [], previous: draft.previous ?? beginning };
  return { ...commit, hash: hashOf(commit) };
}

/** Where a chain breaks: the first sequence number that does not follow, or nothing. Does not open what is sealed. */
export function brokenAt(commits: readonly Commit[]): number | undefined {
  let previous = beginning;
  let seq = 0;
  for (const commit of commits) {
    seq += 1;
    const partsHold = commit.parts.every((part) => !part.bytes || sha256(part.bytes) === part.hash);
    if (commit.seq !== seq || commit.previous !== previous || commit.hash !== hashOf(commit) || !partsHold) return seq;
    previous = commit.hash;
  }
  return undefined;
}
