import { beforeAll, describe, expect, test } from 'vitest';
import { recipientKinds } from '../../infra/topology.ts';
import { names, ofType, type Synthesised, specOf, stacks, target } from './synthesised.ts';

let resources: Synthesised[];
const all = (type: string) => ofType(resources, type);
const property = ({ Properties }: Synthesised, name: string) => Properties[name];

/** The logical id of a function, by its name. */
const functionIds = () =>
  new Map(all('AWS::Lambda::Function').map((fn) => [String(property(fn, 'Description')).replace('referral-hub: ', ''), fn.id]));
const nameOf = (reference: unknown) => names.find((name) => functionIds().get(name) === target(reference));
const sorted = (values: Iterable<unknown>) => [...values].map(String).sort();

/** Alarms that are about no one function, and events that the topic is told of, by their logical ids. */
const hubAlarms = [
  'OldestUnacknowledged',
  'DeliveryLag',
  'ServerErrors',
  'Slow',
  'FunctionsThrottled',
  'Throttledevents',
  'Throttledviews',
  'Throttledkeys',
];
const told = ['KeyTouched', 'BackupFailed'];

/** Minutes as EventBridge says them. */
const rateOf = (minutes: number): string => (minutes === 24 * 60 ? '1 day' : `${minutes} minutes`);

beforeAll(() => {
  resources = stacks().stateless;
});

test('the stack holds these kinds of thing, in these numbers, and nothing else', () => {
  const routes = names.flatMap((name) =>
    specOf(name).trigger.kind === 'http' ? (specOf(name).trigger as { routes: readonly string[] }).routes : [],
  );
  const readers = names.filter((name) => specOf(name).trigger.kind === 'changes').length;
  const schedules = names.filter((name) => specOf(name).trigger.kind === 'schedule').length;
  // Of each kind of recipient and each reader; of what the clock or an operator started; of what people should be told.
  const deadLetters = recipientKinds.length + readers + 2;
  const rings = names.flatMap((name) => specOf(name).rings ?? []).length;
  const counts = Object.fromEntries([...new Set(resources.map(({ Type }) => Type))].map((type) => [type, all(type).length]));
  expect(counts).toEqual({
    'AWS::ApiGatewayV2::Api': 1,
    'AWS::ApiGatewayV2::Integration': names.filter((name) => specOf(name).trigger.kind === 'http').length,
    'AWS::ApiGatewayV2::Route': routes.length,
    'AWS::ApiGatewayV2::Stage': 1,
    'AWS::CloudWatch::Alarm': names.length + deadLetters + rings + readers + schedules + hubAlarms.length,
    'AWS::CloudWatch::Dashboard': 1,
    'AWS::Events::EventBus': 1,
    'AWS::Events::Rule': recipientKinds.length + schedules + told.length,
    'AWS::IAM::ManagedPolicy': names.length + 1,
    'AWS::IAM::Role': names.length,
    'AWS::KMS::Key': 1,
    'AWS::Lambda::EventSourceMapping': readers + recipientKinds.length,
    'AWS::Lambda::Function': names.length,
    'AWS::Lambda::Permission': routes.length + schedules,
    'AWS::Logs::LogGroup': names.length + 1,
    'AWS::Logs::MetricFilter': rings,
    'AWS::SNS::Topic': 1,
    'AWS::SNS::TopicPolicy': 1,
    'AWS::SQS::Queue': recipientKinds.length + deadLetters,
    'AWS::SQS::QueuePolicy': recipientKinds.length + deadLetters,
  });
});

test('every function of the topology is there once, on Node.js 24 and arm64, with its own time and memory', () => {
  const found = all('AWS::Lambda::Function').map((fn) => ({
    name: nameOf({ Ref: fn.id }),
    runtime: property(fn, 'Runtime'),
    architectures: property(fn, 'Architectures'),
    seconds: property(fn, 'Timeout'),
    megabytes: property(fn, 'MemorySize'),
  }));
  const expected = names.map((name) => ({
    name,
    runtime: 'nodejs24.x',
    architectures: ['arm64'],
    seconds: specOf(name).timeoutSeconds,
    megabytes: specOf(name).memoryMb,
  }));
  expect(found).toEqual(expect.arrayContaining(expected));
  expect(found).toHaveLength(names.length);
});

describe('triggers', () => {
  test('each route leads to the one function that names it', () => {
    const found = all('AWS::ApiGatewayV2::Route').map((route) => {
      const integration = resources.find(({ id }) => target(property(route, 'Target')) === `integrations/${id}`);
      return `${property(route, 'RouteKey')} -> ${integration && nameOf(property(integration, 'IntegrationUri'))}`;
    });
    const expected = names.flatMap((name) => {
      const { trigger } = specOf(name);
      return trigger.kind === 'http' ? trigger.routes.map((route) => `${route} -> ${name}`) : [];
    });
    expect(sorted(found)).toEqual(sorted(expected));
  });

  test('integrations speak payload 2.0', () => {
    expect(new Set(all('AWS::ApiGatewayV2::Integration').map((each) => property(each, 'PayloadFormatVersion')))).toEqual(new Set(['2.0']));
  });

  test('change streams are read from the oldest record, halved on failure, bounded, with what fails set aside', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping').filter((each) => property(each, 'StartingPosition'));
    const readers = names.filter((name) => specOf(name).trigger.kind === 'changes');
    expect(sorted(mappings.map((each) => nameOf(property(each, 'FunctionName'))))).toEqual(sorted(readers));
    for (const mapping of mappings) {
      expect(mapping.Properties).toMatchObject({
        BatchSize: 100,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 12 * 60 * 60,
        MaximumRetryAttempts: 10,
        StartingPosition: 'TRIM_HORIZON',
      });
      expect(target(property(mapping, 'EventSourceArn'))).toMatch(/Events.*StreamArn/);
      expect(JSON.stringify(property(mapping, 'DestinationConfig'))).toContain('DeadLetters');
      const { trigger } = specOf(nameOf(property(mapping, 'FunctionName')) ?? 'health');
      const pattern = { dynamodb: { Keys: { stream: { S: [{ prefix: 'streams' in trigger && trigger.streams }] } } } };
      expect(property(mapping, 'FilterCriteria')).toEqual({ Filters: [{ Pattern: JSON.stringify(pattern) }] });
    }
  });

  test('each kind of recipient has a rule that fills a queue, drained by one function, with dead letters behind it', () => {
    const consumer = names.find((name) => specOf(name).trigger.kind === 'queues');
    const mappings = all('AWS::Lambda::EventSourceMapping').filter((each) => !property(each, 'StartingPosition'));
    const rules = all('AWS::Events::Rule').filter((rule) => property(rule, 'EventBusName'));
    const found = rules.map((rule) => {
      const pattern = property(rule, 'EventPattern') as { source: string[]; detail: { to: { kind: string[] } } };
      const [only, ...others] = property(rule, 'Targets') as { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[];
      const queue = resources.find(({ id }) => id === target(only?.Arn));
      const redrive = queue?.Properties['RedrivePolicy'] as { deadLetterTargetArn: unknown; maxReceiveCount: number };
      const mapping = mappings.find((each) => target(property(each, 'EventSourceArn')) === queue?.id);
      expect(others).toEqual([]);
      expect(target(redrive.deadLetterTargetArn)).toBe(target(only?.DeadLetterConfig.Arn));
      expect(mapping?.Properties).toMatchObject({
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      });
      return {
        ...pattern.detail.to,
        source: pattern.source,
        tries: redrive.maxReceiveCount,
        consumer: mapping && nameOf(property(mapping, 'FunctionName')),
      };
    });
    expect(found).toEqual(recipientKinds.map((kind) => ({ kind: [kind], source: ['referral-hub'], tries: 5, consumer })));
  });

  test('each function that the clock starts has a rule of its own, as often as it says', () => {
    const found = all('AWS::Events::Rule').flatMap((rule) => {
      const [only] = property(rule, 'Targets') as { Arn: unknown }[];
      return property(rule, 'ScheduleExpression') ? [`${nameOf(only?.Arn)} ${property(rule, 'ScheduleExpression')}`] : [];
    });
    const expected = names.flatMap((name) => {
      const { trigger } = specOf(name);
      return trigger.kind === 'schedule' ? [`${name} rate(${rateOf(trigger.minutes)})`] : [];
    });
    expect(found).toEqual(expected);
  });
});

describe('what is logged and carried', () => {
  test('the API is throttled, and its access log holds the route, the status and the request, and nothing of the path', () => {
    const [stage] = all('AWS::ApiGatewayV2::Stage');
    const { Format } = property(stage as Synthesised, 'AccessLogSettings') as { Format: string };
    expect(JSON.parse(Format)).toEqual({
      requestId: '$context.requestId',
      route: '$context.routeKey',
      status: '$context.status',
      milliseconds: '$context.responseLatency',
    });
    expect(property(stage as Synthesised, 'DefaultRouteSettings')).toMatchObject({ ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 });
  });

  test('a route that says how much it takes has that, is measured all the same, and is there before the stage that names it', () => {
    const [stage] = all('AWS::ApiGatewayV2::Stage');
    const throttled = names.flatMap((name) => {
      const { trigger, throttle } = specOf(name);
      return trigger.kind === 'http' && throttle ? trigger.routes.map((route) => ({ route, throttle })) : [];
    });
    expect(throttled.map(({ route }) => route)).toContain('POST /oauth2/token');
    const settings = throttled.map(({ route, throttle: { perSecond, burst } }) => [
      route,
      { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst, DetailedMetricsEnabled: true },
    ]);
    expect(property(stage as Synthesised, 'RouteSettings')).toEqual(Object.fromEntries(settings));
    const first = all('AWS::ApiGatewayV2::Route').filter((route) => throttled.some((each) => each.route === property(route, 'RouteKey')));
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(first.map(({ id }) => id)));
    expect(first).toHaveLength(throttled.length);
  });

  test('what the clock or an operator starts runs once at a time, and is set aside when every try failed', () => {
    for (const fn of all('AWS::Lambda::Function')) {
      const { kind } = specOf(nameOf({ Ref: fn.id }) ?? 'health').trigger;
      const isStarted = kind === 'schedule' || kind === 'operator';
      expect(property(fn, 'ReservedConcurrentExecutions')).toBe(isStarted ? 1 : undefined);
      expect(target((property(fn, 'DeadLetterConfig') as { TargetArn?: unknown } | undefined)?.TargetArn)).toMatch(
        isStarted ? /^DeadLettersstarted/ : /^undefined$/,
      );
    }
  });

  test('every function sends its traces', () => {
    expect(new Set(all('AWS::Lambda::Function').map((fn) => JSON.stringify(property(fn, 'TracingConfig'))))).toEqual(
      new Set(['{"Mode":"Active"}']),
    );
  });

  test.each(['AWS::Logs::LogGroup', 'AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::Events::EventBus'])('every %s is encrypted', (type) => {
    const keyed = ['KmsKeyId', 'KmsMasterKeyId', 'KmsKeyIdentifier'];
    const [key] = all('AWS::KMS::Key');
    for (const each of all(type)) expect(keyed.map((name) => target(property(each, name)))).toContain(key?.id);
  });

  test('every log is kept for three months', () => {
    expect(new Set(all('AWS::Logs::LogGroup').map((each) => property(each, 'RetentionInDays')))).toEqual(new Set([90]));
  });
});
