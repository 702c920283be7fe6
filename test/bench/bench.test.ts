import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { nhsNumberOf } from '../../contracts/sources/parts.ts';
import { temporaryFolder } from '../local/support/temporary.ts';
import { shapeOf } from '../support/recorded-calls.ts';
import { groups } from './groups/index.ts';
import { slope } from './groups/pipeline.ts';
import { nhsNumber, referralAbout } from './messages.ts';
import { replayOf, writeOf } from './reference/replay.ts';
import { resultTable } from './report.ts';
import { rows, rowsNamed, scope } from './rows.ts';

const run = promisify(execFile);
const bench = (...args: string[]) => run('npm', ['run', '-s', 'bench', '--', ...args]);

/** The names that runs are held against each other by. */
const names = [
  'echo c32',
  'put c32',
  ...['known', 'new'].flatMap((kind) => [1, 8, 32].flatMap((count) => [`reference ${kind} c${count}`, `intake ${kind} c${count}`])),
  ...['pipeline c32', 'commit to mailbox p50', 'commit to mailbox p99', 'read case c32', 'worklist p50 1000', 'worklist p50 100000'],
  ...['decide p50 10', 'decide p50 100000', 'items read per decision 10', 'items read per decision 100000'],
  ...['load intake', 'load everything', 'bundle intake', 'flat first 5000', 'flat last 5000', 'start empty', 'start 50000'],
];

describe('npm run bench', () => {
  test('has every row by its name, each measured by one group, and references that are rows', () => {
    const all = rows.map(({ name }) => name);
    expect(all).toEqual(expect.arrayContaining(names));
    expect(groups.flatMap((group) => group.rows).sort()).toEqual([...all].sort());
    for (const { reference } of rows) if (reference !== undefined) expect(all).toContain(reference);
  });

  test('--help tells the options and every row', async () => {
    const { stdout } = await bench('--help');
    for (const said of ['--json', '--only', '--quick', '--long', ...names, scope]) expect(stdout).toContain(said);
  });

  test('the table says of what the intake’s rows are, where it has any', () => {
    expect(resultTable(new Map([['intake known c1', { value: 1 }]]))).toContain(scope);
    expect(resultTable(new Map([['put c32', { value: 1 }]]))).not.toContain(scope);
  });

  test('refuses a row that there is not', async () => {
    await expect(bench('--only', 'decide p50 11')).rejects.toMatchObject({ stderr: expect.stringContaining('no such row') });
  });

  test('measures the rows it is given, and writes a list of names, values and units', async () => {
    const file = join(temporaryFolder(), 'bench.json');
    const { stdout } = await bench('--quick', '--json', file, '--only', 'decide p50 10', 'items read per decision 10');
    expect(stdout).toMatch(/\d+ cores .*Node\.js v/);
    const found = JSON.parse(await readFile(file, 'utf8')) as { name: string; value: number; unit: string }[];
    // The register, the flow and the one agreement.
    expect(found).toEqual([
      { name: 'decide p50 10', value: expect.any(Number), unit: 'us' },
      { name: 'items read per decision 10', value: 3, unit: 'items' },
    ]);
    expect(found[0]?.value).toBeGreaterThan(0);
  });
});

test('a row is named in full or by how it begins, and its reference comes with it', () => {
  expect(rowsNamed(['intake known c1'], false)?.map(({ name }) => name)).toEqual(['reference known c1', 'intake known c1']);
  expect(rowsNamed(['intake new'], false)).toHaveLength(6);
  expect(rowsNamed([], false)?.some(({ long }) => long)).toBe(false);
  expect(rowsNamed([], true)).toEqual(rows);
});

test('everyone has a valid NHS number and a surname of their own', () => {
  const people = Array.from({ length: 2_000 }, (_, person) => person * 31);
  expect(people.every((person) => nhsNumberOf(nhsNumber(person)) !== undefined && nhsNumber(person).startsWith('999'))).toBe(true);
  const about = people.map((person) => JSON.parse(referralAbout(person)).customer as { nhsNumber: string; familyName: string });
  expect(new Set(about.map((customer) => customer.nhsNumber)).size).toBe(people.length);
  expect(new Set(about.map(({ familyName }) => familyName.replaceAll(/[^A-Za-z]/g, ''))).size).toBe(people.length);
});

test('a backlog that grows by three a second has that slope', () => {
  expect(slope([0, 1_000, 2_000, 4_000].map((at) => ({ at, count: 7 + (3 * at) / 1_000 })))).toBeCloseTo(3);
});

describe('a replay', () => {
  const at = '2026-11-20T09:00:00.000Z';
  const put = { stream: { S: 'case#abcdefghijklmnopqrstuvwxyz' }, seq: { N: '1' }, at: { S: at }, parts: { B: new Uint8Array([1, 2]) } };
  const trace = [
    { command: 'QueryCommand', input: { ExpressionAttributeValues: { ':stream': { S: 'person#someone' } } }, after: [] },
    { command: 'QueryCommand', input: { ExpressionAttributeValues: { ':stream': { S: put.stream.S } } }, after: [] },
    { command: 'PutItemCommand', input: { Item: put }, after: [0, 1] },
  ];
  type Input = { Item?: typeof put; ExpressionAttributeValues?: { ':stream': { S: string } } };
  async function sentBy(times: number): Promise<Input[]> {
    const sent: Input[] = [];
    const ended: number[] = [];
    const client = {
      send: async (command: { input: Input }) => {
        if (command.input.Item) expect(ended.length % 3).toBe(2);
        sent.push(command.input);
        await new Promise((resolve) => setTimeout(resolve, 1));
        ended.push(sent.length);
      },
    };
    const replay = replayOf(trace);
    for (let time = 0; time < times; time += 1) await replay(client as never);
    return sent;
  }

  test('makes the same calls, each after those it waited for', async () => {
    const sent = await sentBy(1);
    expect(shapeOf(trace)).toBe('QueryCommand(person), QueryCommand(case), PutItemCommand(case)');
    expect(sent[0]).toEqual(trace[0]?.input);
    expect(sent[2]?.Item?.parts).toBe(put.parts);
  });

  test('gives what it begins a new name of the same length each time, wherever it is named, and today’s date', async () => {
    const sent = await sentBy(2);
    const begun = [sent[2]?.Item?.stream.S, sent[5]?.Item?.stream.S];
    expect(new Set([put.stream.S, ...begun]).size).toBe(3);
    expect(sent[1]?.ExpressionAttributeValues?.[':stream'].S).toBe(begun[0]);
    expect(begun[0]).toMatch(/^case#[0-9a-z]{26}$/);
    expect(sent[2]?.Item?.at.S).not.toBe(at);
  });

  test('is refused of a referral that adds to a stream', () => {
    expect(() => replayOf([{ command: 'PutItemCommand', input: { Item: { ...put, seq: { N: '2' } } }, after: [] }])).toThrow(
      'adds to a stream',
    );
  });

  test('has one put with no hub, the largest', () => {
    expect(writeOf(trace)).toEqual([{ ...trace[2], after: [] }]);
  });
});
