import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { HubFunction } from './function.ts';
import { through } from './grants.ts';
import type { Kept } from './kept.ts';

/** After so many tries, or so long, a record is set aside and the rest go on. The stream itself forgets after a day. */
const limits = { retryAttempts: 10, maxRecordAge: Duration.hours(12) };

/**
 * Lets a function read the change stream of the events table, from its oldest record: commits to the streams whose names
 * begin as it says, and no others start it. A batch that fails is halved until
 * the record at fault is alone; what fails every try goes to `aside`: positions in the stream, never the records.
 */
export function readChanges(
  reader: HubFunction,
  { streams, batch: batchSize }: { readonly streams: string; readonly batch: number },
  { kept, aside, transitKey }: { readonly kept: Kept; readonly aside: IQueue; readonly transitKey: IKey },
): void {
  const { events, eventsStream, dataKey } = kept.arns;
  reader.grant(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], eventsStream);
  reader.grant(['dynamodb:ListStreams'], `${events}/stream/*`);
  reader.grant(['kms:Decrypt'], dataKey, through('dynamodb'));
  reader.grant(['sqs:SendMessage'], aside.queueArn);
  reader.grant(['kms:Decrypt', 'kms:GenerateDataKey'], transitKey.keyArn);

  new EventSourceMapping(reader, 'Changes', {
    target: reader.lambda,
    eventSourceArn: eventsStream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize,
    filters: [FilterCriteria.filter({ dynamodb: { Keys: { stream: { S: FilterRule.beginsWith(streams) } } } })],
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: { bind: () => ({ destination: aside.queueArn }) },
    ...limits,
  }).node.addDependency(reader.policy);
}
