import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../../functions/store/ports.ts';
import type { DeadLetters } from './dead-letters.ts';
import { gather } from './gather.ts';
import { persistently } from './persistently.ts';

/** One commit on its way to every consumer. */
export interface Change {
  readonly record: DynamoDBRecord;
  /** When the commit was made. */
  readonly at: string;
  /** To be called once by each consumer. */
  readonly done: () => void;
}

export interface ConsumerOptions {
  readonly name: string;
  /** How the names of the streams begin whose commits it is handed; left out, all. */
  readonly streams?: string;
  readonly batch: number;
  /** Milliseconds a commit may wait for others to be consumed with it. */
  readonly linger?: number;
  readonly consume: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  readonly deadLetters: DeadLetters;
  readonly log: Log;
  /** How often a record that is known to fail is tried before it is set aside. */
  readonly tries?: number;
  /** Milliseconds before the second try, doubled each time up to five seconds. */
  readonly backoff?: number;
}

/**
 * Hands changes to one function in order, one batch at a time. What fails is tried again, with all that follows it,
 * in batches halved until the record that does it is alone. One that keeps failing alone is set aside as a dead letter,
 * by reference, so that the rest can pass.
 */
export class ChangesConsumer {
  readonly #options: Required<ConsumerOptions>;
  readonly #queue: Change[] = [];
  #running = false;
  #working: string | undefined;

  constructor(options: ConsumerOptions) {
    this.#options = { streams: '', linger: 0, tries: 10, backoff: 50, ...options };
  }

  /** Whether it is handed the commits of a stream. */
  wants(stream: string): boolean {
    return stream.startsWith(this.#options.streams);
  }

  /** When the oldest commit of the batch in hand was made, if there is a batch in hand. */
  get working(): string | undefined {
    return this.#working;
  }

  push(change: Change): void {
    this.#queue.push(change);
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    const { batch: limit, linger, tries, backoff } = this.#options;
    let size = limit;
    let failures = 0;
    let alone = 0;
    while (this.#queue.length > 0) {
      await gather(this.#queue.length >= size, linger);
      const batch = this.#queue.slice(0, size);
      const consumed = await this.#consume(batch);
      this.#finish(consumed);
      if (consumed === batch.length) {
        size = Math.min(limit, size * 2);
        failures = 0;
        alone = 0;
        continue;
      }
      failures = consumed > 0 ? 1 : failures + 1;
      alone = consumed === 0 && batch.length === 1 ? alone + 1 : 0;
      // A function may name the first of a batch for want of knowing which it was: only alone is a record known to fail.
      if (consumed === 0) size = Math.max(1, batch.length >> 1);
      if (alone >= tries && (await this.#setAside(alone))) alone = 0;
      await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, backoff * 2 ** (failures - 1))).unref());
    }
    this.#running = false;
  }

  /** How many of the batch are consumed: those before the first that failed. */
  async #consume(batch: readonly Change[]): Promise<number> {
    const { consume, log, name } = this.#options;
    this.#working = batch.reduce((oldest, { at }) => (at < oldest ? at : oldest), batch[0]?.at ?? '');
    try {
      // While the engine is away nothing is wrong with a record: only what fails for another reason is ever set aside.
      const { batchItemFailures } = await persistently(() => consume({ Records: batch.map(({ record }) => record) }));
      if (batchItemFailures.length === 0) return batch.length;
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      return Math.max(
        0,
        batch.findIndex(({ record }) => failed.has(record.dynamodb?.SequenceNumber ?? '')),
      );
    } catch (error) {
      log.write({ code: 'changes-batch-failed', level: 'warn', consumer: name, error: error instanceof Error ? error.name : 'unknown' });
      return 0;
    } finally {
      this.#working = undefined;
    }
  }

  async #setAside(tries: number): Promise<boolean> {
    const { name, deadLetters } = this.#options;
    const { stream, seq } = this.#queue[0]?.record.dynamodb?.Keys ?? {};
    const written = await deadLetters.write({ consumer: name, tries, stream: stream?.S, seq: Number(seq?.N) });
    if (written) this.#finish(1);
    return written;
  }

  #finish(count: number): void {
    for (const { done } of this.#queue.splice(0, count)) done();
  }
}
