import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenAt, type Commit, chain, hashOf } from '../../functions/store/commit.ts';
import { fromItem, toItem } from '../../functions/store/item.ts';
import { aPart } from './commits.ts';

const word = fc.string({ minLength: 1, maxLength: 12 });
const actors = fc.record({ client: word, organisation: word, user: fc.option(fc.record({ id: word, role: word }), { nil: undefined }) });
const events = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('CaseAccepted@1' as const), data: fc.record({ team: word }) }),
    fc.record({ type: fc.constant('CaseHeld@1' as const), data: fc.record({ reason: word, keepUntil: word }) }),
    fc.record({ type: fc.constant('MailboxAcknowledged@1' as const), data: fc.record({ position: fc.nat() }) }),
  ),
  { minLength: 1, maxLength: 3 },
);
const parts = fc.array(
  fc.tuple(word, fc.uint8Array({ minLength: 1, maxLength: 20 })).map(([id, bytes]) => aPart(id, bytes)),
  { maxLength: 2 },
);
const drafts = fc.record({
  at: word,
  actor: actors,
  events,
  parts,
  idempotency: fc.option(fc.record({ key: word, body: word }), { nil: undefined }),
});

/** A stream of one to six commits, of anything. */
const chains = fc.tuple(word, fc.array(drafts, { minLength: 1, maxLength: 6 })).map(([stream, each]) => {
  const commits: Commit[] = [];
  for (const draft of each) commits.push(chain({ ...draft, stream, seq: commits.length + 1, previous: commits.at(-1)?.hash }));
  return commits;
});

type Path = readonly (string | number)[];

/** Every text, number and run of bytes in a value, by its path. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (value instanceof Uint8Array || typeof value === 'string' || typeof value === 'number') return [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each, [...path, name]));
}

/** The same value with one leaf changed. */
function changed(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined)
    return typeof value === 'number'
      ? value + 1
      : value instanceof Uint8Array
        ? Uint8Array.from(value, (byte) => byte ^ 1)
        : `${String(value)}x`;
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === String(name) ? changed(each, rest) : each));
  return { ...(value as object), [name]: changed((value as Record<string, unknown>)[name], rest) };
}

describe('a chain of commits', () => {
  test('holds as it was made, and as the database gives it back', () => {
    fc.assert(
      fc.property(chains, (commits) => {
        expect(brokenAt(commits)).toBeUndefined();
        expect(brokenAt(commits.map((commit) => fromItem(toItem(commit, true))))).toBeUndefined();
      }),
    );
  });

  test('does not hold once any field of any commit is another, and breaks there or at the next', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.nat(), (commits, which, leaf) => {
        const index = which % commits.length;
        const commit = commits[index] as Commit;
        const leaves = leavesOf(commit);
        const path = leaves[leaf % leaves.length] as Path;
        const tampered = commits.map((each) => (each === commit ? (changed(each, path) as Commit) : each));
        expect(brokenAt(tampered), path.join('/')).toBe(index + 1);
      }),
      { numRuns: 1000 },
    );
  });

  test('does not hold once a commit is missing from its middle, twice there, or in another place', () => {
    fc.assert(
      fc.property(
        chains.filter(({ length }) => length > 2),
        fc.nat(),
        (commits, which) => {
          const index = which % (commits.length - 1);
          const without = commits.toSpliced(index, 1);
          expect(brokenAt(without)).toBe(index + 1);
          expect(brokenAt(commits.toSpliced(index, 0, commits[index] as Commit))).toBe(index + 2);
          expect(brokenAt([...without, commits[index] as Commit])).toBe(index + 1);
        },
      ),
    );
  });

  test('shows a commit that was rewritten with a hash to match, by the one after it', () => {
    fc.assert(
      fc.property(
        chains.filter(({ length }) => length > 1),
        word,
        (commits, at) => {
          const [first] = commits as [Commit];
          fc.pre(at !== first.at);
          const rewritten = { ...first, at };
          expect(brokenAt([{ ...rewritten, hash: hashOf(rewritten) }, ...commits.slice(1)])).toBe(2);
        },
      ),
    );
  });

  test('holds whether or not what is sealed is still there, and says nothing of where it is kept', () => {
    fc.assert(
      fc.property(chains, (commits) => {
        const elsewhere = commits.map((commit) => ({
          ...commit,
          parts: commit.parts.map(({ bytes: _, ...part }) => ({ ...part, object: 'an-object' })),
        }));
        expect(brokenAt(elsewhere)).toBeUndefined();
      }),
    );
  });
});
