import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Commit, chain, type SealedPart, sha256 } from '../../functions/store/commit.ts';
import { toItem } from '../../functions/store/item.ts';
import { keyRing } from '../../functions/store/key-ring.ts';
import type { KeyRing } from '../../functions/store/ports.ts';
import { keysOfPart, type OpenPart, open, seal } from '../../functions/store/seal.ts';
import { memoryKeyTable, memoryObjects } from '../support/memory-ports.ts';
import { anActor } from './commits.ts';

const place = { stream: 'case#a', seq: 1 };
const ids = { next: () => randomBytes(16).toString('hex') };
const branchKey = randomBytes(32);
let objects: ReturnType<typeof memoryObjects>;
let table: ReturnType<typeof memoryKeyTable>;
let keys: KeyRing;

beforeEach(() => {
  objects = memoryObjects();
  table = memoryKeyTable();
  keys = keyRing({ branchKey, table });
});

const commitOf = (parts: readonly SealedPart[], at = place): Commit =>
  chain({ ...at, at: '2026-11-20T10:00:00.000Z', actor: anActor, events: [], parts });
const sealed = async (parts: readonly OpenPart[]) => commitOf(await seal(place, parts, { objects, ids }));
const opened = (commit: Commit, ring: KeyRing = keys) => open(commit, { keys: ring, objects });
const one = async (content: unknown) => sealed([{ id: 'p', content, keys: [await keys.take(), await keys.take()] }]);
const altered = (commit: Commit, change: (part: SealedPart) => SealedPart): Commit => ({ ...commit, parts: commit.parts.map(change) });

describe('a sealed part', () => {
  test('opens to what was sealed, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 4 }), async (contents) => {
        const parts: OpenPart[] = [];
        for (const [index, content] of contents.entries())
          parts.push({ id: `part-${index}`, content, keys: [await keys.take(), await keys.take()] });
        // JSON has no minus zero.
        const expected = contents.map((content, index) => [`part-${index}`, JSON.parse(JSON.stringify(content))]);
        expect([...(await opened(await sealed(parts)))]).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('opens as it was first written: by the library’s HKDF (RFC 5869), and deflated as zlib does of itself', async () => {
    const under = [await keys.take(), await keys.take()];
    const derived = Buffer.from(hkdfSync('sha256', Buffer.concat(under.map(({ key }) => key)), '', 'referral-hub/part', 32));
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', derived, nonce).setAAD(Buffer.from(JSON.stringify([place.stream, place.seq, 'p'])));
    const packed = cipher.update(deflateRawSync(JSON.stringify({ note: 'of old' })));
    const bytes = Buffer.concat([nonce, packed, cipher.final(), cipher.getAuthTag()]);
    const commit = commitOf([{ id: 'p', keys: under.map(({ id }) => id), bytes, hash: sha256(bytes) }]);
    expect((await opened(commit)).get('p')).toEqual({ note: 'of old' });
  });

  test('has a nonce that no other part has, however many there are', async () => {
    const parts: OpenPart[] = [];
    for (let index = 0; index < 1_000; index += 1) parts.push({ id: `p${index}`, content: 1, keys: [await keys.take()] });
    const commit = await sealed(parts);
    const nonces = commit.parts.map(({ bytes }) =>
      Buffer.from(bytes ?? [])
        .subarray(0, 12)
        .toString('hex'),
    );
    expect(new Set(nonces).size).toBe(1_000);
    expect((await opened(commit)).size).toBe(1_000);
  });

  test('holds all that depends on the same keys, and tells which those are', async () => {
    const [ofCase, ofOne, ofOther] = [await keys.take(), await keys.take(), await keys.take()];
    const contents: OpenPart[] = [
      { id: 'person-p1', content: { name: 'Luke' }, keys: [ofCase, ofOne] },
      { id: 'person-p2', content: ['a list'], keys: [ofCase, ofOther] },
      { id: 'referral', content: 'his', keys: [ofCase, ofOne] },
      { id: 'reply', content: { told: true }, keys: [ofCase] },
      { id: 'narrative', content: null, keys: [ofCase, ofOne, ofOther] },
    ];
    const commit = await sealed(contents);
    expect(commit.parts.map(({ id }) => id)).toEqual(['person-p1 referral', 'person-p2', 'reply', 'narrative']);
    for (const { id, keys: under } of contents) expect(keysOfPart(commit, id)).toEqual(under.map((key) => key.id));
    expect(keysOfPart(commit, 'person')).toBeUndefined();
    expect(await opened(commit)).toEqual(new Map(contents.map(({ id, content }) => [id, content])));

    await keys.destroy(ofOne.id);
    expect([...(await opened(commit)).keys()]).toEqual(['person-p2', 'reply']);
  });

  test('is never the same twice, and holds nothing readable', async () => {
    const key = await keys.take();
    const part = { id: 'p', content: { note: 'Walter Penrose'.repeat(20) }, keys: [key] };
    const [first, second] = [await sealed([part]), await sealed([part])].map(({ parts }) => Buffer.from(parts[0]?.bytes ?? []));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false);
    expect(first?.includes('Penrose')).toBe(false);
  });

  test('does not open in another stream, at another place, or as another part', async () => {
    const commit = await one('content');
    for (const moved of [{ ...commit, stream: 'case#b' }, { ...commit, seq: 2 }, altered(commit, (part) => ({ ...part, id: 'q' }))]) {
      await expect(opened(moved)).rejects.toThrow();
    }
    expect((await opened(commit)).get('p')).toBe('content');
  });

  test('does not open with its keys exchanged, one left out, or another’s', async () => {
    const commit = await one('content');
    const other = await keys.take();
    const rekeyed = (change: (keys: readonly string[]) => readonly string[]) =>
      opened(altered(commit, (part) => ({ ...part, keys: change(part.keys) })));
    await expect(rekeyed((each) => [...each].reverse())).rejects.toThrow();
    await expect(rekeyed((each) => each.slice(0, 1))).rejects.toThrow();
    await expect(rekeyed(([first = '']) => [first, other.id])).rejects.toThrow();
  });

  test('does not open once any one of its bytes is another, even under a hash to match', async () => {
    const commit = await one({ note: 'something' });
    const bytes = Buffer.from(commit.parts[0]?.bytes ?? []);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, flip) => {
        const tampered = Buffer.from(bytes);
        tampered.writeUInt8(tampered.readUInt8(index) ^ flip, index);
        await expect(opened(altered(commit, (part) => ({ ...part, bytes: tampered })))).rejects.toThrow();
        await expect(opened(altered(commit, (part) => ({ ...part, bytes: tampered, hash: sha256(tampered) })))).rejects.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

describe('a destroyed key', () => {
  test('takes with it the parts it sealed, alone or with others, and leaves the rest', async () => {
    const [ofCase, ofAnn, ofBob] = [await keys.take(), await keys.take(), await keys.take()];
    const commit = await sealed([
      { id: 'ann', content: 1, keys: [ofCase, ofAnn] },
      { id: 'bob', content: 2, keys: [ofCase, ofBob] },
      { id: 'both', content: 3, keys: [ofCase, ofAnn, ofBob] },
      { id: 'case', content: 4, keys: [ofCase] },
    ]);
    await keys.destroy(ofAnn.id);
    expect([...(await opened(commit)).keys()]).toEqual(['bob', 'case']);
    // Nor does another instance over the same table find it.
    expect([...(await opened(commit, keyRing({ branchKey, table }))).keys()]).toEqual(['bob', 'case']);
    await keys.destroy(ofCase.id);
    expect((await opened(commit)).size).toBe(0);
  });

  test('is forgotten by an instance that has it in memory within a stated time', async () => {
    let now = 0;
    const other = keyRing({ branchKey, table, rememberFor: 60_000, now: () => now });
    const commit = await one('content');
    expect((await opened(commit, other)).size).toBe(1);
    await keys.destroy(commit.parts[0]?.keys[0] ?? '');
    now = 60_001;
    expect((await opened(commit, other)).size).toBe(0);
  });

  test('was durable before anyone had it, under no form of itself', async () => {
    const taken = await keys.take();
    const wrapped = Buffer.from(table.kept.get(taken.id) ?? []);
    expect(wrapped.length).toBeGreaterThan(32);
    expect(wrapped.includes(Buffer.from(taken.key))).toBe(false);
    expect((await keyRing({ branchKey, table }).get([taken.id])).get(taken.id)).toEqual(Buffer.from(taken.key));
    await expect(keyRing({ branchKey: randomBytes(32), table }).get([taken.id])).rejects.toThrow();
  });
});

describe('large content', () => {
  const large = () => randomBytes(450_000).toString('base64');

  test('goes to the object store, sealed, before there is a commit, and opens from there', async () => {
    const note = large();
    expect(note.length).toBe(600_000);
    const commit = await one({ note });
    const [part] = commit.parts;
    expect([part?.bytes, objects.kept.size]).toEqual([undefined, 1]);
    expect(JSON.stringify(toItem(commit)).length).toBeLessThan(2_000);
    expect(Buffer.from(objects.kept.get(part?.object ?? '') ?? []).includes(note.slice(0, 50))).toBe(false);
    expect((await opened(commit)).get('p')).toEqual({ note });
  });

  test('is refused if the object is another, or is not there', async () => {
    const [commit, other] = [await one(large()), await one(large())];
    await expect(opened(altered(commit, (part) => ({ ...part, object: other.parts[0]?.object })))).rejects.toThrow();
    objects.kept.clear();
    await expect(opened(commit)).rejects.toThrow();
  });

  test('in many small parts goes there too, so that an item is never too large', async () => {
    const parts: OpenPart[] = [];
    for (let index = 0; index < 10; index += 1)
      parts.push({ id: `p${index}`, content: randomBytes(40_000).toString('base64'), keys: [await keys.take()] });
    const commit = await sealed(parts);
    expect(commit.parts.every(({ bytes, object }) => !bytes && object)).toBe(true);
    expect((await opened(commit)).size).toBe(10);
  });
});
