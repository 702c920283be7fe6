import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { expect, onTestFinished, test } from 'vitest';
import type { Commit } from '../../functions/store/commit.ts';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { fromItem } from '../../functions/store/item.ts';
import { type CommitStore, Unavailable } from '../../functions/store/ports.ts';
import { streams } from '../../functions/store/streams.ts';
import { ChangesConsumer } from '../../infra/local/changes-consumer.ts';
import { CheckpointFile, resumeFrom } from '../../infra/local/checkpoint.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { Feed, withBackpressure } from '../../infra/local/feed.ts';
import { Outstanding } from '../../infra/local/outstanding.ts';
import { commitsSince, inOrder, isHandedOver, type Place } from '../../infra/local/recovery.ts';
import { createTables, dynamoClient, tables } from '../../infra/local/tables.ts';
import { aCommit, memoryStore, placeOf } from './support/commits.ts';
import { eventually, memoryDeadLetters, memoryLog, temporaryFolder } from './support/temporary.ts';

const nothingFailed: DynamoDBBatchResponse = { batchItemFailures: [] };
type Consume = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

function aFeed(store: CommitStore, consume?: Consume, batch = 100) {
  const outstanding = new Outstanding();
  const seen: string[] = [];
  const deadLetters = memoryDeadLetters();
  const keep: Consume = async ({ Records }) => {
    seen.push(...Records.map(placeOf));
    return nothingFailed;
  };
  const consumer = new ChangesConsumer({
    name: 'test',
    batch,
    consume: consume ?? keep,
    deadLetters,
    log: memoryLog(),
    tries: 3,
    backoff: 1,
  });
  const feed = new Feed({ store, outstanding });
  return { feed, consumer, seen, outstanding, deadLetters, idle: () => outstanding.until(({ idle }) => idle, 5_000) };
}

async function* none(): AsyncGenerator<never> {}

test('every commit is handed over once, in the order of its stream, as the stream of the table would have it', async () => {
  const commits: Commit[] = [];
  const { feed, consumer, idle } = aFeed(memoryStore(), async ({ Records }) => {
    commits.push(...Records.map(({ dynamodb }) => fromItem((dynamodb?.NewImage ?? {}) as Parameters<typeof fromItem>[0])));
    expect(Records.every(({ eventName, dynamodb }) => eventName === 'INSERT' && dynamodb?.NewImage?.['feed'] === undefined)).toBe(true);
    return nothingFailed;
  });
  await feed.start([consumer], none());
  const sealed = { id: 'p', keys: ['k'], bytes: Buffer.from([0, 255, 1]), hash: 'h' };
  const made = [{ ...aCommit('a', 1), parts: [sealed] }, aCommit('a', 2), aCommit('b', 1)];
  for (const commit of made) await feed.store.append([commit]);
  expect(await idle()).toBe(true);
  expect(commits).toEqual(
    made.map((commit) => ({ ...commit, idempotency: undefined, parts: commit.parts.map((part) => ({ ...part, object: undefined })) })),
  );
});

test('a commit waits for one before it in its stream whose reply is late', async () => {
  let release: () => void = () => undefined;
  const { feed, consumer, seen, idle } = aFeed(
    memoryStore(({ seq }) => (seq === 1 ? new Promise((resolve) => (release = resolve)) : undefined)),
  );
  await feed.start([consumer], none());
  const late = feed.store.append([aCommit('a', 1)]);
  await feed.store.append([aCommit('a', 2)]);
  await feed.store.append([aCommit('b', 2)]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(seen).toEqual(['b/2']);
  release();
  await late;
  expect(await idle()).toBe(true);
  expect(seen).toEqual(['b/2', 'a/1', 'a/2']);
});

test('an append that threw is handed over if it happened, and not if it did not', async () => {
  const lost = memoryStore(() => Promise.reject(new Unavailable('the reply was lost')));
  const happened = aFeed(lost);
  await happened.feed.start([happened.consumer], none());
  await expect(happened.feed.store.append([aCommit('a', 1)])).rejects.toThrow(Unavailable);
  expect(await happened.idle()).toBe(true);
  expect(happened.seen).toEqual(['a/1']);

  const didNot = aFeed({ ...memoryStore(), append: () => Promise.reject(new Unavailable('down')) });
  await didNot.feed.start([didNot.consumer], none());
  await expect(didNot.feed.store.append([aCommit('a', 1)])).rejects.toThrow(Unavailable);
  expect(await didNot.idle()).toBe(true);
  expect(didNot.seen).toEqual([]);
});

test('a commit that no reader wants is handed to none, holds nothing up, and is not in the index', async () => {
  const seen: string[] = [];
  const outstanding = new Outstanding();
  const consume: Consume = async ({ Records }) => {
    seen.push(...Records.map(placeOf));
    return nothingFailed;
  };
  const options = { name: 'test', streams: 'case#', batch: 100, deadLetters: memoryDeadLetters(), log: memoryLog() };
  const feed = new Feed({ store: memoryStore(), outstanding });
  await feed.start([new ChangesConsumer({ ...options, consume })], none());
  const entry = aCommit(streams.mailbox('first-contact'), 1, '2026-11-20T10:00:00.001Z');
  await feed.store.append([aCommit(streams.case('one'), 1, '2026-11-20T10:00:00.000Z')]);
  await feed.store.append([entry]);
  expect(await outstanding.until(({ idle }) => idle, 5_000)).toBe(true);
  expect(seen).toEqual(['case#one/1']);
  // So the checkpoint moves on past it.
  expect(feed.newest).toBe(entry.at);
  expect([streams.case('one'), streams.mailbox('first-contact'), streams.delivery('first-contact', 'one')].map(isHandedOver)).toEqual([
    true,
    false,
    false,
  ]);
});

test('from the first failure of a batch on, all is handed over again, in order', async () => {
  const seen: string[][] = [];
  let failing = true;
  const { feed, consumer, idle } = aFeed(memoryStore(), async ({ Records }) => {
    seen.push(Records.map(placeOf));
    const second = Records.find((record) => placeOf(record) === 'a/2');
    if (!failing || !second) return nothingFailed;
    failing = false;
    return { batchItemFailures: [{ itemIdentifier: second.dynamodb?.SequenceNumber ?? '' }] };
  });
  await feed.start([consumer], none());
  await feed.store.append([aCommit('a', 1), aCommit('a', 2), aCommit('a', 3)]);
  expect(await idle()).toBe(true);
  expect(seen).toEqual([
    ['a/1', 'a/2', 'a/3'],
    ['a/2', 'a/3'],
  ]);
});

test.each<readonly [string, (event: DynamoDBStreamEvent) => DynamoDBBatchResponse]>([
  [
    'throws',
    () => {
      throw new Error('poison');
    },
  ],
  [
    'names the first of the batch',
    ({ Records }) => ({ batchItemFailures: [{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber ?? '' }] }),
  ],
])('a record on which the consumer always %s is found, set aside by reference, and the rest passes', async (_, fail) => {
  const seen: string[] = [];
  const { feed, consumer, deadLetters, idle } = aFeed(memoryStore(), async (event) => {
    if (event.Records.some((record) => placeOf(record) === 'a/5')) return fail(event);
    seen.push(...event.Records.map(placeOf));
    return nothingFailed;
  });
  await feed.start([consumer], none());
  await feed.store.append(Array.from({ length: 9 }, (_each, index) => aCommit('a', index + 1)));
  expect(await idle()).toBe(true);
  expect(seen).toEqual([1, 2, 3, 4, 6, 7, 8, 9].map((seq) => `a/${seq}`));
  expect(deadLetters.letters).toEqual([{ consumer: 'test', tries: 3, stream: 'a', seq: 5 }]);
});

test('what a crash left unconsumed is handed over at the next start, before anything new, and what the checkpoint covers is not', async () => {
  const folder = temporaryFolder();
  const engine = await startEngine({ file: join(folder, 'hub.db'), log: memoryLog() });
  onTestFinished(engine.stop);
  const client = dynamoClient(engine.endpoint);
  await createTables(client);
  const store = dynamoStore({ client, table: tables.events, feed: () => true });
  const minute = (of: number) => new Date(Date.UTC(2026, 2, 2, 9, of)).toISOString();
  for (let index = 1; index <= 4; index += 1) await store.append([aCommit('a', index, minute(index))]);
  // Many more than a page, all in the same millisecond.
  for (let start = 1; start <= 250; start += 50)
    await store.append(Array.from({ length: 50 }, (_, index) => aCommit('b', start + index, minute(5))));

  const { feed, consumer, seen, idle } = aFeed(store);
  const starting = feed.start([consumer], commitsSince(client, tables.events, minute(3)));
  await feed.store.append([aCommit('a', 5, minute(9))]);
  await starting;
  expect(await idle()).toBe(true);

  expect(seen).toHaveLength(253);
  expect(seen.filter((place) => place.startsWith('a/'))).toEqual(['a/3', 'a/4', 'a/5']);
  expect(seen.filter((place) => place.startsWith('b/'))).toEqual(Array.from({ length: 250 }, (_, index) => `b/${index + 1}`));
});

test('commits of one stream with times the wrong way round are put right across pages', async () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, seconds)).toISOString();
  async function* pages(): AsyncGenerator<Place[]> {
    yield [
      { stream: 'a', seq: 2, at: at(1) },
      { stream: 'b', seq: 1, at: at(2) },
    ];
    yield [
      { stream: 'a', seq: 1, at: at(3) },
      { stream: 'c', seq: 1, at: at(32) },
    ];
    yield [{ stream: 'a', seq: 3, at: at(70) }];
  }
  const given: string[][] = [];
  for await (const page of inOrder(pages())) given.push(page.map(({ stream, seq }) => `${stream}/${seq}`));
  expect(given).toEqual([['a/1', 'a/2'], ['b/1', 'c/1'], ['a/3']]);
});

test('appends wait while too much is in hand, and are refused if that lasts', async () => {
  const outstanding = new Outstanding(1_000);
  const store = withBackpressure(memoryStore(), outstanding);
  const end = outstanding.begin('2026-03-02T09:00:00.000Z', 2_000);
  let appended = false;
  const waiting = store.append([aCommit('a', 1)]).then(() => (appended = true));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(appended).toBe(false);
  end();
  await waiting;
  expect(appended).toBe(true);
});

test('the checkpoint follows what is done, and stays while something is not', async () => {
  const path = join(temporaryFolder(), 'checkpoint.json');
  expect(await resumeFrom(path)).toBe('');
  const outstanding = new Outstanding();
  const now = '2026-03-02T10:00:00.000Z';
  const newest = '2026-03-02T09:59:00.000Z';
  const file = new CheckpointFile({ path, log: memoryLog(), doneBefore: () => outstanding.oldest ?? now, newest: () => newest, every: 5 });
  const read = () => (JSON.parse(readFileSync(path, 'utf8')) as { doneBefore: string }).doneBefore;
  const end = outstanding.begin('2026-03-02T09:00:00.000Z');
  expect(await eventually(() => resumeFrom(path).then((from) => from === '2026-03-02T08:59:55.000Z'))).toBe(true);
  end();
  expect(await eventually(() => read() === now)).toBe(true);
  await file.stop();
  writeFileSync(path, '{"doneBe');
  expect(await resumeFrom(path)).toBe('');
});
