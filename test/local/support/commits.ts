import type { DynamoDBRecord } from 'aws-lambda';
import { type Commit, chain } from '../../../functions/store/commit.ts';
import type { CommitStore } from '../../../functions/store/ports.ts';

/** A commit at a place, made at a moment. */
export const aCommit = (stream: string, seq: number, at = new Date().toISOString()): Commit =>
  chain({
    stream,
    seq,
    at,
    actor: { client: 'test', organisation: 'test' },
    events: [{ type: 'MailboxAcknowledged@1', data: { position: seq } }],
    parts: [],
  });

/** Where the commit of a record stands: `stream/seq`. */
export const placeOf = ({ dynamodb }: DynamoDBRecord): string => `${dynamodb?.Keys?.['stream']?.S}/${dynamodb?.Keys?.['seq']?.N}`;

/** A store in memory whose appends can be delayed or made to fail. Knows nothing of what an append rests on. */
export function memoryStore(before: (commit: Commit) => Promise<void> | void = () => undefined): CommitStore {
  const streams = new Map<string, Commit[]>();
  const all = (stream: string) => streams.get(stream) ?? [];
  return {
    read: async (stream, { after = 0, limit = 1000 } = {}) =>
      all(stream)
        .filter(({ seq }) => seq > after)
        .slice(0, limit),
    last: async (stream) => all(stream).at(-1),
    append: async (commits) => {
      const winner = commits.flatMap((commit) => all(commit.stream).filter(({ seq }) => seq === commit.seq))[0];
      if (winner) return { ok: false, conflict: { kind: 'exists', commit: winner } };
      for (const commit of commits) streams.set(commit.stream, [...all(commit.stream), commit]);
      for (const commit of commits) await before(commit);
      return { ok: true };
    },
    async *scan() {
      yield [...streams.values()].flat();
    },
  };
}
