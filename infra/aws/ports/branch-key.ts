import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { reachable } from '../../../functions/store/reachable.ts';
import type { Kms } from './kms.ts';

/** The item of the keys table that holds the branch key. The ids of other keys are hexadecimal, and never meet it. */
export const branchId = 'branch';

/** What KMS authenticates with the branch key: its wrapping opens for this use alone, and the grants say so too. */
export const branchContext = { purpose: 'referral-hub branch key' };

export interface BranchKeyOptions {
  readonly dynamodb: DynamoDBClient;
  readonly kms: Pick<Kms, 'wrap' | 'unwrap'>;
  readonly table: string;
  /** The ARN of the KMS key that wraps it. */
  readonly wrappingKey: string;
}

/**
 * The key, 32 bytes, that wraps every other. The first instance ever to ask makes it; of several at once, one
 * put wins and all unwrap the winner’s. Two calls in an ordinary start. Does not cache: ask once per instance.
 */
export async function branchKey(options: BranchKeyOptions): Promise<Uint8Array> {
  return await reachable(async () => unwrap(options, (await read(options)) ?? (await create(options))));
}

async function read({ dynamodb, table }: BranchKeyOptions): Promise<Uint8Array | undefined> {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: { id: { S: branchId } }, ConsistentRead: true }));
  return Item?.['wrapped']?.B;
}

async function create({ dynamodb, kms, table, wrappingKey }: BranchKeyOptions): Promise<Uint8Array> {
  const wrapped = await kms.wrap(wrappingKey, randomBytes(32), branchContext);
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: { id: { S: branchId }, wrapped: { B: wrapped } },
        ConditionExpression: 'attribute_not_exists(#id)',
        ExpressionAttributeNames: { '#id': 'id' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return wrapped;
  } catch (error) {
    const winner = error instanceof ConditionalCheckFailedException ? error.Item?.['wrapped']?.B : undefined;
    if (!winner) throw error;
    return winner;
  }
}

async function unwrap({ kms, wrappingKey }: BranchKeyOptions, wrapped: Uint8Array): Promise<Uint8Array> {
  const key = await kms.unwrap(wrappingKey, wrapped, branchContext);
  if (key.length !== 32) throw new Error('the branch key is not 32 bytes long');
  return key;
}
