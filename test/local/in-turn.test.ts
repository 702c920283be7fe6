import { expect, test } from 'vitest';
import { inTurn } from '../../infra/local/in-turn.ts';

/** Work that ends when it is told to, and says what has begun. */
function someWork(most: number) {
  const begun: number[] = [];
  const ends = new Map<number, { readonly end: () => void; readonly fail: () => void }>();
  const run = inTurn(most, (number: number) => {
    begun.push(number);
    return new Promise<number>((resolve, reject) => {
      ends.set(number, { end: () => resolve(number), fail: () => reject(new Error('down')) });
    });
  });
  return { begun, run, end: (number: number) => ends.get(number)?.end(), fail: (number: number) => ends.get(number)?.fail() };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('so many run at once, and each that ends lets the next one in, first come first served', async () => {
  const { begun, run, end } = someWork(2);
  const all = [1, 2, 3, 4].map(run);
  await settled();
  expect(begun).toEqual([1, 2]);
  end(2);
  await settled();
  expect(begun).toEqual([1, 2, 3]);
  end(1);
  end(3);
  await settled();
  end(4);
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('one that fails lets the next one in, and a place that nobody waited for can be taken later', async () => {
  const { begun, run, end, fail } = someWork(1);
  const [first, second] = [run(1), run(2)];
  await settled();
  fail(1);
  await expect(first).rejects.toThrow('down');
  await settled();
  expect(begun).toEqual([1, 2]);
  end(2);
  await second;
  const [third, fourth] = [run(3), run(4)];
  await settled();
  expect(begun).toEqual([1, 2, 3]);
  end(3);
  await settled();
  end(4);
  expect(await Promise.all([third, fourth])).toEqual([3, 4]);
});
