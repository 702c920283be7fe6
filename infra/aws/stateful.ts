import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, TableEncryptionV2, type TablePropsV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Backup } from './backup.ts';
import { holds } from './holds.ts';

const kept = { deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN } as const;
const longestWindowDays = 35;
const shortestWindowDays = 1;

/**
 * What must outlive every deployment: the commits, what can be rebuilt from them, the keys, the large originals,
 * and the KMS keys they are encrypted with. Nothing in it is deleted with the stack.
 */
export class Stateful extends Stack {
  readonly events: TableV2;
  readonly views: TableV2;
  readonly keys: TableV2;
  readonly objects: Bucket;
  /** Encrypts the tables and the bucket at rest. */
  readonly dataKey: Key;
  /** Wraps the branch key, which wraps every key that content is sealed under. */
  readonly wrappingKey: Key;
  /** Signs access tokens. */
  readonly tokenKey: Key;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.dataKey = this.#key(
      'DataKey',
      'Encrypts the hub’s tables and objects at rest',
      'the key every table, object and backup is encrypted with, and so any of them',
    );
    this.wrappingKey = this.#key(
      'WrappingKey',
      'Wraps the branch key, which wraps the keys that content is sealed under',
      'the key that opens every other: no case, person or consent could be read again',
    );
    this.tokenKey = new Key(this, 'TokenKey', {
      description: 'Signs the hub’s access tokens (ES256)',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    holds(this.tokenKey, 'the key that tokens are signed with: nobody who signed in could go on');

    this.events = this.#table('Events', longestWindowDays, {
      partitionKey: { name: 'stream', type: AttributeType.STRING },
      sortKey: { name: 'seq', type: AttributeType.NUMBER },
      dynamoStream: StreamViewType.NEW_IMAGE,
    });
    holds(
      this.events,
      'every referral, decision, consent, agreement and disclosure there has been: the audit trail and the hub’s only memory',
    );
    this.views = this.#table('Views', shortestWindowDays, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    });
    holds(this.views, 'the worklists and lists, until they are rebuilt');
    // A destroyed key comes back from a backup for as long as there is one: no longer than a day.
    this.keys = this.#table('Keys', shortestWindowDays, { partitionKey: { name: 'id', type: AttributeType.STRING } });
    holds(this.keys, 'the keys that content is sealed under: no case, person or consent could be read again');

    this.objects = this.#bucket('Objects');
    holds(this.objects, 'the originals of large messages');
    const { policy } = this.objects;
    if (policy) holds(policy, 'what keeps others, and whoever comes without TLS, from the originals of large messages');
    const { events, objects } = this;
    const { vault } = new Backup(this, { events, objects, encryptionKey: this.dataKey, keptFor: Duration.days(longestWindowDays) });
    holds(vault, 'each night’s copy of the commits and the large originals');
  }

  #bucket(id: string): Bucket {
    const bucket = new Bucket(this, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(longestWindowDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // AWS Backup asks for it. The CDK’s own property would bring in a function with grants over every bucket.
    const notifications: CfnBucket.NotificationConfigurationProperty = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    (bucket.node.defaultChild as CfnBucket).notificationConfiguration = notifications;
    acknowledge(
      bucket,
      ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled'],
      'Who read what is committed to the events table before a byte leaves; object names are random and the objects sealed, so access logs would say less.',
    );
    acknowledge(
      bucket,
      ['NIST.800.53.R5-S3BucketReplicationEnabled'],
      'What it holds stays in the United Kingdom, and AWS has one region there; the copy apart is the nightly backup, in a locked vault.',
    );
    return bucket;
  }

  #key(id: string, description: string, held: string): Key {
    const key = new Key(this, id, {
      description,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    holds(key, held);
    return key;
  }

  #table(id: string, recoveryPeriodInDays: number, props: TablePropsV2): TableV2 {
    return new TableV2(this, id, {
      ...props,
      ...kept,
      encryption: TableEncryptionV2.customerManagedKey(this.dataKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays },
    });
  }
}
