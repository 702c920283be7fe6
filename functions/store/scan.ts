import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from './item.ts';
import { reachable } from './reachable.ts';

/** Every item of one segment of a table, strongly read, in pages and no particular order. Throws `Unavailable` when DynamoDB cannot answer. */
export async function* scanned(client: DynamoDBClient, table: string, segment: number, segments: number): AsyncGenerator<Item[]> {
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
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start);
}
