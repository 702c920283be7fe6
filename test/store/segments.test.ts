import { expect, test } from 'vitest';
import { Unavailable } from '../../functions/store/ports.ts';
import { throughSegments, timeUp } from '../../functions/store/segments.ts';

const never = () => false;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Segments of three pages each, that note what was done. */
function aTable(fail: (segment: number, page: number) => void = () => undefined) {
  const pages: string[] = [];
  let inHand = 0;
  let most = 0;
  return {
    pages,
    most: () => most,
    inHand: () => inHand,
    async *walk(segment: number) {
      inHand += 1;
      most = Math.max(most, inHand);
      try {
        for (let page = 0; page < 3; page += 1) {
          await turn();
          fail(segment, page);
          pages.push(`${segment}/${page}`);
          yield;
        }
      } finally {
        inHand -= 1;
      }
    },
  };
}
const all = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => [0, 1, 2].map((page) => `${from + index}/${page}`))
    .flat()
    .sort();

test('every page of every segment is gone through once, a few segments at once and no more', async () => {
  const table = aTable();
  expect(await throughSegments({ from: 2, to: 20, isTimeUp: never }, table.walk)).toBeUndefined();
  expect(table.pages.sort()).toEqual(all(2, 20));
  expect(table.most()).toBe(4);
});

test('one that runs out of time goes on where it stopped, and in the end has left nothing out', async () => {
  const table = aTable();
  let from: number | undefined = 0;
  let walks = 0;
  for (; from !== undefined && walks < 50; walks += 1) {
    let asked = 0;
    const next: number | undefined = await throughSegments({ from, to: 20, isTimeUp: () => asked++ > 13 }, table.walk);
    expect(next ?? 20).toBeGreaterThan(from);
    from = next;
  }
  expect(walks).toBeGreaterThan(3);
  expect([...new Set(table.pages)].sort()).toEqual(all(0, 20));
});

test('one whose table or bus is away stops, and the next begins with the first segment that is not finished', async () => {
  const table = aTable((segment, page) => {
    if (segment === 5 && page === 1) throw new Unavailable('away');
  });
  const next = await throughSegments({ from: 0, to: 20, isTimeUp: never }, table.walk);
  expect(next).toBeGreaterThan(1);
  expect(next).toBeLessThanOrEqual(5);
  expect(table.pages).toEqual(expect.arrayContaining(all(0, next ?? 0)));
  expect(table.inHand()).toBe(0);
});

test('any other failure is thrown on, when nothing is in hand any more', async () => {
  const table = aTable((segment) => {
    if (segment === 3) throw new Error('a bug');
  });
  await expect(throughSegments({ from: 0, to: 20, isTimeUp: never }, table.walk)).rejects.toThrow('a bug');
  expect(table.inHand()).toBe(0);
});

test('time is up a minute before the function is ended, and never where nothing ends it', () => {
  expect(timeUp({ getRemainingTimeInMillis: () => 61_000 })()).toBe(false);
  expect(timeUp({ getRemainingTimeInMillis: () => 59_000 })()).toBe(true);
  expect(timeUp()()).toBe(false);
});
