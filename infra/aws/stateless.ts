import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type FunctionName, type FunctionSpec, type Trigger, topology } from '../topology.ts';
import { acknowledge } from './acknowledge.ts';
import { Alarms } from './alarm.ts';
import { Api } from './api.ts';
import { readChanges } from './changes.ts';
import { dashboard } from './dashboard.ts';
import { Delivery } from './delivery.ts';
import { HubFunction, type Surroundings, tracingPolicy } from './function.ts';
import { behindAlarm, deadLetterAlarm, errorsAlarm, ringAlarm, silenceAlarm } from './function-alarms.ts';
import { Group } from './group.ts';
import { budget, HubAlarms } from './hub-alarms.ts';
import { type Kept, keptBy } from './kept.ts';
import { DeadLetters } from './queues.ts';
import type { Settings } from './settings.ts';
import type { Stateful } from './stateful.ts';
import { transitKey } from './transit-key.ts';

export interface StatelessProps extends StackProps {
  readonly stateful: Stateful;
  readonly settings: Settings;
  readonly codeOf: (name: FunctionName) => Code;
}

/** DynamoDB’s limit of readers for each shard of a change stream. */
const readersOfChanges = 2;
const specs = Object.entries(topology) as [FunctionName, FunctionSpec][];

/** What everything in the stack is wired with. */
interface Wiring {
  readonly kept: Kept;
  readonly transit: IKey;
  readonly alarms: Alarms;
  readonly bus: EventBus;
  readonly api: Api;
  readonly dead: DeadLetters;
  readonly failedStarts: IQueue;
  readonly isClosed: boolean;
}

/** What runs: every function of the topology with what starts it, what it may touch, and what rings when it fails. Holds nothing. */
export class Stateless extends Stack {
  constructor(scope: Construct, id: string, { stateful, settings, codeOf, ...props }: StatelessProps) {
    super(scope, id, props);
    const kept = keptBy(stateful, settings, this);
    const transit = transitKey(this);
    const alarms = new Alarms(this, transit, settings.runbook);
    const bus = new EventBus(this, 'Bus', { description: 'What happened, by reference: never content', kmsKey: transit });
    const api = new Api(this, transit, settings);
    const dead = new DeadLetters(this, transit);
    const isClosed = settings.closed;
    const failedStarts = dead.of('started');
    const failedTold = dead.of('told');
    this.#except(kept);

    if (specs.filter(([, { trigger }]) => trigger.kind === 'changes').length > readersOfChanges) {
      throw new Error(`at most ${readersOfChanges} functions may read the change stream`);
    }
    const own = { transitKey: transit, tracing: tracingPolicy(this), failedStarts, isClosed, codeOf };
    const surroundings = { ...namesOf(kept, bus, api.address), ...own };
    const wiring: Wiring = { kept, transit, alarms, bus, api, dead, failedStarts, isClosed };
    const groups = new Map<Trigger['kind'], Group>();
    const functions = new Map<FunctionName, HubFunction>();
    const queues: IQueue[] = [];
    for (const [name, spec] of specs) {
      const { kind } = spec.trigger;
      const group = groups.get(kind) ?? new Group(this, kind);
      groups.set(kind, group);
      const fn = new HubFunction(group, name, spec, surroundings);
      functions.set(name, fn);
      errorsAlarm(fn, name, alarms, api.stage);
      for (const ring of spec.rings ?? []) ringAlarm(fn, ring, alarms);
      queues.push(...start(fn, name, wiring));
    }
    deadLetterAlarm(failedStarts, 'What the clock or an operator started failed every try. It was not done.', 'failed-starts', alarms);
    deadLetterAlarm(failedTold, 'Someone should have been told of a key or a backup, and was not.', 'not-told', alarms);
    new HubAlarms(this, alarms, { kept, stage: api.stage, failedTold });
    if (settings.budget) budget(this, alarms, settings.budget);
    dashboard(this, { alarms, stage: api.stage, functions, queues, deadLetters: dead.all, kept, runbook: settings.runbook });
    this.#say(api, alarms, functions);
  }

  /** What stands for the whole stack. */
  #except({ wildcards }: Kept): void {
    acknowledge(
      this,
      [wildcards.objects],
      'The names of objects are random and made as they are needed, so a grant can name only the bucket they are in.',
    );
    acknowledge(this, [wildcards.streams], 'ListStreams is asked of every stream that the table has had, and gives only their names.');
    acknowledge(
      this,
      ['NIST.800.53.R5-LambdaInsideVPC'],
      'There is nothing in a network to reach or to guard: functions call AWS’s own services over TLS, each by a grant on the one resource.',
    );
  }

  /** What a deployment prints, for whoever deploys and for an operator. */
  #say(api: Api, { topic }: Alarms, functions: ReadonlyMap<FunctionName, HubFunction>): void {
    new CfnOutput(this, 'Url', { value: api.address, description: 'Where the hub answers' });
    if (api.pointTo) new CfnOutput(this, 'PointTo', { value: api.pointTo, description: 'What the hub’s own name must point to' });
    new CfnOutput(this, 'AlarmTopic', { value: topic.topicArn, description: 'Subscribe to it whoever must be rung' });
    for (const [name, { spec, lambda }] of functions) {
      if (spec.trigger.kind !== 'operator') continue;
      const description = `What an operator starts to ${name}`;
      new CfnOutput(this, `Start-${name}`, { key: `Start${name}`, value: lambda.functionName, description });
    }
  }
}

/** Lets a function be started as the topology says, with the alarms of that way. Gives the queues it is fed by. */
function start(fn: HubFunction, name: FunctionName, { kept, transit, alarms, bus, api, dead, failedStarts, isClosed }: Wiring): IQueue[] {
  const { trigger, alarm } = fn.spec;
  switch (trigger.kind) {
    case 'http':
      api.add(fn, name);
      return [];
    case 'changes': {
      const aside = dead.of(name);
      readChanges(fn, trigger, { kept, aside, transitKey: transit });
      behindAlarm(fn, alarms);
      deadLetterAlarm(aside, `Changes that ${name} could not apply were set aside. ${alarm.meaning}`, 'set-aside', alarms);
      return [];
    }
    case 'queues':
      return trigger.recipients.map((kind) => {
        const delivery = new Delivery(bus, kind, transit, dead, fn);
        delivery.drainedBy(fn, kind, trigger.batch, transit);
        deadLetterAlarm(delivery.deadLetters, `What was for ${kind} failed every try. ${alarm.meaning}`, 'dead-letters', alarms);
        return delivery.queue;
      });
    case 'schedule': {
      const schedule = Schedule.rate(Duration.minutes(trigger.minutes));
      const targets = [new LambdaFunction(fn.lambda, { deadLetterQueue: failedStarts })];
      new Rule(fn, 'Schedule', { description: `Starts ${name}`, schedule, targets, enabled: !isClosed });
      silenceAlarm(fn, trigger.minutes, alarms);
      return [];
    }
    case 'operator':
      return [];
  }
}

function namesOf({ arns, names }: Kept, bus: EventBus, address: string): Pick<Surroundings, 'arns' | 'settings'> {
  return {
    arns: { ...arns, bus: bus.eventBusArn },
    settings: {
      ISSUER: address,
      EVENTS_TABLE: names.events,
      VIEWS_TABLE: names.views,
      KEYS_TABLE: names.keys,
      WRAPPING_KEY: arns.wrappingKey,
      OBJECTS_BUCKET: names.objects,
      BUS: bus.eventBusName,
      TOKEN_KEY: arns.tokenKey,
    },
  };
}
