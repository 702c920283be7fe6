import type { Commit } from '../../functions/store/commit.ts';
import { type CommitStore, type Head, transactionLimit } from '../../functions/store/ports.ts';

/** The commit store in memory: passes the same suite as the one on DynamoDB. */
export function memoryStore(
  onAppend: (commits: readonly Commit[]) => void = () => undefined,
  begins: readonly Commit[] = [],
): CommitStore & { all(): Commit[] } {
  const streams = new Map<string, Commit[]>();
  for (const commit of begins) streams.set(commit.stream, [...(streams.get(commit.stream) ?? []), commit]);
  const at = (stream: string, seq: number) => streams.get(stream)?.find((commit) => commit.seq === seq);
  return {
    all: () => [...streams.values()].flat(),
    read: async (stream, { after = 0, limit = Number.MAX_SAFE_INTEGER } = {}) =>
      (streams.get(stream) ?? []).filter(({ seq }) => seq > after).slice(0, limit),
    last: async (stream) => streams.get(stream)?.at(-1),
    append: async (commits: readonly Commit[], rests: readonly Head[] = []) => {
      if (commits.length + rests.length > transactionLimit) throw new Error('too many');
      const winners = commits.map(({ stream, seq }) => at(stream, seq));
      if (commits.length > 0 && winners.every((winner, index) => winner?.hash === commits[index]?.hash)) return { ok: true };
      const winner = winners.find((each, index) => each && each.hash !== commits[index]?.hash);
      if (winner) return { ok: false, conflict: { kind: 'exists', commit: winner } };
      if (winners.some(Boolean)) return { ok: false, conflict: { kind: 'contended' } };
      const moved = rests.find(({ stream, seq }) => at(stream, seq + 1));
      if (moved) return { ok: false, conflict: { kind: 'moved', stream: moved.stream } };
      for (const commit of commits) {
        const history = [...(streams.get(commit.stream) ?? []), commit].sort((a, b) => a.seq - b.seq);
        streams.set(commit.stream, history);
      }
      onAppend(commits);
      return { ok: true };
    },
    async *scan(segment = 0, segments = 1) {
      const all = [...streams.values()].filter((_, index) => index % segments === segment);
      for (const history of all) yield [...history];
    },
  };
}
