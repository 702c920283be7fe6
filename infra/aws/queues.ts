import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type DeadLetterQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

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

/** A queue for what failed every try. */
export function deadLetters(scope: Construct, id: string, encryptionMasterKey: IKey): Queue {
  const encryption = QueueEncryption.KMS;
  return new Queue(scope, id, { encryption, encryptionMasterKey, enforceSSL: true, retentionPeriod: keepDeadLetters });
}
