import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Row, ViewStore } from '../../functions/store/ports.ts';

const place = (index: number) => String(index).padStart(4, '0');
const rowsOf = (pk: string, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ pk, sk: place(index), status: index % 3 === 0 ? 'open' : 'closed', seq: index }));

/** What every store of views promises: run on the one in memory, and on the one on the real engine. */
export function viewStoreSuite(views: () => ViewStore): void {
  const all = async (pk: string, options: { limit: number; where?: Record<string, string> }) => {
    const rows: Row[] = [];
    let after: string | undefined;
    do {
      const page = await views().query(pk, { ...options, after });
      expect(page.rows.length).toBeLessThanOrEqual(options.limit);
      rows.push(...page.rows);
      after = page.next;
    } while (after !== undefined);
    return rows;
  };

  test('gives back text, numbers and flags as they were; what is undefined is absent', async () => {
    const row: Row = { pk: randomUUID(), sk: 'é ü', text: 'x', none: '', count: 0, big: 1_763_632_800, flag: false, area: undefined };
    await views().write([row]);
    expect(await views().get([row])).toEqual([row]);
  });

  test('gets hundreds of rows, each once though asked for twice, and leaves out those that are not there', async () => {
    const rows = rowsOf(randomUUID(), 230);
    await views().write(rows);
    const found = await views().get([...rows, ...rows.slice(0, 20), { pk: 'nobody', sk: 'nowhere' }]);
    expect(found.map(({ sk }) => sk).sort()).toEqual(rows.map(({ sk }) => sk));
    expect(await views().get([])).toEqual([]);
  });

  test('puts in place of what was there, and deletes', async () => {
    const rows = rowsOf(randomUUID(), 60);
    const pk = rows[0]?.pk ?? '';
    await views().write(rows);
    await views().write([{ pk, sk: place(0), status: 'changed' }], rows.slice(1, 41));
    await views().write([], [{ pk, sk: 'not there' }]);
    const left = await all(pk, { limit: 100 });
    expect(left).toHaveLength(20);
    expect(left[0]).toEqual({ pk, sk: place(0), status: 'changed' });
  });

  test('puts what is to be last with the rest, however much it is', async () => {
    const [rows, last] = [rowsOf(randomUUID(), 90), rowsOf(randomUUID(), 60)];
    await views().write(rows, [], last);
    expect(await views().get([...rows, ...last])).toHaveLength(150);
    await views().write([], [], [{ pk: last[0]?.pk ?? '', sk: place(0), status: 'changed' }]);
    expect(await views().get([{ pk: last[0]?.pk ?? '', sk: place(0) }])).toMatchObject([{ status: 'changed' }]);
  });

  describe('a list', () => {
    test('is in the order of its keys, and its pages hold every row once', async () => {
      const rows = rowsOf(randomUUID(), 57);
      await views().write([...rows].reverse());
      for (const limit of [1, 10, 57, 100]) expect(await all(rows[0]?.pk ?? '', { limit })).toEqual(rows);
    });

    test('begins after a place, which need not be there', async () => {
      const rows = rowsOf(randomUUID(), 5);
      await views().write(rows);
      const { rows: found } = await views().query(rows[0]?.pk ?? '', { limit: 10, after: '0002x' });
      expect(found.map(({ sk }) => sk)).toEqual(['0003', '0004']);
    });

    test('with a filter holds what matches and nothing else, whatever the size of a page', async () => {
      const rows = rowsOf(randomUUID(), 40);
      await views().write(rows);
      const open = rows.filter(({ status }) => status === 'open');
      for (const limit of [1, 7, 100]) expect(await all(rows[0]?.pk ?? '', { limit, where: { status: 'open' } })).toEqual(open);
      expect(await all(rows[0]?.pk ?? '', { limit: 7, where: { status: 'open', none: 'x' } })).toEqual([]);
    });

    test('of a partition that is not there is empty', async () => {
      expect(await views().query(randomUUID(), { limit: 5 })).toEqual({ rows: [] });
    });
  });

  test('a scan sees every row once, in one segment or several', async () => {
    const pks = Array.from({ length: 12 }, () => randomUUID());
    await views().write(pks.flatMap((pk) => rowsOf(pk, 8)));
    const scanned = async (segments: number) => {
      const seen: string[] = [];
      for (let segment = 0; segment < segments; segment += 1)
        for await (const page of views().scan(segment, segments)) seen.push(...page.map(({ pk, sk }) => `${pk} ${sk}`));
      return seen.sort();
    };
    const whole = await scanned(1);
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole).toEqual(expect.arrayContaining(pks.flatMap((pk) => rowsOf(pk, 8)).map(({ pk, sk }) => `${pk} ${sk}`)));
    expect(await scanned(5)).toEqual(whole);
  });

  test('a claim is granted once, however many ask at once, and each place is claimed by itself', async () => {
    const pk = randomUUID();
    const claim = (sk: string) => views().claim({ pk, sk, expiresAt: 2_000_000_000 });
    const granted = await Promise.all(Array.from({ length: 50 }, () => claim('used')));
    expect(granted.filter(Boolean)).toHaveLength(1);
    expect(await claim('used')).toBe(false);
    expect(await claim('other')).toBe(true);
  });
}
