import { randomUUID } from 'node:crypto';
import { type Actor, type Commit, chain, type Draft, sha256 } from '../../functions/store/commit.ts';

/** Someone who did something, for commits whose actor does not matter. */
export const anActor: Actor = { client: 'fire', organisation: 'fire', user: { id: 'jo-castell', role: 'fire-officer' } };

/** A stream no other test uses. */
export const aStream = (): string => `test#${randomUUID()}`;

/** A commit that differs from another of the same place by what it says. */
export function aCommit(stream: string, { says = 1, ...rest }: Partial<Draft> & { readonly says?: number } = {}): Commit {
  const events = [{ type: 'MailboxAcknowledged@1' as const, data: { position: says } }];
  return chain({ stream, seq: 1, at: '2026-11-20T10:00:00.000Z', actor: anActor, events, ...rest });
}

/** So many commits of one stream, each chained to the one before, going on from `after` if there is one. */
export function aChain(stream: string, length: number, after?: Commit): Commit[] {
  const commits: Commit[] = [];
  let last = after;
  for (let index = 0; index < length; index += 1) {
    last = aCommit(stream, { seq: (last?.seq ?? 0) + 1, previous: last?.hash, says: index });
    commits.push(last);
  }
  return commits;
}

/** A part as it would be sealed, of these bytes. */
export const aPart = (id: string, bytes: Uint8Array) => ({ id, keys: ['key-1', 'key-2'], bytes, hash: sha256(bytes) });
