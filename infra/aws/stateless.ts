import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type FunctionName, type FunctionSpec, topology } from '../topology.ts';
import { acknowledge, wildcardOn } from './acknowledge.ts';
import { alarmTopic, deadLetterAlarm, errorsAlarm, ringAlarm } from './alarms.ts';
import { addRoutes, httpApi } from './api.ts';
import { readChanges } from './changes.ts';
import { Delivery } from './delivery.ts';
import { HubFunction, type Surroundings } from './function.ts';
import type { Stateful } from './stateful.ts';
import { transitKey } from './transit-key.ts';

export interface StatelessProps extends StackProps {
  readonly stateful: Stateful;
  readonly codeOf: (name: FunctionName) => Code;
}

/** DynamoDB’s limit of readers for each shard of a change stream. */
const readersOfChanges = 2;

/** What runs: every function of the topology with what starts it, what it may touch, and what rings when it fails. Holds nothing. */
export class Stateless extends Stack {
  constructor(scope: Construct, id: string, { stateful, codeOf, ...props }: StatelessProps) {
    super(scope, id, props);
    const transit = transitKey(this);
    const topic = alarmTopic(this, transit);
    const bus = new EventBus(this, 'Bus', { description: 'What happened, by reference: never content', kmsKey: transit });
    const { api, stage } = httpApi(this, transit);
    const surroundings = { ...namesOf(stateful, bus, api.apiEndpoint), transitKey: transit, codeOf };

    const specs = Object.entries(topology) as [FunctionName, FunctionSpec][];
    if (specs.filter(([, { trigger }]) => trigger.kind === 'changes').length > readersOfChanges) {
      throw new Error(`at most ${readersOfChanges} functions may read the change stream`);
    }
    for (const [name, spec] of specs) {
      const fn = new HubFunction(this, name, spec, surroundings);
      if (spec.touches.some((touch) => touch.startsWith('objects:'))) {
        acknowledge(
          fn.role,
          wildcardOn(stateful, stateful.objects.bucketArn, '/*'),
          'The names of objects are random and made as they are needed, so a grant can name only the bucket they are in.',
        );
      }
      errorsAlarm(fn, topic, stage);
      for (const ring of spec.rings ?? []) ringAlarm(fn, ring, topic);
      const { trigger } = spec;
      if (trigger.kind === 'http') addRoutes(api, name, fn);
      if (trigger.kind === 'changes') {
        const aside = readChanges(fn, trigger.batch, stateful, transit);
        deadLetterAlarm(aside, `Changes that ${name} could not apply were set aside. ${spec.alarm.meaning}`, topic);
      }
      if (trigger.kind === 'schedule') {
        const schedule = Schedule.rate(Duration.minutes(trigger.minutes));
        new Rule(fn, 'Schedule', { description: `Starts ${name}`, schedule, targets: [new LambdaFunction(fn.lambda)] });
      }
      if (trigger.kind === 'queues') {
        for (const kind of trigger.recipients) {
          const delivery = new Delivery(bus, kind, transit, fn);
          delivery.drainedBy(fn, kind, trigger.batch, transit);
          deadLetterAlarm(delivery.deadLetters, `What was for ${kind} failed every try. ${spec.alarm.meaning}`, topic);
        }
      }
    }
    new CfnOutput(this, 'Url', { value: api.apiEndpoint, description: 'Where the hub answers' });
    new CfnOutput(this, 'AlarmTopic', { value: topic.topicArn, description: 'Subscribe to it whoever must be rung' });
  }
}

function namesOf(stateful: Stateful, bus: EventBus, address: string): Pick<Surroundings, 'arns' | 'settings'> {
  const { events, views, keys, objects, dataKey, wrappingKey, tokenKey } = stateful;
  return {
    arns: {
      events: events.tableArn,
      views: views.tableArn,
      keys: keys.tableArn,
      objects: objects.arnForObjects('*'),
      bus: bus.eventBusArn,
      dataKey: dataKey.keyArn,
      wrappingKey: wrappingKey.keyArn,
      tokenKey: tokenKey.keyArn,
    },
    settings: {
      ISSUER: address,
      EVENTS_TABLE: events.tableName,
      VIEWS_TABLE: views.tableName,
      KEYS_TABLE: keys.tableName,
      WRAPPING_KEY: wrappingKey.keyArn,
      OBJECTS_BUCKET: objects.bucketName,
      BUS: bus.eventBusName,
      TOKEN_KEY: tokenKey.keyArn,
    },
  };
}
