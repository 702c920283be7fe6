import {
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { groupsOf, untilTaken } from '../../../functions/store/batches.ts';
import type { Item } from '../../../functions/store/item.ts';
import type { KeyTable } from '../../../functions/store/key-ring.ts';
import { Unavailable } from '../../../functions/store/ports.ts';
import { reachable } from '../../../functions/store/reachable.ts';

/** DynamoDB’s limits: items in one transaction, and keys in one batch of reads. */
const putsPerCall = 100;
const getsPerCall = 100;

/**
 * The wrapped keys in their own DynamoDB table. Puts go as transactions, not as a batch: the grant for a batch
 * of puts is a grant to delete as well, and a transaction also keeps any key from being written over. It
 * costs twice the write units. Reads are strongly consistent, and resubmit what DynamoDB left unread.
 */
export function keyTable({ client, table }: { readonly client: DynamoDBClient; readonly table: string }): KeyTable {
  async function getGroup(ids: readonly string[], found: Map<string, Uint8Array>): Promise<readonly string[]> {
    const Keys = ids.map((id) => ({ id: { S: id } }));
    const request = new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await client.send(request);
    for (const item of Responses?.[table] ?? []) {
      if (item['wrapped']?.B) found.set(idOf(item), item['wrapped'].B);
    }
    return (UnprocessedKeys?.[table]?.Keys ?? []).map(idOf);
  }

  return {
    put: (keys) =>
      reachable(async () => {
        for (const group of groupsOf(keys, putsPerCall)) {
          const TransactItems = group.map(({ id, wrapped }) => ({
            Put: {
              TableName: table,
              Item: { id: { S: id }, wrapped: { B: wrapped } },
              ConditionExpression: 'attribute_not_exists(#id)',
              ExpressionAttributeNames: { '#id': 'id' },
            },
          }));
          await transact(client, new TransactWriteItemsCommand({ TransactItems }));
        }
      }),
    get: (ids) =>
      reachable(async () => {
        const found = new Map<string, Uint8Array>();
        await Promise.all(
          groupsOf([...new Set(ids)], getsPerCall).map((group) => untilTaken('keys', group, (left) => getGroup(left, found))),
        );
        return found;
      }),
    delete: (id) =>
      reachable(async () => {
        await client.send(new DeleteItemCommand({ TableName: table, Key: { id: { S: id } } }));
      }),
  };
}

/** A transaction that was cancelled for anything but a key already there may be tried again. */
async function transact(client: DynamoDBClient, command: TransactWriteItemsCommand): Promise<void> {
  try {
    await client.send(command);
  } catch (error) {
    const cancelled = error instanceof TransactionCanceledException ? error.CancellationReasons : undefined;
    if (cancelled?.every(({ Code }) => Code !== 'ConditionalCheckFailed')) throw new Unavailable('keys: the transaction was cancelled');
    throw error;
  }
}

const idOf = (item: Item): string => item['id']?.S ?? '';
