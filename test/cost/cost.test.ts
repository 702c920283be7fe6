import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../support/recorded-calls.ts';
import { accountOf, priceOf } from './account.ts';
import { countAll } from './count.ts';
import { costPage, pageIn, withPage } from './page.ts';
import { prices } from './prices.ts';
import { referralOf, sizes } from './sizes.ts';
import { itemBytes, unitsOf } from './units.ts';
import { phases } from './walk.ts';

/** How a call says what it consumed of the table itself: the engine’s feed index is not there on AWS. */
interface Consumed {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[];
}
interface Capacity {
  readonly Table?: { readonly CapacityUnits?: number };
}

const reportedOf = ({ output }: Call): number => {
  const { ConsumedCapacity = [] } = (output ?? {}) as Consumed;
  return [ConsumedCapacity].flat().reduce((sum, { Table }) => sum + (Table?.CapacityUnits ?? 0), 0);
};

describe('a referral', () => {
  let counted: Awaited<ReturnType<typeof countAll>>;
  beforeAll(async () => {
    counted = await countAll();
  });

  test('consumes, call by call, what the engine reports', () => {
    const calls = counted.done.flatMap((each) => phases.flatMap((phase) => each[phase].calls));
    expect(new Set(calls.map(({ command }) => command))).toContain('TransactWriteItemsCommand');
    for (const call of calls) {
      const { read, write } = unitsOf(call);
      expect(`${call.command} ${read + write}`).toBe(`${call.command} ${reportedOf(call)}`);
    }
  });

  test('costs what the README says', () => {
    expect(pageIn(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'))).toBe(costPage(counted.sized));
  });

  test('passes through one function after another, each once, and reaches its team and its referrer', () => {
    for (const { intake, consumers, reading } of counted.done) {
      expect(intake.ran).toEqual({ receive: 1 });
      expect(consumers.ran).toMatchObject({ publish: 1, project: 1 });
      expect(consumers.events).toBe(2);
      expect(reading.ran).toEqual({ disclose: 1 });
    }
  });

  test('that is longer costs more to take in, and no more to carry in calls', () => {
    const [short, , long] = counted.sized;
    expect(long?.accounts.intake.write).toBeGreaterThan(short?.accounts.intake.write ?? Number.NaN);
    expect(long?.accounts.consumers.calls).toBe(short?.accounts.consumers.calls);
  });

  test.each(sizes)('of %i bytes is of about that size, and the same each time', (bytes) => {
    const text = referralOf(bytes, 1);
    expect(Math.abs(text.length - bytes)).toBeLessThan(bytes / 3);
    expect(referralOf(bytes, 1)).toBe(text);
  });
});

describe('what AWS charges', () => {
  const kb = (count: number) => ({ text: { S: 'x'.repeat(1_024 * count - 'text'.length) } });
  const unitsBy = (command: string, input: object, output: object = {}) => {
    const { read, write } = unitsOf({ command, input, output, after: [] });
    return { read, write };
  };

  test('is a write unit for each KB begun, and twice that in a transaction, checks included', () => {
    expect(unitsBy('PutItemCommand', { Item: kb(1) })).toEqual({ read: 0, write: 1 });
    expect(unitsBy('PutItemCommand', { Item: { ...kb(1), a: { BOOL: true } } })).toEqual({ read: 0, write: 2 });
    const TransactItems = [{ Put: { Item: kb(3) } }, { ConditionCheck: {} }];
    expect(unitsBy('TransactWriteItemsCommand', { TransactItems })).toEqual({ read: 0, write: 8 });
  });

  test('is a read unit for each 4 KB begun: of a query together, of a batch item by item, half if it need not be consistent', () => {
    const Items = [kb(3), kb(3)];
    expect(unitsBy('QueryCommand', { ConsistentRead: true }, { Items })).toEqual({ read: 2, write: 0 });
    expect(unitsBy('QueryCommand', {}, { Items })).toEqual({ read: 1, write: 0 });
    expect(unitsBy('QueryCommand', { ConsistentRead: true }, { Items: [] })).toEqual({ read: 1, write: 0 });
    const RequestItems = { keys: { ConsistentRead: true, Keys: [{}, {}, {}] } };
    expect(unitsBy('BatchGetItemCommand', { RequestItems }, { Responses: { keys: [kb(1), kb(5)] } })).toEqual({ read: 4, write: 0 });
  });

  test('goes by the size of an item: names and values, three bytes for a list or map, one for each element', () => {
    expect(itemBytes({ id: { S: 'é' }, n: { N: '1234' }, b: { B: new Uint8Array(10) } })).toBe(4 + 4 + 11);
    expect(itemBytes({ l: { L: [{ S: 'ab' }, { M: { k: { BOOL: true } } }] } })).toBe(1 + 3 + (1 + 2) + (1 + 3 + (1 + 1 + 1)));
    expect(itemBytes({ feed: { S: 'f' } })).toBe(0);
  });

  test('for a command without a rule is not guessed', () => {
    expect(() => unitsBy('ScanCommand', {})).toThrow('no rule');
  });

  test('is added up at the prices set, each kind at its own', () => {
    const nothing = { ran: {}, calls: [], keys: 0, events: 0 };
    const gateway = prices.million.requests;
    expect(priceOf(accountOf('intake', nothing)).total).toBeCloseTo(gateway);
    expect(priceOf(accountOf('intake', { ...nothing, keys: 1 })).writes).toBeCloseTo(2 * prices.million.writeUnits);
    expect(priceOf(accountOf('consumers', { ...nothing, events: 2 }))).toMatchObject({ bus: 2 * prices.million.events, gateway: 0 });
    // A million runs of 60 ms with a GB.
    const functions = priceOf(accountOf('intake', { ...nothing, ran: { receive: 1 } })).functions;
    expect(functions).toBeCloseTo(prices.million.invocations + 60_000 * prices.gigabyteSecond);
  });
});

test('a page takes the place of the one before, and only where there is one', () => {
  const text = withPage('a\n<!-- cost: made by npm run cost -->\nold\n<!-- /cost -->\nb', 'new $& page');
  expect([pageIn(text), text.endsWith('\nb')]).toEqual(['new $& page', true]);
  expect(() => withPage('nothing', 'page')).toThrow('there is no');
});
