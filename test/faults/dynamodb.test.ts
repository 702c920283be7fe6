import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import { toItem } from '../../functions/store/item.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { aCommit } from '../store/commits.ts';

const client = new DynamoDBClient({ region: 'eu-west-2' });
const dynamo = mockClient(client);
const store = dynamoStore({ client, table: 'events' });
const views = dynamoViews({ client, table: 'views' });
beforeEach(() => dynamo.reset());

const $metadata = {};
const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name, $metadata, ...more });
const taken = (Item?: ReturnType<typeof toItem>) =>
  new ConditionalCheckFailedException({ message: 'taken', $metadata, ...(Item ? { Item } : {}) });
const cancelled = (...codes: readonly (string | { Code: string; Item?: ReturnType<typeof toItem> })[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata,
    CancellationReasons: codes.map((code) => (typeof code === 'string' ? { Code: code } : code)),
  });
const contended = { ok: false, conflict: { kind: 'contended' } };
const [one, other] = [aCommit('a'), aCommit('b')];
const rests = [{ stream: 'c', seq: 3 }];

describe('the database cannot answer now', () => {
  const passing = [
    named('ThrottlingException'),
    named('ProvisionedThroughputExceededException'),
    named('RequestLimitExceeded'),
    named('InternalServerError', { $metadata: { httpStatusCode: 500 } }),
    named('anything at all', { $metadata: { httpStatusCode: 503 } }),
    named('TimeoutError'),
    named('Error', { code: 'ECONNREFUSED' }),
    named('Error', { code: 'ECONNRESET' }),
  ];
  test.each(passing)('which every call says as Unavailable: %s', async (error) => {
    dynamo.onAnyCommand().rejects(error);
    const calls = [
      () => store.read('a'),
      () => store.last('a'),
      () => store.append([one]),
      () => store.append([one, other], rests),
      () => store.scan()[Symbol.asyncIterator]().next(),
      () => views.get([{ pk: 'a', sk: 'b' }]),
      () => views.write([{ pk: 'a', sk: 'b' }]),
      () => views.query('a', { limit: 1 }),
      () => views.claim({ pk: 'a', sk: 'b', expiresAt: 1 }),
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(Unavailable);
  });

  test.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])('which a transaction says as Unavailable too: %s', async (code) => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', code, 'None'));
    await expect(store.append([one, other], rests)).rejects.toBeInstanceOf(Unavailable);
  });

  test('and a fault of ours stays a fault', async () => {
    dynamo.onAnyCommand().rejects(named('ValidationException', { $metadata: { httpStatusCode: 400 } }));
    for (const call of [
      () => store.read('a'),
      () => store.append([one]),
      () => store.append([one, other]),
      () => views.query('a', { limit: 1 }),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'ValidationException' });
    }
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', 'ValidationError', 'None'));
    await expect(store.append([one, other], rests)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  });
});

describe('an append meets another', () => {
  test('as transactions of one item do: it is to be decided again', async () => {
    dynamo
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled('None', 'TransactionConflict', 'None'))
      .rejectsOnce(named('TransactionInProgressException'));
    expect(await store.append([one, other], rests)).toEqual(contended);
    expect(await store.append([one, other], rests)).toEqual(contended);
  });

  test('as a put does whose item a transaction has in hand', async () => {
    dynamo.on(PutItemCommand).rejects(named('TransactionConflictException', { $metadata: { httpStatusCode: 400 } }));
    expect(await store.append([one])).toEqual(contended);
  });

  test('that was there first, and is handed it, from the failure itself or by reading', async () => {
    const winner = aCommit('a', { says: 2 });
    const exists = { ok: false, conflict: { kind: 'exists', commit: expect.objectContaining({ hash: winner.hash }) } };
    dynamo
      .on(PutItemCommand)
      .rejectsOnce(taken(toItem(winner)))
      .rejectsOnce(taken());
    dynamo.on(GetItemCommand).resolves({ Item: toItem(winner) });
    expect(await store.append([one])).toEqual(exists);
    expect(dynamo.commandCalls(GetItemCommand)).toHaveLength(0);
    expect(await store.append([one])).toEqual(exists);
    expect(dynamo.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { stream: { S: 'a' }, seq: { N: '1' } },
      ConsistentRead: true,
    });
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled({ Code: 'ConditionalCheckFailed' }, 'None', 'None'));
    expect(await store.append([one, other], rests)).toEqual(exists);
  });

  test('and what stood in its way cannot be read: it may be repeated', async () => {
    dynamo.on(PutItemCommand).rejects(taken());
    dynamo.on(GetItemCommand).resolves({});
    await expect(store.append([one])).rejects.toBeInstanceOf(Unavailable);
  });

  test('in a stream it rests on: nothing was written, and it hears where', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', 'None', 'None', { Code: 'ConditionalCheckFailed' }));
    const appended = await store.append([one, other], [{ stream: 'b2', seq: 0 }, ...rests]);
    expect(appended).toEqual({ ok: false, conflict: { kind: 'moved', stream: 'c' } });
  });
});

describe('a reply that was lost, and the call made again by the client', () => {
  test('of a put finds its own commit, and that is success', async () => {
    dynamo.on(PutItemCommand).rejects(taken(toItem(one)));
    expect(await store.append([one])).toEqual({ ok: true });
  });

  test('of a transaction finds all its own commits, whatever has moved since', async () => {
    const failed = (commit: typeof one) => ({ Code: 'ConditionalCheckFailed', Item: toItem(commit) });
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled(failed(one), failed(other), { Code: 'ConditionalCheckFailed' }));
    expect(await store.append([one, other], rests)).toEqual({ ok: true });
  });

  test('but one that finds its commit beside another’s is no success', async () => {
    const failed = (commit: typeof one) => ({ Code: 'ConditionalCheckFailed', Item: toItem(commit) });
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled(failed(one), failed(aCommit('b', { says: 2 }))));
    expect(await store.append([one, other])).toMatchObject({ ok: false, conflict: { kind: 'exists', commit: { stream: 'b' } } });
  });
});

describe('what is asked of the database', () => {
  test('reads of commits and of views to decide on are strongly consistent', async () => {
    dynamo.on(QueryCommand).resolves({}).on(ScanCommand).resolves({}).on(BatchGetItemCommand).resolves({});
    await store.read('a');
    await store.last('a');
    for await (const page of store.scan()) expect(page).toEqual([]);
    await views.get([{ pk: 'a', sk: 'b' }]);
    const inputs = dynamo
      .calls()
      .map(({ args }) => args[0].input as { ConsistentRead?: boolean; RequestItems?: Record<string, { ConsistentRead?: boolean }> });
    expect(inputs.map(({ ConsistentRead, RequestItems }) => ConsistentRead ?? RequestItems?.['views']?.ConsistentRead)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  test('every put of a commit is conditional, alone or in a transaction, and what it rests on is checked one place on', async () => {
    dynamo.onAnyCommand().resolves({});
    await store.append([one]);
    await store.append([one, other], rests);
    const condition = 'attribute_not_exists(#stream)';
    expect(dynamo.commandCalls(PutItemCommand)[0]?.args[0].input.ConditionExpression).toBe(condition);
    const items = dynamo.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(items.map(({ Put, ConditionCheck }) => (Put ?? ConditionCheck)?.ConditionExpression)).toEqual([condition, condition, condition]);
    expect(items[2]?.ConditionCheck?.Key).toEqual({ stream: { S: 'c' }, seq: { N: '4' } });
  });
});
