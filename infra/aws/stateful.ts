import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, TableEncryptionV2, type TablePropsV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

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
    this.dataKey = this.#key('DataKey', 'Encrypts the hub’s tables and objects at rest');
    this.wrappingKey = this.#key('WrappingKey', 'Wraps the branch key, which wraps the keys that content is sealed under');
    this.tokenKey = new Key(this, 'TokenKey', {
      description: 'Signs the hub’s access tokens (ES256)',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    this.events = this.#table('Events', longestWindowDays, {
      partitionKey: { name: 'stream', type: AttributeType.STRING },
      sortKey: { name: 'seq', type: AttributeType.NUMBER },
      dynamoStream: StreamViewType.NEW_IMAGE,
    });
    this.views = this.#table('Views', shortestWindowDays, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    });
    // A destroyed key comes back from a backup for as long as there is one: no longer than a day.
    this.keys = this.#table('Keys', shortestWindowDays, { partitionKey: { name: 'id', type: AttributeType.STRING } });

    this.objects = new Bucket(this, 'Objects', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.objects,
      'S1',
      'Who read what is committed to the events table before a byte leaves; object names are random and the objects sealed, so access logs would say less.',
    );
  }

  #key(id: string, description: string): Key {
    return new Key(this, id, {
      description,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
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
