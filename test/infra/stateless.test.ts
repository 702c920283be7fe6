import { beforeAll, describe, expect, test } from 'vitest';
import { recipientKinds } from '../../infra/topology.ts';
import { names, ofType, type Synthesised, specOf, stacks, target } from './synthesised.ts';

let resources: Synthesised[];
const all = (type: string) => ofType(resources, type);
const property = ({ Properties }: Synthesised, name: string) => Properties[name];

/** The logical id of a function, by its name. */
const functionIds = () =>
  new Map(all('AWS::Lambda::Function').map((fn) => [String(property(fn, 'Description')).replace('referral-hub: ', ''), fn.id]));
const nameOf = (reference: unknown) => [...functionIds()].find(([, id]) => id === target(reference))?.[0];
const sorted = (values: Iterable<unknown>) => [...values].map(String).sort();

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
  const deadLetters = recipientKinds.length + readers;
  const rings = names.flatMap((name) => specOf(name).rings ?? []).length;
  const counts = Object.fromEntries([...new Set(resources.map(({ Type }) => Type))].map((type) => [type, all(type).length]));
  expect(counts).toEqual({
    'AWS::ApiGatewayV2::Api': 1,
    'AWS::ApiGatewayV2::Integration': names.filter((name) => specOf(name).trigger.kind === 'http').length,
    'AWS::ApiGatewayV2::Route': routes.length,
    'AWS::ApiGatewayV2::Stage': 1,
    'AWS::CloudWatch::Alarm': names.length + deadLetters + rings,
    'AWS::Events::EventBus': 1,
    'AWS::Events::Rule': recipientKinds.length + schedules,
    'AWS::IAM::Policy': names.length,
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
      expect(JSON.stringify(property(mapping, 'DestinationConfig'))).toContain('SetAside');
    }
  });

  test('each kind of recipient has a rule that fills a queue, drained by one function, with dead letters behind it', () => {
    const consumer = names.find((name) => specOf(name).trigger.kind === 'queues');
    const mappings = all('AWS::Lambda::EventSourceMapping').filter((each) => !property(each, 'StartingPosition'));
    const rules = all('AWS::Events::Rule').filter((rule) => property(rule, 'EventPattern'));
    const found = rules.map((rule) => {
      const pattern = property(rule, 'EventPattern') as { source: string[]; detail: { to: { kind: string[] } } };
      const [only, ...others] = property(rule, 'Targets') as { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[];
      const queue = resources.find(({ id }) => id === target(only?.Arn));
      const redrive = queue?.Properties['RedrivePolicy'] as { deadLetterTargetArn: unknown; maxReceiveCount: number };
      const mapping = mappings.find((each) => target(property(each, 'EventSourceArn')) === queue?.id);
      expect(others).toEqual([]);
      expect(target(redrive.deadLetterTargetArn)).toBe(target(only?.DeadLetterConfig.Arn));
      expect(mapping?.Properties).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
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

describe('alarms', () => {
  const described = (dimension: string) =>
    all('AWS::CloudWatch::Alarm').filter((alarm) => JSON.stringify(alarm.Properties).includes(`"Name":"${dimension}"`));

  test('one for each function, which says what its failure means to people', () => {
    const expected = names.map((name) => `${name}: ${specOf(name).alarm.meaning}`);
    const found = described('FunctionName').map((alarm) => {
      const id = [...functionIds().entries()].find(([, each]) => JSON.stringify(alarm.Properties).includes(`{"Ref":"${each}"}`));
      return `${id?.[0]}: ${property(alarm, 'AlarmDescription')}`;
    });
    expect(sorted(found)).toEqual(sorted(expected));
  });

  test('a function that answers requests rings for its 5xx replies, on each of its routes', () => {
    for (const name of names) {
      const { trigger, alarm } = specOf(name);
      if (trigger.kind !== 'http') continue;
      const [found] = all('AWS::CloudWatch::Alarm').filter((each) => property(each, 'AlarmDescription') === alarm.meaning);
      const metrics = JSON.stringify(found?.Properties['Metrics']);
      for (const route of trigger.routes) {
        const [method, path] = route.split(' ');
        expect(metrics).toContain(JSON.stringify({ Name: 'Method', Value: method }));
        expect(metrics).toContain(JSON.stringify({ Name: 'Resource', Value: path }));
      }
      expect(metrics.match(/"MetricName":"5xx"/g)).toHaveLength(trigger.routes.length);
    }
  });

  test('a code that rings is counted in the log of its function, and its alarm says what it means to people', () => {
    const rings = names.flatMap((name) => (specOf(name).rings ?? []).map((ring) => ({ ...ring, name })));
    expect(rings.map(({ code }) => code)).toContain('safeguarding-overdue');
    for (const { code, meaning, name } of rings) {
      const [filter] = all('AWS::Logs::MetricFilter').filter((each) => property(each, 'FilterPattern') === `{ $.code = "${code}" }`);
      const log = all('AWS::Lambda::Function').find((fn) => nameOf({ Ref: fn.id }) === name)?.Properties['LoggingConfig'];
      expect(target(filter?.Properties['LogGroupName'])).toBe(target((log as { LogGroup: unknown } | undefined)?.LogGroup));
      expect(filter?.Properties['MetricTransformations']).toMatchObject([{ MetricName: code, MetricValue: '1' }]);
      const [alarm] = all('AWS::CloudWatch::Alarm').filter((each) => property(each, 'MetricName') === code);
      expect(alarm?.Properties).toMatchObject({ AlarmDescription: meaning, Namespace: 'ReferralHub', Threshold: 1, Period: 600 });
    }
  });

  test('one for each queue of dead letters, and all reach the topic', () => {
    const dead = all('AWS::SQS::Queue').filter(({ Properties }) => !('RedrivePolicy' in Properties));
    const found = described('QueueName').map((alarm) => JSON.stringify(property(alarm, 'Dimensions')));
    expect(found).toHaveLength(dead.length);
    for (const { id } of dead) expect(found.filter((dimensions) => dimensions.includes(`"${id}"`))).toHaveLength(1);
    const [topic] = all('AWS::SNS::Topic');
    for (const alarm of all('AWS::CloudWatch::Alarm')) expect(property(alarm, 'AlarmActions')).toEqual([{ Ref: topic?.id }]);
  });
});

describe('what is logged and carried', () => {
  test('the API is throttled, and its access log holds the route, the status and the request, and nothing of the path', () => {
    const [stage] = all('AWS::ApiGatewayV2::Stage');
    const { Format } = property(stage as Synthesised, 'AccessLogSettings') as { Format: string };
    expect(JSON.parse(Format)).toEqual({ requestId: '$context.requestId', route: '$context.routeKey', status: '$context.status' });
    expect(property(stage as Synthesised, 'DefaultRouteSettings')).toMatchObject({ ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 });
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
