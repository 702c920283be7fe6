import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ruleFor } from '../rules.ts';
import type { RecipientKind } from '../topology.ts';
import type { HubFunction } from './function.ts';
import { type DeadLetters, queue } from './queues.ts';

const triesBeforeDead = 5;
/** AWS’s advice: a message stays hidden for six times as long as its function may take. */
const hiddenFor = 6;
/** The fewest that SQS lets run at once: entries of one mailbox contend for its next place, and a county needs no more. */
const atOnce = 2;

/** How one kind of recipient hears of things: a rule on the bus, the queue it fills, and its dead letters. */
export class Delivery extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(bus: EventBus, kind: RecipientKind, transitKey: IKey, deadLetters: DeadLetters, consumer: HubFunction) {
    super(bus, kind);
    const visible = Duration.seconds(hiddenFor * consumer.spec.timeoutSeconds);
    this.deadLetters = deadLetters.of(kind);
    this.queue = queue(this, 'Queue', transitKey, visible, { queue: this.deadLetters, maxReceiveCount: triesBeforeDead });
    new Rule(this, 'Rule', {
      eventBus: bus,
      description: `What is for ${kind}`,
      eventPattern: ruleFor(kind),
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters, maxEventAge: Duration.hours(24), retryAttempts: 185 })],
    });
  }

  /** Lets the function drain the queue, message by message: one that fails comes back alone. */
  drainedBy(consumer: HubFunction, id: string, batchSize: number, transitKey: IKey): void {
    consumer.grant(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.queue.queueArn);
    consumer.grant(['kms:Decrypt'], transitKey.keyArn);
    const source = { eventSourceArn: this.queue.queueArn, batchSize, reportBatchItemFailures: true, maxConcurrency: atOnce };
    new EventSourceMapping(consumer, id, { target: consumer.lambda, ...source }).node.addDependency(consumer.policy);
  }
}
