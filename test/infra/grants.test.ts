import { beforeAll, expect, test } from 'vitest';
import type { Touch } from '../../infra/topology.ts';
import { names, ofType, type Synthesised, specOf, stacks, target } from './synthesised.ts';

type Actions = Readonly<Record<string, readonly string[]>>;

const encrypted = ['kms:Decrypt', 'kms:DescribeKey'];
const encrypting = [
  ...encrypted,
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
const branch = {
  Keys: ['dynamodb:GetItem', 'dynamodb:PutItem'],
  WrappingKey: ['kms:Encrypt', 'kms:Decrypt'],
  DataKey: encrypting,
};

/** What each touch should come to, said again here so that a wider grant has to be written twice. */
const expected: Readonly<Record<Touch, Actions>> = {
  'events:read': { Events: ['dynamodb:GetItem', 'dynamodb:Query'], DataKey: encrypted },
  'events:append': { Events: ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'], DataKey: encrypting },
  'events:scan': { Events: ['dynamodb:Scan'], DataKey: encrypted },
  'views:read': { Views: ['dynamodb:BatchGetItem', 'dynamodb:Query'], DataKey: encrypted },
  'views:claim': { Views: ['dynamodb:PutItem'], DataKey: encrypting },
  'views:write': { Views: ['dynamodb:PutItem', 'dynamodb:BatchWriteItem'], DataKey: encrypting },
  'views:scan': { Views: ['dynamodb:Scan'], DataKey: encrypted },
  'keys:read': { ...branch, Keys: [...branch.Keys, 'dynamodb:BatchGetItem'] },
  'keys:create': branch,
  'keys:destroy': { ...branch, Keys: [...branch.Keys, 'dynamodb:DeleteItem'] },
  'objects:read': { Objects: ['s3:GetObject'], DataKey: ['kms:Decrypt'] },
  'objects:write': { Objects: ['s3:PutObject'], DataKey: ['kms:GenerateDataKey'] },
  'bus:publish': { Bus: ['events:PutEvents'] },
  'token:sign': { TokenKey: ['kms:Sign'] },
  'token:verify': { TokenKey: ['kms:GetPublicKey'] },
};

const always: Actions = { Log: ['logs:CreateLogStream', 'logs:PutLogEvents'], '*': ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] };
const failedStarts: Actions = { DeadLetters: ['sqs:SendMessage'], TransitKey: ['kms:Decrypt', 'kms:GenerateDataKey'] };

/** What the way it is started adds. */
const started: Readonly<Record<string, Actions>> = {
  http: {},
  operator: failedStarts,
  schedule: failedStarts,
  changes: {
    Events: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    DataKey: ['kms:Decrypt'],
    DeadLetters: ['sqs:SendMessage'],
    TransitKey: ['kms:Decrypt', 'kms:GenerateDataKey'],
  },
  queues: { Queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], TransitKey: ['kms:Decrypt'] },
};
interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, unknown>;
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const kinds = /(DeadLetters)[a-z]+[0-9A-F]{8}|(Events|Views|Keys|Objects|DataKey|WrappingKey|TokenKey|TransitKey|Queue|Log|Bus)[0-9A-F]{8}/;
function kindOf(resource: unknown): string {
  const [, deadLetters, kind] = kinds.exec(target(resource)) ?? [];
  return deadLetters ?? kind ?? target(resource);
}

let resources: ReturnType<typeof stacks>;
let policies: Map<string, Statement[]>;

beforeAll(() => {
  resources = stacks();
  const attached = ofType(resources.stateless, 'AWS::IAM::ManagedPolicy').map(({ Properties }) => ({
    roles: listed(Properties['Roles']).map(target),
    statements: (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement,
  }));
  policies = new Map(
    ofType(resources.stateless, 'AWS::Lambda::Function').map(({ Properties }) => {
      const role = target(Properties['Role']);
      const statements = attached.filter(({ roles }) => roles.includes(role)).flatMap((each) => each.statements);
      return [String(Properties['Description']).replace('referral-hub: ', ''), statements];
    }),
  );
});

function actionsOf(statements: readonly Statement[]): string[] {
  const pairs = statements.flatMap(({ Action, Resource }) =>
    listed(Resource).flatMap((on) => listed(Action).map((action) => `${kindOf(on)} ${action}`)),
  );
  return [...new Set(pairs)].sort();
}

test.each(names)('%s may do what its touches and its trigger need, and nothing else', (name) => {
  const { touches, trigger } = specOf(name);
  const wanted = [always, started[trigger.kind] ?? {}, ...touches.map((touch) => expected[touch])]
    .flatMap((actions) => Object.entries(actions))
    .flatMap(([kind, actions]) => actions.map((action) => `${kind} ${action}`));
  expect(actionsOf(policies.get(name) ?? [])).toEqual([...new Set(wanted)].sort());
});

test.each(names)('%s has no other policy, and no one else may be it', (name) => {
  const fn = ofType(resources.stateless, 'AWS::Lambda::Function').find(
    ({ Properties }) => Properties['Description'] === `referral-hub: ${name}`,
  );
  const role = resources.stateless.find(({ id }) => id === target(fn?.Properties['Role']));
  expect(Object.keys(role?.Properties ?? {}).sort()).toEqual(['AssumeRolePolicyDocument', 'Tags']);
  expect(ofType(resources.stateless, 'AWS::IAM::Policy')).toEqual([]);
  expect(role?.Properties['AssumeRolePolicyDocument']).toMatchObject({ Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] });
});

test('no policy is longer than IAM takes, with names as long as CloudFormation makes them', () => {
  const arn = `arn:aws:service:eu-west-2:111122223333:${'x'.repeat(100)}`;
  for (const { Properties } of ofType(resources.stateless, 'AWS::IAM::ManagedPolicy')) {
    const text = JSON.stringify(Properties['PolicyDocument'], (_, value) =>
      value !== null && typeof value === 'object' && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))
        ? arn
        : value,
    );
    expect(text.length).toBeLessThan(6144);
  }
});

test('no function may delete or update a commit, and only those that destroy content may delete a key', () => {
  const destroyers = ['cancel', 'expire', 'forget', 'respond'];
  const wide = /\*|Delete|Update|BatchWrite|PartiQL|Import|Restore/;
  expect(policies.size).toBe(names.length);
  for (const [name, statements] of policies) {
    const found = actionsOf(statements).filter((each) => /^(Events|Keys) /.test(each) && wide.test(each));
    expect(found).toEqual(destroyers.includes(name) ? ['Keys dynamodb:DeleteItem'] : []);
  }
});

test('only traces, the objects of the bucket and the names of streams are granted by wildcard', () => {
  const wild = (statement: Statement) =>
    listed(statement.Resource)
      .map(target)
      .filter((resource) => resource.includes('*'));
  for (const statement of [...policies.values()].flat()) {
    expect(statement.Effect).toBe('Allow');
    expect(listed(statement.Action).filter((action) => String(action).includes('*'))).toEqual([]);
    for (const resource of wild(statement)) expect(resource).toMatch(/^\*$|Objects[0-9A-F]{8}.*\/\*$|Events[0-9A-F]{8}.*\/stream\/\*$/);
    if (wild(statement).includes('*')) expect(listed(statement.Action)).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
  }
});

test('the data key is used through DynamoDB and S3 only, the wrapping key for the branch key only', () => {
  const conditionsOn = (kind: string) => {
    const statements = [...policies.values()].flat().filter(({ Resource }) => kindOf(Resource) === kind);
    expect(statements).not.toEqual([]);
    return statements.map(({ Condition }) => Condition?.['StringEquals']);
  };
  for (const condition of conditionsOn('DataKey')) {
    expect(target((condition as Record<string, unknown> | undefined)?.['kms:ViaService'])).toMatch(
      /^(dynamodb|s3)\.AWS::Region\.amazonaws\.com$/,
    );
  }
  for (const condition of conditionsOn('WrappingKey'))
    expect(condition).toEqual({ 'kms:EncryptionContext:purpose': 'referral-hub branch key' });
});

test('who may not create keys may put one item in their table: the branch key', () => {
  for (const name of names.filter((each) => !specOf(each).touches.includes('keys:create'))) {
    const puts = (policies.get(name) ?? []).filter(
      ({ Action, Resource }) => kindOf(Resource) === 'Keys' && listed(Action).includes('dynamodb:PutItem'),
    );
    for (const put of puts) expect(put.Condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'branch' } });
  }
});

test('who signs people in may put one kind of row among the views, and touches no worklist', () => {
  const onViews = (policies.get('token') ?? []).filter(({ Resource }) => kindOf(Resource) === 'Views');
  expect(onViews.map(({ Action, Condition }) => [Action, Condition])).toEqual([
    ['dynamodb:PutItem', { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'assertion#*' } }],
  ]);
});

type Replica = Readonly<Record<string, unknown>> & { readonly PointInTimeRecoverySpecification?: Readonly<Record<string, unknown>> };
const replica = ({ Properties }: Synthesised) => (Properties['Replicas'] as Replica[])[0];

test.each(['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::KMS::Key'])('every %s outlives its stack', (type) => {
  const kept = ofType(resources.stateful, type);
  expect(kept.length).toBeGreaterThan(0);
  for (const each of kept) expect([each.DeletionPolicy, each.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
});

test('every table is protected from deletion, recoverable to a second, and encrypted with the data key', () => {
  const tables = ofType(resources.stateful, 'AWS::DynamoDB::GlobalTable');
  const recovery = tables.map((table) => {
    expect(replica(table)).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(JSON.stringify(replica(table)?.['SSESpecification'])).toContain('DataKey');
    return [kindOf({ Ref: table.id }), replica(table)?.PointInTimeRecoverySpecification?.['RecoveryPeriodInDays']];
  });
  expect(Object.fromEntries(recovery)).toEqual({ Events: 35, Views: 1, Keys: 1 });
});

test('each night’s copy is of the commits and the large originals, and never of a key', () => {
  const [selection, ...others] = ofType(resources.stateful, 'AWS::Backup::BackupSelection');
  const { Resources = [] } = (selection?.Properties['BackupSelection'] ?? {}) as { readonly Resources?: readonly object[] };
  expect(Resources.map(kindOf)).toEqual(['Events', 'Objects']);
  expect(others).toEqual([]);
});

test('the events table, and no other, has a change stream, of new images', () => {
  const streams = ofType(resources.stateful, 'AWS::DynamoDB::GlobalTable').map((table) => [
    kindOf({ Ref: table.id }),
    table.Properties['StreamSpecification'],
  ]);
  expect(Object.fromEntries(streams)).toEqual({ Events: { StreamViewType: 'NEW_IMAGE' }, Views: undefined, Keys: undefined });
});

test('the bucket is private, encrypted with the data key, and reached over TLS only', () => {
  const [bucket] = ofType(resources.stateful, 'AWS::S3::Bucket');
  expect(bucket?.Properties['PublicAccessBlockConfiguration']).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  expect(JSON.stringify(bucket?.Properties['BucketEncryption'])).toContain('DataKey');
  expect(JSON.stringify(ofType(resources.stateful, 'AWS::S3::BucketPolicy'))).toContain('"aws:SecureTransport":"false"');
});

test('the token key signs on P-256, and the others are turned over every year', () => {
  const keys = Object.fromEntries(
    ofType(resources.stateful, 'AWS::KMS::Key').map(({ id, Properties }) => [kindOf({ Ref: id }), Properties]),
  );
  expect(keys['TokenKey']).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  for (const id of ['DataKey', 'WrappingKey']) expect(keys[id]).toMatchObject({ EnableKeyRotation: true });
});
