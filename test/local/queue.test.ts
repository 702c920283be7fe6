import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { Envelope } from '../../contracts/events.ts';
import { localBus } from '../../infra/local/bus.ts';
import { deadLetterFile } from '../../infra/local/dead-letters.ts';
import { Outstanding } from '../../infra/local/outstanding.ts';
import { LocalQueue } from '../../infra/local/queue.ts';
import { ruleFor } from '../../infra/rules.ts';
import { recipientKinds } from '../../infra/topology.ts';
import { clock, memoryDeadLetters, memoryLog, temporaryFolder } from './support/temporary.ts';

const nothingFailed: SQSBatchResponse = { batchItemFailures: [] };

function aQueue(consume: (event: SQSEvent) => Promise<SQSBatchResponse>, more: { backoff?: number; linger?: number } = {}) {
  const outstanding = new Outstanding();
  const deadLetters = memoryDeadLetters();
  const since = () => '2026-03-02T09:00:00.000Z';
  const queue = new LocalQueue({
    name: 'first-contact',
    batch: 10,
    consume,
    outstanding,
    deadLetters,
    clock,
    log: memoryLog(),
    since,
    backoff: 1,
    ...more,
  });
  const idle = () => outstanding.until(({ idle: yes }) => yes, 5_000);
  return { queue, outstanding, deadLetters, idle };
}

const bodies = ({ Records }: SQSEvent): unknown[] => Records.map(({ body }) => JSON.parse(body));

test('what is sent together is received together, in batches no larger than asked for', async () => {
  const sizes: number[] = [];
  const { queue, idle } = aQueue(async ({ Records }) => {
    sizes.push(Records.length);
    return nothingFailed;
  });
  for (let index = 0; index < 25; index += 1) queue.send(String(index));
  expect(await idle()).toBe(true);
  expect(sizes).toEqual([10, 10, 5]);
});

test('a message is tried five times, counted, and then a dead letter; the others of its batch are not tried again', async () => {
  const received: unknown[] = [];
  const counts: string[] = [];
  const { queue, deadLetters, idle } = aQueue(async (event) => {
    received.push(...bodies(event));
    const failing = event.Records.filter(({ body }) => body === '"bad"');
    counts.push(...failing.map(({ attributes }) => attributes.ApproximateReceiveCount));
    return { batchItemFailures: failing.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
  for (const body of ['"one"', '"bad"', '"two"']) queue.send(body);
  expect(await idle()).toBe(true);
  expect(received).toEqual(['one', 'bad', 'two', 'bad', 'bad', 'bad', 'bad']);
  expect(counts).toEqual(['1', '2', '3', '4', '5']);
  expect(deadLetters.letters).toEqual([{ queue: 'first-contact', receives: 5, message: 'bad' }]);
});

test('a consumer that throws, or names a message it was not given, fails the whole batch', async () => {
  let calls = 0;
  const received: unknown[] = [];
  const { queue, idle } = aQueue(async (event) => {
    calls += 1;
    if (calls === 1) throw new Error('down');
    if (calls === 2) return { batchItemFailures: [{ itemIdentifier: 'nobody' }] };
    received.push(...bodies(event));
    return nothingFailed;
  });
  queue.send('1');
  queue.send('2');
  expect(await idle()).toBe(true);
  expect(received.toSorted()).toEqual([1, 2]);
});

test('one batch is with a consumer at a time', async () => {
  let now = 0;
  let most = 0;
  const { queue, idle } = aQueue(async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now -= 1;
    return nothingFailed;
  });
  for (let index = 0; index < 60; index += 1) queue.send(String(index));
  expect(await idle()).toBe(true);
  expect(most).toBe(1);
});

test('what comes while the queue lingers is received with what came first', async () => {
  const sizes: number[] = [];
  const consume = async ({ Records }: SQSEvent) => {
    sizes.push(Records.length);
    return nothingFailed;
  };
  const { queue, idle } = aQueue(consume, { linger: 500 });
  queue.send('1');
  await new Promise((resolve) => setTimeout(resolve, 5));
  queue.send('2');
  expect(await idle()).toBe(true);
  expect(sizes).toEqual([2]);
});

test('a message counts as outstanding from the commit it came of, until it is delivered', async () => {
  let deliver: () => void = () => undefined;
  const { queue, outstanding, idle } = aQueue(async () => {
    await new Promise<void>((resolve) => (deliver = resolve));
    return nothingFailed;
  });
  queue.send('1');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(outstanding.oldest).toBe('2026-03-02T09:00:00.000Z');
  deliver();
  expect(await idle()).toBe(true);
  expect(outstanding.oldest).toBeUndefined();
});

test('dead letters are lines of a file, each with its time', async () => {
  const path = join(temporaryFolder(), 'dead-letters.jsonl');
  const letters = deadLetterFile({ path, clock: { now: () => new Date('2026-03-02T09:00:00Z') }, log: memoryLog() });
  expect(await letters.write({ queue: 'a' })).toBe(true);
  expect(await letters.write({ queue: 'b' })).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('{"at":"2026-03-02T09:00:00.000Z","queue":"a"}\n{"at":"2026-03-02T09:00:00.000Z","queue":"b"}\n');
  const nowhere = deadLetterFile({ path: join(path, 'under-a-file'), clock, log: memoryLog() });
  expect(await nowhere.write({})).toBe(false);
});

test('the bus gives each recipient its own events, as EventBridge writes them, and drops what nobody has a rule for', async () => {
  const got = new Map<string, unknown[]>();
  const heard = recipientKinds.filter((kind) => kind !== 'ward-team');
  const rules = heard.map((kind) => ({
    pattern: ruleFor(kind),
    target: (body: string) => got.set(kind, [...(got.get(kind) ?? []), JSON.parse(body)]),
  }));
  const bus = localBus({ rules, clock: { now: () => new Date('2026-03-02T09:30:00.123Z') } });
  const envelope: Envelope = {
    id: 'case:1/1/0',
    type: 'case.routed',
    at: '2026-03-02T09:30:00Z',
    to: { kind: 'first-contact', mailbox: 'first-contact' },
    subject: 'case-1',
  };
  const withContent = { ...envelope, name: 'Gwen' };
  const unheard: Envelope = { ...envelope, to: { kind: 'ward-team', mailbox: 'ward-team' } };
  await bus.publish([withContent, unheard]);
  expect([...got.keys()]).toEqual(['first-contact']);
  expect(got.get('first-contact')).toEqual([
    expect.objectContaining({
      version: '0',
      source: 'referral-hub',
      'detail-type': 'case.routed',
      time: '2026-03-02T09:30:00Z',
      region: 'eu-west-2',
      detail: envelope,
    }),
  ]);
});
