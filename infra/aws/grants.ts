import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { usedAssertion } from '../../functions/partners/assertion.ts';
import type { Touch } from '../topology.ts';
import { branchContext, branchId } from './ports/branch-key.ts';

/** What a grant may be on. */
export type Resource = 'events' | 'views' | 'keys' | 'objects' | 'bus' | 'dataKey' | 'wrappingKey' | 'tokenKey';

interface Grant {
  readonly on: Resource;
  readonly actions: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Data at rest is encrypted by DynamoDB and S3 on the caller’s own grant on the key, which is good for nothing else. */
export const through = (service: 'dynamodb' | 's3') => ({ StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.amazonaws.com` } });
const readTable: Grant = { on: 'dataKey', actions: ['kms:Decrypt', 'kms:DescribeKey'], conditions: through('dynamodb') };
const writeTable: Grant = {
  on: 'dataKey',
  actions: [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  conditions: through('dynamodb'),
};

/** Whoever uses a key needs the branch key, and whoever is first makes it: that one item, and no other, may be put. */
const branchKey: readonly Grant[] = [
  { on: 'keys', actions: ['dynamodb:GetItem'] },
  { on: 'keys', actions: ['dynamodb:PutItem'], conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': branchId } } },
  {
    on: 'wrappingKey',
    actions: ['kms:Encrypt', 'kms:Decrypt'],
    conditions: { StringEquals: { 'kms:EncryptionContext:purpose': branchContext.purpose } },
  },
  writeTable,
];

/**
 * What each touch allows: the one table that grants come from. Nothing deletes or updates a commit, and only what
 * destroys content deletes a key. A transaction is granted by what it holds: puts and condition checks. A batch of writes can
 * delete, so only the views table, which can be rebuilt, is written in batches. IAM cannot insist that a put
 * be conditional; that no commit or key is written over is the adapters’ doing.
 */
const grants: Readonly<Record<Touch, readonly Grant[]>> = {
  'events:read': [{ on: 'events', actions: ['dynamodb:GetItem', 'dynamodb:Query'] }, readTable],
  'events:append': [{ on: 'events', actions: ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'] }, writeTable],
  'events:scan': [{ on: 'events', actions: ['dynamodb:Scan'] }, readTable],
  'views:read': [{ on: 'views', actions: ['dynamodb:BatchGetItem', 'dynamodb:Query'] }, readTable],
  'views:claim': [
    {
      on: 'views',
      actions: ['dynamodb:PutItem'],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': usedAssertion('*') } },
    },
    writeTable,
  ],
  'views:write': [{ on: 'views', actions: ['dynamodb:PutItem', 'dynamodb:BatchWriteItem'] }, writeTable],
  'views:scan': [{ on: 'views', actions: ['dynamodb:Scan'] }, readTable],
  'keys:read': [{ on: 'keys', actions: ['dynamodb:BatchGetItem'] }, ...branchKey],
  'keys:destroy': [{ on: 'keys', actions: ['dynamodb:DeleteItem'] }, ...branchKey],
  'keys:create': [{ on: 'keys', actions: ['dynamodb:PutItem'] }, ...branchKey],
  'objects:read': [
    { on: 'objects', actions: ['s3:GetObject'] },
    { on: 'dataKey', actions: ['kms:Decrypt'], conditions: through('s3') },
  ],
  'objects:write': [
    { on: 'objects', actions: ['s3:PutObject'] },
    { on: 'dataKey', actions: ['kms:GenerateDataKey'], conditions: through('s3') },
  ],
  'bus:publish': [{ on: 'bus', actions: ['events:PutEvents'] }],
  'token:sign': [{ on: 'tokenKey', actions: ['kms:Sign'] }],
  'token:verify': [{ on: 'tokenKey', actions: ['kms:GetPublicKey'] }],
};

/** The policy statements for some touches, each said once. `arns` says where each resource is. */
export function statementsFor(touches: readonly Touch[], arns: Readonly<Record<Resource, string>>): PolicyStatement[] {
  const wanted = new Map(touches.flatMap((touch) => grants[touch]).map((grant) => [JSON.stringify(grant), grant]));
  return [...wanted.values()].map(
    ({ on, actions, conditions }) =>
      new PolicyStatement({ actions: [...actions], resources: [arns[on]], ...(conditions && { conditions }) }),
  );
}
