import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { groupsOf } from '../../functions/store/batches.ts';
import { dynamoViews, keyOf, toItem } from '../../functions/store/dynamodb-views.ts';
import { transactionLimit, type ViewStore } from '../../functions/store/ports.ts';
import { reachable } from '../../functions/store/reachable.ts';

/**
 * The views on the embedded engine. It makes each row of a batch durable by itself, with all other writes waiting, and a
 * transaction’s rows together: so rows are written in transactions, which on AWS would cost twice as much. No row may be
 * named twice in one write.
 */
export function engineViews({ client, table }: { readonly client: DynamoDBClient; readonly table: string }): ViewStore {
  return {
    ...dynamoViews({ client, table }),
    write: (puts, deletes = [], last = []) =>
      reachable(async () => {
        const writes = [
          ...deletes.map((key) => ({ Delete: { TableName: table, Key: keyOf(key) } })),
          ...[...puts, ...last].map((row) => ({ Put: { TableName: table, Item: toItem(row) } })),
        ];
        for (const TransactItems of groupsOf(writes, transactionLimit)) await client.send(new TransactWriteItemsCommand({ TransactItems }));
      }),
  };
}
