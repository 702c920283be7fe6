import { expect, test } from 'vitest';
import type { Envelope } from '../../contracts/events.ts';
import { deliver, deliveredAtOnce } from '../../functions/delivery/deliver/deliver.ts';
import { chain } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { streams } from '../../functions/store/streams.ts';
import { memoryStore } from '../support/memory-store.ts';

const at = '2026-11-20T10:00:00.000Z';
const clock = { now: () => new Date(at) };
const mailbox = streams.mailbox('first-contact');
const routed = (id: string): Envelope => ({
  id,
  type: 'case.routed',
  at,
  to: { kind: 'first-contact', mailbox: 'first-contact' },
  subject: id,
});

/** A store that counts what is read of marks of delivery, and lets something happen before the first append. */
function watched(store: CommitStore, before: () => Promise<void>) {
  const marksRead: string[] = [];
  let first = true;
  const wrapped: CommitStore = {
    ...store,
    last: async (stream) => {
      if (stream.startsWith('delivery#')) marksRead.push(stream);
      return store.last(stream);
    },
    append: async (...asked) => {
      if (first) {
        first = false;
        await before();
      }
      return store.append(...asked);
    },
  };
  return { wrapped, marksRead };
}

const delivered = async (store: CommitStore) =>
  (await store.read(mailbox)).map(({ seq, events }) => [
    seq,
    ...events.flatMap((event) => (event.type === 'Delivered@1' ? [event.data.id] : [])),
  ]);

test('a delivery that another gets ahead of goes after it, and reads nothing of what has been delivered', async () => {
  const store = memoryStore();
  const { wrapped, marksRead } = watched(store, () => deliver('first-contact', [routed('other')], { store, clock }));
  await deliver('first-contact', [routed('one'), routed('two')], { store: wrapped, clock });
  expect(await delivered(store)).toEqual([
    [1, 'other'],
    [2, 'one'],
    [3, 'two'],
  ]);
  expect(marksRead).toEqual([]);
});

test('what was delivered meanwhile is not delivered again, and the rest is', async () => {
  const store = memoryStore();
  const { wrapped } = watched(store, () => deliver('first-contact', [routed('two')], { store, clock }));
  await deliver('first-contact', [routed('one'), routed('two'), routed('three')], { store: wrapped, clock });
  expect((await delivered(store)).map(([, id]) => id)).toEqual(['two', 'one', 'three']);
  await deliver('first-contact', [routed('three'), routed('one')], { store, clock });
  expect(await delivered(store)).toHaveLength(3);
});

test('as many as one transaction takes are delivered by one, all or none; one more is a fault', async () => {
  const store = memoryStore();
  const sizes: number[] = [];
  const counting: CommitStore = {
    ...store,
    append: (commits, rests) => {
      sizes.push(commits.length);
      return store.append(commits, rests);
    },
  };
  const many = Array.from({ length: deliveredAtOnce + 1 }, (_, index) => routed(String(index)));
  await expect(deliver('first-contact', many, { store, clock })).rejects.toThrow();
  expect(await delivered(store)).toEqual([]);
  await deliver('first-contact', many.slice(1), { store: counting, clock });
  expect(sizes).toEqual([2 * deliveredAtOnce]);
  expect(await delivered(store)).toHaveLength(deliveredAtOnce);
});

test('a mark without an entry keeps an event out: it is the mark that says it was delivered', async () => {
  const store = memoryStore();
  const mark = chain({
    stream: streams.delivery('first-contact', 'one'),
    seq: 1,
    at,
    actor: { client: 'deliver', organisation: 'hub' },
    events: [],
  });
  await store.append([mark]);
  await deliver('first-contact', [routed('one'), routed('two')], { store, clock });
  expect((await delivered(store)).map(([, id]) => id)).toEqual(['two']);
});
