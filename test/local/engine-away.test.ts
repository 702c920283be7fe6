import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { Unavailable } from '../../functions/store/ports.ts';
import { ChangesConsumer } from '../../infra/local/changes-consumer.ts';
import { patient } from '../../infra/local/persistently.ts';
import { aCommit, memoryStore } from './support/commits.ts';
import { eventually, memoryDeadLetters, memoryLog } from './support/temporary.ts';

/** Does not answer so many times, and then does. */
function away(times: number): () => void {
  let left = times;
  return () => {
    left -= 1;
    if (left >= 0) throw new Unavailable('the engine is away');
  };
}

test('while the engine is away no change is set aside, however often it fails; what fails for another reason is', async () => {
  const deadLetters = memoryDeadLetters();
  const isAway = away(5);
  const consume = async ({ Records }: { Records: DynamoDBRecord[] }) => {
    isAway();
    if (Records.some(({ eventID }) => eventID === 'bad')) throw new Error('a bug');
    return { batchItemFailures: [] };
  };
  const consumer = new ChangesConsumer({ name: 'test', batch: 10, consume, deadLetters, log: memoryLog(), tries: 3, backoff: 1 });
  let done = 0;
  for (const eventID of ['good', 'bad', 'good'])
    consumer.push({
      record: { eventID, dynamodb: { Keys: { stream: { S: eventID }, seq: { N: '1' } } } },
      at: '',
      done: () => (done += 1),
    });
  expect(await eventually(() => done === 3, 10_000)).toBe(true);
  expect(deadLetters.letters.map(({ stream }) => stream)).toEqual(['bad']);
});

test('a patient store answers when the engine is back, and gives what it would have given', async () => {
  const inner = memoryStore();
  const after =
    <A extends unknown[], R>(isAway: () => void, work: (...asked: A) => Promise<R>) =>
    async (...asked: A): Promise<R> => {
      isAway();
      return work(...asked);
    };
  const store = patient({
    ...inner,
    read: after(away(3), inner.read),
    last: after(away(3), inner.last),
    append: after(away(3), inner.append),
  });
  const commit = aCommit('a', 1);
  expect(await store.append([commit])).toEqual({ ok: true });
  expect(await store.append([commit])).toMatchObject({ ok: false });
  expect([await store.read('a'), await store.last('a')]).toEqual([[commit], commit]);
});
