import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type DeadLetterQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** How long a dead letter waits for a person: the longest that SQS keeps anything. */
const keepDeadLetters = Duration.days(14);

/** A queue, encrypted, reached over TLS only. */
export function queue(
  scope: Construct,
  id: string,
  encryptionMasterKey: IKey,
  visibilityTimeout: Duration,
  deadLetterQueue: DeadLetterQueue,
): Queue {
  const encryption = QueueEncryption.KMS;
  return new Queue(scope, id, { encryption, encryptionMasterKey, enforceSSL: true, visibilityTimeout, deadLetterQueue });
}

/** The queues of what failed every try: references and positions, never content. Each has an alarm. */
export class DeadLetters extends Construct {
  readonly all: Queue[] = [];
  readonly #key: IKey;

  constructor(scope: Construct, transitKey: IKey) {
    super(scope, 'DeadLetters');
    this.#key = transitKey;
    acknowledge(
      this,
      ['Serverless-SQSRedrivePolicy', 'AwsSolutions-SQS3'],
      'Each is itself where what failed every try is set aside, for a person to look at: nothing takes from it that could fail.',
    );
  }

  /** A queue for what failed in one place. */
  of(place: string): Queue {
    const encryption = QueueEncryption.KMS;
    const made = new Queue(this, place, {
      encryption,
      encryptionMasterKey: this.#key,
      enforceSSL: true,
      retentionPeriod: keepDeadLetters,
    });
    this.all.push(made);
    return made;
  }
}
