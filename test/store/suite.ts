import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { brokenAt, type Commit } from '../../functions/store/commit.ts';
import { type Appended, type CommitStore, transactionLimit } from '../../functions/store/ports.ts';
import { aChain, aCommit, anActor, aPart, aStream } from './commits.ts';

const done: Appended = { ok: true };
const hashes = (commits: readonly Commit[]) => commits.map(({ hash }) => hash);
const winnerOf = (appended: Appended) => (!appended.ok && appended.conflict.kind === 'exists' ? appended.conflict.commit.hash : undefined);

/** What every commit store promises: run on the one in memory, and on the one on the real engine. */
export function commitStoreSuite(store: () => CommitStore): void {
  describe('reading', () => {
    test('a stream that is not there is empty', async () => {
      expect(await store().read(aStream())).toEqual([]);
      expect(await store().last(aStream())).toBeUndefined();
    });

    test('gives back every member of what was appended, sealed bytes too, and its hash still holds', async () => {
      const commit = aCommit(aStream(), {
        actor: { client: 'police', organisation: 'police' },
        idempotency: { key: 'k', body: 'b' },
        parts: [aPart('person-p1', randomBytes(1000)), { id: 'reply', keys: ['key-1'], object: 'elsewhere', hash: 'h' }],
      });
      expect(await store().append([commit])).toEqual(done);
      const [read] = await store().read(commit.stream);
      const plain = (each: Commit | undefined) =>
        each && { ...each, parts: each.parts.map((part) => ({ ...part, bytes: part.bytes && Buffer.from(part.bytes).toString('hex') })) };
      expect(plain(read)).toEqual(plain(commit));
      expect(brokenAt(read ? [read] : [])).toBeUndefined();
    });

    test('is oldest first, by number and not by text, after a place and up to a limit', async () => {
      const commits = aChain(aStream(), 12);
      const [{ stream } = aCommit('')] = commits;
      for (const commit of commits) await store().append([commit]);
      const seqs = async (options?: { after?: number; limit?: number }) => (await store().read(stream, options)).map(({ seq }) => seq);
      expect(await seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(await seqs({ after: 9 })).toEqual([10, 11, 12]);
      expect(await seqs({ after: 2, limit: 3 })).toEqual([3, 4, 5]);
      expect(await seqs({ after: 12 })).toEqual([]);
      expect((await store().last(stream))?.seq).toBe(12);
    });

    test('goes on past what one page of the database holds', async () => {
      const stream = aStream();
      let last: Commit | undefined;
      for (let seq = 1; seq <= 8; seq += 1) {
        last = aCommit(stream, { seq, previous: last?.hash, parts: [aPart('p', randomBytes(250_000))] });
        expect(await store().append([last])).toEqual(done);
      }
      expect(brokenAt(await store().read(stream))).toBeUndefined();
      expect((await store().read(stream)).length).toBe(8);
      expect((await store().read(stream, { limit: 6 })).length).toBe(6);
    });
  });

  describe('at one place', () => {
    test('of a hundred that differ one wins, and the others are handed the winner', async () => {
      const stream = aStream();
      const rivals = Array.from({ length: 100 }, (_, says) => aCommit(stream, { says }));
      const appended = await Promise.all(rivals.map((rival) => store().append([rival])));
      const winners = appended.flatMap(({ ok }, index) => (ok ? [rivals[index]?.hash] : []));
      expect(winners).toHaveLength(1);
      expect(appended.filter(({ ok }) => !ok).map(winnerOf)).toEqual(Array(99).fill(winners[0]));
      expect(hashes(await store().read(stream))).toEqual(winners);
    });

    test('a hundred of the very same all succeed, and there is one', async () => {
      const commit = aCommit(aStream());
      const appended = await Promise.all(Array.from({ length: 100 }, () => store().append([commit])));
      expect(appended).toEqual(Array(100).fill(done));
      expect(hashes(await store().read(commit.stream))).toEqual([commit.hash]);
    });

    test('writers who go on from the last make one chain without gaps', async () => {
      const stream = aStream();
      const write = async (says: number): Promise<void> => {
        const last = await store().last(stream);
        const appended = await store().append([aCommit(stream, { says, seq: (last?.seq ?? 0) + 1, previous: last?.hash })]);
        if (!appended.ok) await write(says);
      };
      await Promise.all(Array.from({ length: 12 }, (_, says) => write(says)));
      const commits = await store().read(stream);
      expect(brokenAt(commits)).toBeUndefined();
      expect(
        commits.flatMap(({ events }) => events.map((event) => (event.data as { position: number }).position)).sort((a, b) => a - b),
      ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });
  });

  describe('several at once', () => {
    test('are all there, in one stream or many', async () => {
      const one = aChain(aStream(), 3);
      const other = aCommit(aStream());
      expect(await store().append([...one, other])).toEqual(done);
      expect(hashes(await store().read(one[0]?.stream ?? ''))).toEqual(hashes(one));
      expect((await store().last(other.stream))?.hash).toBe(other.hash);
    });

    test('are not there at all if one place is taken, and the winner is handed over', async () => {
      const taken = aCommit(aStream());
      const fresh = aCommit(aStream());
      await store().append([taken]);
      expect(winnerOf(await store().append([fresh, aCommit(taken.stream, { says: 2 })]))).toBe(taken.hash);
      expect(await store().read(fresh.stream)).toEqual([]);
    });

    test('repeated succeed, also when what they rested on has moved since', async () => {
      const base = aCommit(aStream());
      await store().append([base]);
      const rests = [{ stream: base.stream, seq: 1 }];
      const commits = [aCommit(aStream()), aCommit(aStream())];
      expect(await store().append(commits, rests)).toEqual(done);
      await store().append(aChain(base.stream, 1, base));
      expect(await store().append(commits, rests)).toEqual(done);
    });

    test('of which some are there already are refused, and add nothing', async () => {
      const there = aCommit(aStream());
      const fresh = aCommit(aStream());
      await store().append([there]);
      expect(await store().append([there, fresh])).toEqual({ ok: false, conflict: { kind: 'contended' } });
      expect(await store().read(fresh.stream)).toEqual([]);
      expect(await store().read(there.stream)).toHaveLength(1);
    });

    test('as many as a transaction takes, and one more is refused', async () => {
      const commits = Array.from({ length: transactionLimit }, () => aCommit(aStream()));
      expect(await store().append(commits)).toEqual(done);
      await expect((async () => store().append(commits, [{ stream: aStream(), seq: 0 }]))()).rejects.toThrow();
    });

    test('that meet in a place: one group is there whole, no other at all', async () => {
      const contested = aStream();
      const groups = Array.from({ length: 20 }, (_, says) => [aCommit(contested, { says }), aCommit(aStream(), { says })]);
      const appended = await Promise.all(groups.map((group) => store().append(group)));
      expect(appended.filter(({ ok }) => ok)).toHaveLength(1);
      for (const [index, [, own]] of groups.entries())
        expect(await store().read(own?.stream ?? '')).toHaveLength(appended[index]?.ok ? 1 : 0);
    });
  });

  describe('resting on streams', () => {
    test('succeeds while none has moved, an empty one too', async () => {
      const base = aChain(aStream(), 2);
      await store().append(base);
      const rests = [
        { stream: base[0]?.stream ?? '', seq: 2 },
        { stream: aStream(), seq: 0 },
      ];
      expect(await store().append([aCommit(aStream())], rests)).toEqual(done);
    });

    test('writes nothing once one has moved, and says which', async () => {
      const [first, second] = [aStream(), aStream()].map((stream) => aCommit(stream)) as [Commit, Commit];
      await store().append([first, second]);
      const commit = aCommit(aStream());
      await store().append(aChain(second.stream, 1, second));
      const rests = [first, second].map(({ stream, seq }) => ({ stream, seq }));
      expect(await store().append([commit], rests)).toEqual({ ok: false, conflict: { kind: 'moved', stream: second.stream } });
      expect(await store().append([], rests)).toMatchObject({ ok: false });
      expect(await store().read(commit.stream)).toEqual([]);
    });

    test('never lets both a move and what rested on its absence stand the wrong way round', async () => {
      for (let round = 0; round < 10; round += 1) {
        const base = aStream();
        const own = aCommit(aStream());
        const [rested] = await Promise.all([store().append([own], [{ stream: base, seq: 0 }]), store().append([aCommit(base)])]);
        expect(await store().read(own.stream)).toHaveLength(rested.ok ? 1 : 0);
        expect(await store().append([aCommit(aStream())], [{ stream: base, seq: 0 }])).toMatchObject({ ok: false });
      }
    });
  });

  test('a scan sees every commit once, in one segment or several', async () => {
    const commits = Array.from({ length: 30 }, () => aChain(aStream(), 2)).flat();
    for (let start = 0; start < commits.length; start += 20) await store().append(commits.slice(start, start + 20));
    const scanned = async (segments: number) => {
      const seen: string[] = [];
      for (let segment = 0; segment < segments; segment += 1)
        for await (const page of store().scan(segment, segments)) seen.push(...hashes(page));
      return seen.sort();
    };
    const whole = await scanned(1);
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole).toEqual(expect.arrayContaining(hashes(commits)));
    expect(await scanned(4)).toEqual(whole);
  });

  test('who did it comes back as it was, with a user or without', async () => {
    const commit = aCommit(aStream(), { actor: anActor });
    await store().append([commit]);
    expect((await store().last(commit.stream))?.actor).toEqual(anActor);
  });
}
