import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Envelope } from '../../../contracts/events.ts';
import { lagsOf } from '../../observe/measure.ts';
import type { Runtime } from '../../runtime.ts';
import { failure } from '../../store/changes.ts';
import { deliver } from './deliver.ts';

/** What one batch brings to one mailbox: the messages, and the events in them, repeats once. */
interface Mail {
  readonly messages: string[];
  readonly envelopes: Map<string, Envelope>;
}

/** Drains the queues that the bus fills: each mailbox’s events together, and only those that failed come again. */
export const create =
  (parts: Pick<Runtime, 'store' | 'clock' | 'log'>) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    const mailboxes = new Map<string, Mail>();
    for (const record of Records) {
      const envelope = envelopeOf(record);
      if (!envelope) {
        failed.push(record.messageId);
        continue;
      }
      const mailbox: Mail = mailboxes.get(envelope.to.mailbox) ?? { messages: [], envelopes: new Map() };
      mailbox.messages.push(record.messageId);
      mailbox.envelopes.set(envelope.id, envelope);
      mailboxes.set(envelope.to.mailbox, mailbox);
    }
    await Promise.all(
      [...mailboxes].map(async ([name, { messages, envelopes }]) => {
        try {
          await deliver(name, [...envelopes.values()], parts);
          parts.log.write({ code: 'delivered', measures: lagsOf([...envelopes.values()], parts.clock.now()) });
        } catch (error) {
          parts.log.write(failure('deliver', error));
          failed.push(...messages);
        }
      }),
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

/** What is not an event of the hub’s fails until it is set aside, where someone can look at it. */
function envelopeOf({ body }: SQSRecord): Envelope | undefined {
  try {
    return Envelope.parse((JSON.parse(body) as { detail?: unknown }).detail);
  } catch {
    return undefined;
  }
}
