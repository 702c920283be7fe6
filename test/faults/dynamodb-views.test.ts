import { BatchGetItemCommand, BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import { Unavailable } from '../../functions/store/ports.ts';

const client = new DynamoDBClient({ region: 'eu-west-2' });
const dynamo = mockClient(client);
const views = dynamoViews({ client, table: 'views' });
beforeEach(() => dynamo.reset());

describe('a batch of views that is only partly done', () => {
  const rows = Array.from({ length: 30 }, (_, index) => ({ pk: 'p', sk: String(index) }));

  test('is sent again until every row is in', async () => {
    const written: string[] = [];
    dynamo.on(BatchWriteItemCommand).callsFake(({ RequestItems }) => {
      const requests = RequestItems.views as { PutRequest: { Item: { sk: { S: string } } } }[];
      const [first, ...left] = requests;
      written.push(...(requests.length > 20 ? [first] : requests).map((request) => request?.PutRequest.Item.sk.S ?? ''));
      return { UnprocessedItems: requests.length > 20 ? { views: left } : {} };
    });
    await views.write(rows);
    expect(written.sort()).toEqual(rows.map(({ sk }) => sk).sort());
  });

  test('holds what is to be last back until every other row is in, and gone, whatever was left out', async () => {
    const last = Array.from({ length: 30 }, (_, index) => ({ pk: 'last', sk: String(index) }));
    const isIn = new Set<string>();
    dynamo.on(BatchWriteItemCommand).callsFake(({ RequestItems }) => {
      const requests = RequestItems.views as WriteRequest[];
      const keyOf = ({ PutRequest, DeleteRequest }: WriteRequest) => PutRequest?.Item ?? DeleteRequest?.Key ?? {};
      // A hot partition, for good.
      const left = requests.filter((request) => keyOf(request)['pk']?.S === 'hot');
      for (const request of requests) if (!left.includes(request)) isIn.add(`${keyOf(request)['pk']?.S} ${keyOf(request)['sk']?.S}`);
      return { UnprocessedItems: left.length > 0 ? { views: left } : {} };
    });
    const hot = { pk: 'hot', sk: 'one' };
    await Promise.all([
      expect(views.write([...rows, hot], [], last)).rejects.toBeInstanceOf(Unavailable),
      expect(views.write(rows, [hot], last)).rejects.toBeInstanceOf(Unavailable),
    ]);
    expect([...isIn].filter((name) => name.startsWith('last'))).toEqual([]);
    await views.write(rows, [], last);
    expect(isIn.size).toBe(60);
  });

  test('is read again until every row is found', async () => {
    dynamo.on(BatchGetItemCommand).callsFake(({ RequestItems }) => {
      const keys = RequestItems.views.Keys as Record<string, { S: string }>[];
      return { Responses: { views: keys.slice(0, 10) }, UnprocessedKeys: keys.length > 10 ? { views: { Keys: keys.slice(10) } } : {} };
    });
    expect((await views.get(rows)).map(({ sk }) => sk)).toEqual(rows.map(({ sk }) => sk));
  });

  test('is given up as Unavailable when it stays so', async () => {
    dynamo.on(BatchWriteItemCommand).callsFake(({ RequestItems }) => ({ UnprocessedItems: RequestItems }));
    dynamo.on(BatchGetItemCommand).callsFake(({ RequestItems }) => ({ Responses: {}, UnprocessedKeys: RequestItems }));
    await Promise.all([
      expect(views.write(rows)).rejects.toBeInstanceOf(Unavailable),
      expect(views.get(rows)).rejects.toBeInstanceOf(Unavailable),
    ]);
  });
});
