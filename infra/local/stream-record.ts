import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, AttributeValue as StreamValue } from 'aws-lambda';
import type { Item } from '../../functions/store/item.ts';

/**
 * An item of the events table as the record of its insertion that Lambda would hand to a reader of the table's
 * change stream. `sequence` is the position in the hand-over: it only ever grows, and names the record in a reply.
 */
export function toRecord(item: Item, sequence: number): DynamoDBRecord {
  // The attribute that only the local index needs; on AWS there is none.
  const { feed: _, ...image } = item;
  const at = Math.floor(Date.parse(item['at']?.S ?? '') / 1000);
  return {
    eventID: `${item['stream']?.S}/${item['seq']?.N}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-2',
    eventSourceARN: 'arn:aws:dynamodb:eu-west-2:000000000000:table/events/stream/local',
    dynamodb: {
      ApproximateCreationDateTime: at,
      Keys: fields({ stream: image['stream'] ?? { NULL: true }, seq: image['seq'] ?? { NULL: true } }),
      NewImage: fields(image),
      SequenceNumber: String(sequence),
      StreamViewType: 'NEW_IMAGE',
    },
  };
}

const fields = (item: Item): Record<string, StreamValue> =>
  Object.fromEntries(Object.entries(item).map(([name, each]) => [name, value(each)]));

/** Lambda carries binary as base64 text. */
function value(from: AttributeValue): StreamValue {
  if (from.B !== undefined) return { B: Buffer.from(from.B).toString('base64') };
  if (from.BS !== undefined) return { BS: from.BS.map((bytes) => Buffer.from(bytes).toString('base64')) };
  if (from.L !== undefined) return { L: from.L.map(value) };
  if (from.M !== undefined) return { M: fields(from.M) };
  return from as StreamValue;
}
