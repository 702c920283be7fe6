import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Commit } from './commit.ts';
import { fromItem, type Item } from './item.ts';

/** The Lambda handler of a reader of the change stream. */
export type ChangesHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/**
 * Makes a reader of the events table’s change stream: each batch as commits, in order. If it fails it throws, so that
 * the failure counts as one and the batch is halved until what cannot be read is alone; the reader drops what it has
 * applied.
 */
export function changes(read: (commits: readonly Commit[]) => Promise<void>, failed: (error: unknown) => void): ChangesHandler {
  return async ({ Records }) => {
    const inserted = Records.filter((record) => record.eventName === 'INSERT');
    try {
      await read(inserted.flatMap(({ dynamodb }) => (dynamodb?.NewImage ? [fromItem(dynamodb.NewImage as Item)] : [])));
      return { batchItemFailures: [] };
    } catch (error) {
      failed(error);
      throw error;
    }
  };
}

/** How a reader of changes or queues says in the log that a batch failed: by the kind of error alone. */
export const failure = (what: string, error: unknown) => ({
  code: 'batch-failed',
  level: 'error' as const,
  what,
  error: error instanceof Error ? error.name : 'unknown',
});
