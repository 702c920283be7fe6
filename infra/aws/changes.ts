import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { acknowledge, wildcardOn } from './acknowledge.ts';
import type { HubFunction } from './function.ts';
import { through } from './grants.ts';
import { deadLetters } from './queues.ts';
import type { Stateful } from './stateful.ts';

/** After so many tries, or so long, a record is set aside and the rest go on. The stream itself forgets after a day. */
const limits = { retryAttempts: 10, maxRecordAge: Duration.hours(12) };

/**
 * Lets a function read the change stream of the events table, from its oldest record. A batch that fails is halved until
 * the record at fault is alone; what fails every try is set aside. Gives back the queue of what was set aside:
 * positions in the stream, never the records.
 */
export function readChanges(reader: HubFunction, batchSize: number, stateful: Stateful, transitKey: IKey): Queue {
  const { lambda, role } = reader;
  const { events, dataKey } = stateful;
  const stream = events.tableStreamArn;
  if (!stream) throw new Error('the events table has no change stream');
  reader.grant(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], stream);
  reader.grant(['dynamodb:ListStreams'], `${events.tableArn}/stream/*`);
  acknowledge(
    role,
    wildcardOn(stateful, events.tableArn, '/stream/*'),
    'ListStreams is asked of every stream that the table has had, and gives only their names.',
  );
  reader.grant(['kms:Decrypt'], dataKey.keyArn, through('dynamodb'));

  const aside = deadLetters(reader, 'SetAside', transitKey);
  acknowledge(aside, 'SQS3', 'It is itself where what fails goes: the failure destination of a stream.');
  reader.grant(['sqs:SendMessage'], aside.queueArn);
  reader.grant(['kms:Decrypt', 'kms:GenerateDataKey'], transitKey.keyArn);

  new EventSourceMapping(reader, 'Changes', {
    target: lambda,
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: { bind: () => ({ destination: aside.queueArn }) },
    ...limits,
  }).node.addDependency(role);
  return aside;
}
