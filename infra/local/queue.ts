import { createHash, randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Clock, Log } from '../../functions/store/ports.ts';
import type { DeadLetters } from './dead-letters.ts';
import { gather } from './gather.ts';
import type { Outstanding } from './outstanding.ts';

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sent: number;
  readonly end: () => void;
  receives: number;
  firstReceived: number;
}

export interface QueueOptions {
  readonly name: string;
  readonly batch: number;
  /** Milliseconds a message may wait for others to be received with it. */
  readonly linger?: number;
  readonly consume: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly outstanding: Outstanding;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly log: Log;
  /** When the oldest commit now being published was made: what a message counts from. */
  readonly since: () => string;
  /** How often a message is tried before it becomes a dead letter. */
  readonly maxReceives?: number;
  /** Milliseconds before the second try; each further one waits four times as long. */
  readonly backoff?: number;
}

/** Memory a message takes, roughly, beside its body. */
const overhead = 512;

/**
 * A queue with SQS's promises: at least once, in no particular order, batches with partial failure, and dead letters
 * after so many tries. Held in memory: after a crash, the checkpoint has its commits handed over again.
 */
export class LocalQueue {
  readonly #options: Required<QueueOptions>;
  readonly #ready: Message[] = [];
  #isReceiving = false;

  constructor(options: QueueOptions) {
    this.#options = { linger: 0, maxReceives: 5, backoff: 100, ...options };
  }

  send(body: string): void {
    const { clock, outstanding, since } = this.#options;
    const end = outstanding.begin(since(), overhead + 2 * body.length);
    this.#ready.push({ id: randomUUID(), body, sent: clock.now().getTime(), end, receives: 0, firstReceived: 0 });
    void this.#receive();
  }

  /** One batch at a time: two with messages for one mailbox would meet there, and one of them begin again. */
  async #receive(): Promise<void> {
    if (this.#isReceiving) return;
    this.#isReceiving = true;
    const { batch, linger } = this.#options;
    while (this.#ready.length > 0) {
      await gather(this.#ready.length >= batch, linger);
      await this.#handle(this.#ready.splice(0, batch));
    }
    this.#isReceiving = false;
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      message.receives += 1;
      message.firstReceived ||= this.#options.clock.now().getTime();
    }
    const failed = await this.#consume(messages);
    for (const message of messages) {
      if (!failed.has(message.id)) message.end();
      else if (message.receives < this.#options.maxReceives) this.#later(message);
      else await this.#bury(message);
    }
  }

  async #consume(messages: readonly Message[]): Promise<ReadonlySet<string>> {
    const { consume, log, name } = this.#options;
    const all = new Set(messages.map(({ id }) => id));
    try {
      const { batchItemFailures } = await consume({ Records: messages.map((message) => this.#toRecord(message)) });
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      // An identifier that is not of this batch fails the whole of it, as Lambda has it.
      return [...failed].every((id) => all.has(id)) ? failed : all;
    } catch (error) {
      log.write({ code: 'queue-batch-failed', level: 'warn', queue: name, error: error instanceof Error ? error.name : 'unknown' });
      return all;
    }
  }

  #later(message: Message): void {
    const delay = this.#options.backoff * 4 ** (message.receives - 1);
    setTimeout(() => {
      this.#ready.push(message);
      void this.#receive();
    }, delay).unref();
  }

  async #bury(message: Message): Promise<void> {
    const { name, deadLetters } = this.#options;
    // The body holds references only. Until it is written down, the checkpoint stays before it.
    if (await deadLetters.write({ queue: name, receives: message.receives, message: JSON.parse(message.body) })) message.end();
    else this.#later(message);
  }

  #toRecord({ id, body, sent, receives, firstReceived }: Message): SQSRecord {
    return {
      messageId: id,
      receiptHandle: `${id}/${receives}`,
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: String(sent),
        SenderId: 'events.amazonaws.com',
        ApproximateFirstReceiveTimestamp: String(firstReceived),
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:eu-west-2:000000000000:${this.#options.name}`,
      awsRegion: 'eu-west-2',
    };
  }
}
