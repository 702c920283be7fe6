import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type Row, Unavailable, type ViewStore } from './ports.ts';
import { reachable } from './reachable.ts';

type Item = Record<string, AttributeValue>;

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

/** How often what a batch left unprocessed is sent again before giving up, each time waiting twice as long. */
const tries = 6;
const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

/** The views table on DynamoDB. Batches are resubmitted until every row is in. */
export function dynamoViews({ client, table }: { readonly client: DynamoDBClient; readonly table: string }): ViewStore {
  async function getBatch(keys: Item[]): Promise<Row[]> {
    const rows: Row[] = [];
    let wanted: Item[] | undefined = keys;
    for (let attempt = 0; wanted && wanted.length > 0; attempt += 1) {
      if (attempt === tries) throw new Unavailable('views: a batch stayed unprocessed');
      if (attempt > 0) await pause(attempt);
      const page: BatchGetItemCommandOutput = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
      );
      rows.push(...(page.Responses?.[table] ?? []).map(fromItem));
      wanted = page.UnprocessedKeys?.[table]?.Keys;
    }
    return rows;
  }

  async function writeBatch(requests: WriteRequest[]): Promise<void> {
    let left: WriteRequest[] | undefined = requests;
    for (let attempt = 0; left && left.length > 0; attempt += 1) {
      if (attempt === tries) throw new Unavailable('views: a batch stayed unprocessed');
      if (attempt > 0) await pause(attempt);
      const page: BatchWriteItemCommandOutput = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
      left = page.UnprocessedItems?.[table];
    }
  }

  return {
    get: (keys) =>
      reachable(async () => {
        const unique = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, keyOf(key)])).values()];
        const pages = await Promise.all([...chunks(unique, 100)].map(getBatch));
        return pages.flat();
      }),
    write: (puts, deletes = [], last = []) =>
      reachable(async () => {
        const put = (row: Row): WriteRequest => ({ PutRequest: { Item: toItem(row) } });
        const requests: WriteRequest[] = [...deletes.map((key) => ({ DeleteRequest: { Key: keyOf(key) } })), ...puts.map(put)];
        // Of one batch any row may be left unprocessed, so what is to be last is never in one with others.
        for (const batch of [...chunks(requests, 25), ...chunks(last.map(put), 25)]) await writeBatch(batch);
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
      let start: Item | undefined;
      do {
        const page = await reachable(() =>
          client.send(
            new ScanCommand({
              TableName: table,
              ConsistentRead: true,
              Segment: segment,
              TotalSegments: segments,
              ExclusiveStartKey: start,
            }),
          ),
        );
        yield (page.Items ?? []).map(fromItem);
        start = page.LastEvaluatedKey;
      } while (start);
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
