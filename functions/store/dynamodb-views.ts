import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { groupsOf, untilTaken } from './batches.ts';
import type { Item } from './item.ts';
import type { Row, ViewStore } from './ports.ts';
import { reachable } from './reachable.ts';
import { scanned } from './scan.ts';

/** A row as an item of the views table. */
export function toItem(row: Row): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === undefined) continue;
    item[name] = typeof value === 'number' ? { N: String(value) } : typeof value === 'boolean' ? { BOOL: value } : { S: value };
  }
  return item;
}

function fromItem(item: Item): Row {
  const entries = Object.entries(item).map(([name, value]) => [name, value.N === undefined ? (value.BOOL ?? value.S) : Number(value.N)]);
  return Object.fromEntries(entries) as Row;
}

/** The key of a row, as DynamoDB has it. */
export const keyOf = ({ pk, sk }: { pk: string; sk: string }): Item => ({ pk: { S: pk }, sk: { S: sk } });

/** DynamoDB’s limits: rows in one batch of writes, and in one of reads. */
const writesPerCall = 25;
const getsPerCall = 100;

/** The views table on DynamoDB. Batches are resubmitted until every row is in. */
export function dynamoViews({ client, table }: { readonly client: DynamoDBClient; readonly table: string }): ViewStore {
  async function getGroup(Keys: readonly Item[], found: Row[]): Promise<readonly Item[]> {
    const request = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [...Keys], ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await client.send(request);
    found.push(...(Responses?.[table] ?? []).map(fromItem));
    return UnprocessedKeys?.[table]?.Keys ?? [];
  }

  async function writeGroup(requests: readonly WriteRequest[]): Promise<readonly WriteRequest[]> {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: [...requests] } }));
    return UnprocessedItems?.[table] ?? [];
  }

  return {
    get: (keys) =>
      reachable(async () => {
        const unique = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, keyOf(key)])).values()];
        const rows: Row[] = [];
        await Promise.all(groupsOf(unique, getsPerCall).map((group) => untilTaken('views', group, (left) => getGroup(left, rows))));
        return rows;
      }),
    write: (puts, deletes = [], last = []) =>
      reachable(async () => {
        const put = (row: Row): WriteRequest => ({ PutRequest: { Item: toItem(row) } });
        const requests: WriteRequest[] = [...deletes.map((key) => ({ DeleteRequest: { Key: keyOf(key) } })), ...puts.map(put)];
        // Of one batch any row may be left unprocessed, so what is to be last is never in one with others.
        for (const group of [...groupsOf(requests, writesPerCall), ...groupsOf(last.map(put), writesPerCall)])
          await untilTaken('views', group, writeGroup);
      }),
    query: (pk, { limit, after, where = {} }) =>
      reachable(async () => {
        const filters = Object.keys(where);
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: after === undefined ? '#pk = :pk' : '#pk = :pk AND #sk > :after',
            ExpressionAttributeNames: {
              '#pk': 'pk',
              ...(after === undefined ? {} : { '#sk': 'sk' }),
              ...Object.fromEntries(filters.map((name, index) => [`#w${index}`, name])),
            },
            ExpressionAttributeValues: {
              ':pk': { S: pk },
              ...(after === undefined ? {} : { ':after': { S: after } }),
              ...Object.fromEntries(filters.map((name, index) => [`:w${index}`, { S: where[name] ?? '' }])),
            },
            ...(filters.length > 0 ? { FilterExpression: filters.map((_, index) => `#w${index} = :w${index}`).join(' AND ') } : {}),
            Limit: limit,
          }),
        );
        const next = page.LastEvaluatedKey?.['sk']?.S;
        return { rows: (page.Items ?? []).map(fromItem), ...(next === undefined ? {} : { next }) };
      }),
    async *scan(segment = 0, segments = 1) {
      for await (const items of scanned(client, table, segment, segments)) yield items.map(fromItem);
    },
    claim: (row) =>
      reachable(async () => {
        try {
          await client.send(
            new PutItemCommand({
              TableName: table,
              Item: toItem(row),
              ConditionExpression: 'attribute_not_exists(#pk)',
              ExpressionAttributeNames: { '#pk': 'pk' },
            }),
          );
          return true;
        } catch (error) {
          if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
          throw error;
        }
      }),
  };
}
