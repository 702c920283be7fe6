import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The key for what passes through: bus, queues, alarms and logs, which hold references and codes and never
 * content. Apart from the key for data at rest, so that the services which carry messages can be named in its
 * policy and never in that one’s.
 */
export function transitKey(scope: Construct): Key {
  const key = new Key(scope, 'TransitKey', {
    description: 'Encrypts the hub’s bus, queues, alarms and logs',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
  });
  const here = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  const logGroups = {
    ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*` },
  };
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Bus',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      // DescribeKey is for the bus: EventBridge looks at the key before it takes it.
      actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: here,
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Logs',
      principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: logGroups,
    }),
  );
  return key;
}
