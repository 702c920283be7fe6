import { Construct } from 'constructs';
import type { Trigger } from '../topology.ts';
import { acknowledge, type Finding } from './acknowledge.ts';

type Kind = Trigger['kind'];

const ids: Readonly<Record<Kind, string>> = {
  http: 'Requests',
  changes: 'Changes',
  queues: 'Queues',
  schedule: 'Clock',
  operator: 'Operator',
};

const noDeadLetters: readonly Finding[] = ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'];
const noReservation: readonly Finding[] = ['NIST.800.53.R5-LambdaConcurrency'];

/** What stands for every function that is started in one way, and why. */
const exceptions: Readonly<Record<Kind, readonly (readonly [readonly Finding[], string])[]>> = {
  http: [
    [
      noDeadLetters,
      'The gateway waits for the reply: a request that fails is told to its caller, who repeats it, and nothing is queued that could be set aside.',
    ],
    [
      noReservation,
      'A reservation is a ceiling too, and nobody should be turned away at intake while the account has room; the gateway’s throttles bound what a flood can start.',
    ],
  ],
  changes: [
    [
      noDeadLetters,
      'The event source mapping has a queue for what fails every try, with its position in the stream; Lambda’s own is for asynchronous calls, and there are none.',
    ],
    [noReservation, 'One invocation runs for each shard of the change stream, so its shards are the limit.'],
  ],
  queues: [
    [
      noDeadLetters,
      'A message that fails goes back to its queue, and after five tries to that queue’s dead letters; nothing calls the function asynchronously.',
    ],
    [
      noReservation,
      'Each queue’s mapping lets two run at once, so that mailboxes do not contend; one reservation over all would let one kind of team keep another waiting.',
    ],
    [
      ['Serverless-LambdaEventSourceMappingDestination'],
      'SQS takes no failure destination on its mapping: the redrive policy of each queue is that.',
    ],
  ],
  schedule: [],
  operator: [],
};

/** The functions that are started in one way, together, so that what is excepted for all of them is said once. */
export class Group extends Construct {
  constructor(scope: Construct, kind: Kind) {
    super(scope, ids[kind]);
    for (const [findings, reason] of exceptions[kind]) acknowledge(this, findings, reason);
  }
}
