import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Settings } from '../../infra/aws/settings.ts';
import { stackNames, standIn, synthesise } from '../../infra/aws/synthesise.ts';
import { names, ofType, type Synthesised, specOf, stacks } from './synthesised.ts';

const page = (name: string) => readFileSync(new URL(`../../infra/${name}`, import.meta.url), 'utf8');
const deploy = page('deploy.md');
const runbook = page('runbook.md');
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );

describe('what is written for whoever deploys', () => {
  test('names every setting that there is, and no other', () => {
    const rows = deploy.slice(deploy.indexOf('| setting |'), deploy.indexOf('Then, once:'));
    const named = [...rows.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
    expect(named.sort()).toEqual(Object.keys(Settings.shape).sort());
    for (const [, given] of deploy.matchAll(/-c (\w+)=(?!value)/g)) expect(Object.keys(Settings.shape)).toContain(given);
  });

  test('names outputs that the template has', () => {
    const { Outputs } = synthesise({ codeOf: standIn, isValidated: false }).getStackByName(stackNames.stateless).template;
    const named = [...deploy.matchAll(/<((?:Url|AlarmTopic|Start)\w*)>/g)].map(([, output]) => output);
    expect(named).toEqual(expect.arrayContaining(['Url', 'AlarmTopic']));
    for (const output of named) expect(Object.keys(Outputs)).toContain(output);
    for (const name of names) if (specOf(name).trigger.kind === 'operator') expect(Object.keys(Outputs)).toContain(`Start${name}`);
  });

  test('names functions and sections that there are', () => {
    const called = [...`${deploy}${runbook}`.matchAll(/referral-hub: (\w+)'/g)].map(([, name]) => name);
    expect(called).toEqual(expect.arrayContaining(['register', 'forget', 'replay', 'rebuild', 'expire']));
    for (const name of called) expect(names).toContain(name);
    expect(`${deploy}${runbook}`).not.toMatch(/\$\(fn |<Start/);
    const pages: Readonly<Record<string, string>> = { 'deploy.md': deploy, 'runbook.md': runbook };
    for (const [here, text] of Object.entries(pages)) {
      for (const [link, file, anchor = ''] of text.matchAll(/\]\(([\w.]*)#([\w-]+)\)/g)) {
        expect([link, anchorsOf(pages[file || here] ?? '').includes(anchor)]).toEqual([link, true]);
      }
    }
  });
});

describe('a hub that is closed', () => {
  let open: Synthesised[];
  let closed: Synthesised[];
  const running = (resources: Synthesised[]) =>
    ofType(resources, 'AWS::Lambda::Function')
      .filter(({ Properties }) => Properties['ReservedConcurrentExecutions'] !== 0)
      .map(({ Properties }) => String(Properties['Description']).replace('referral-hub: ', ''));
  const clock = (resources: Synthesised[]) =>
    ofType(resources, 'AWS::Events::Rule').flatMap(({ Properties }) => (Properties['ScheduleExpression'] ? [Properties['State']] : []));

  beforeAll(() => {
    open = stacks().stateless;
    closed = stacks({ closed: 'true' }).stateless;
  });

  test('runs what an operator starts and what was under way, and nothing that answers requests or the clock starts', () => {
    expect(running(open)).toEqual(names);
    expect(running(closed)).toEqual(names.filter((name) => specOf(name).trigger.kind !== 'http'));
    expect([clock(open), clock(closed)]).toEqual([clock(open).map(() => 'ENABLED'), clock(open).map(() => 'DISABLED')]);
  });
});

const table = (name: string) => `arn:aws:dynamodb:eu-west-2:111122223333:table/${name}`;
const eventsStream = `${table('events-2')}/stream/2026-11-22T09:00:00.000`;
const certificate = 'arn:aws:acm:eu-west-2:111122223333:certificate/example';

describe('the settings', () => {
  let stateless: Synthesised[];

  beforeAll(() => {
    const restored = { eventsTable: table('events-2'), eventsStream, keysTable: table('keys-2') };
    stateless = stacks({ domain: 'hub.example.org', certificate, budget: '200', ...restored }).stateless;
  });

  const synthesised = (context: Record<string, string>) => () => stacks(context);

  test.each([
    ['one that is not fit', { domain: 'https://hub.example.org', certificate: 'x' }, /domain: a host name.*certificate: the ARN/],
    ['one without its pair', { domain: 'hub.example.org' }, /domain and certificate go together/],
    ['a table without its stream', { eventsTable: 'arn:aws:dynamodb:eu-west-2:111122223333:table/t' }, /go together/],
    ['a table elsewhere', { keysTable: 'arn:aws:dynamodb:us-east-1:111122223333:table/t' }, /keysTable: .*eu-west-2/],
    ['no word for yes or no', { closed: 'perhaps' }, /closed/],
  ])('%s is told before anything is deployed', (_, context, message) => {
    expect(synthesised(context as unknown as Record<string, string>)).toThrow(message);
  });

  test('a name of its own is what the hub answers to, names in tokens, and nothing else answers', () => {
    const [api] = ofType(stateless, 'AWS::ApiGatewayV2::Api');
    expect(api?.Properties['DisableExecuteApiEndpoint']).toBe(true);
    const [named] = ofType(stateless, 'AWS::ApiGatewayV2::DomainName');
    expect(named?.Properties).toMatchObject({
      DomainName: 'hub.example.org',
      DomainNameConfigurations: [{ CertificateArn: certificate, SecurityPolicy: 'TLS_1_2' }],
    });
    for (const fn of ofType(stateless, 'AWS::Lambda::Function')) {
      expect(fn.Properties['Environment']).toMatchObject({ Variables: { ISSUER: 'https://hub.example.org' } });
    }
  });

  test('restored tables are what functions are told of, granted, and read the changes of; the others are not', () => {
    const environments = ofType(stateless, 'AWS::Lambda::Function').map(
      ({ Properties }) => (Properties['Environment'] as { Variables: Record<string, unknown> }).Variables,
    );
    const told = (name: string) => new Set(environments.flatMap((variables) => (name in variables ? [variables[name]] : [])));
    expect(told('EVENTS_TABLE')).toEqual(new Set(['events-2']));
    expect(told('KEYS_TABLE')).toEqual(new Set(['keys-2']));
    const said = JSON.stringify(ofType(stateless, 'AWS::IAM::ManagedPolicy'));
    expect(said).toContain(`"${table('events-2')}"`);
    expect(said).toContain(`"${table('keys-2')}"`);
    expect(said).not.toMatch(/ExportsOutput\w*(Events|Keys)[0-9A-F]{8}/);
    const sources = ofType(stateless, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties['EventSourceArn']);
    expect(sources.filter((source) => source === eventsStream)).toHaveLength(2);
  });

  test('a budget tells the topic when the month costs more, or will', () => {
    const [budget] = ofType(stateless, 'AWS::Budgets::Budget');
    expect(budget?.Properties['Budget']).toMatchObject({ TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 200, Unit: 'USD' } });
    expect(budget?.Properties['NotificationsWithSubscribers']).toMatchObject([
      { Notification: { NotificationType: 'ACTUAL' } },
      { Notification: { NotificationType: 'FORECASTED' } },
    ]);
    const [policy] = ofType(stateless, 'AWS::SNS::TopicPolicy');
    const [key] = ofType(stateless, 'AWS::KMS::Key');
    // The topic is encrypted: who may publish to it must be let use its key.
    for (const each of [policy, key])
      for (const who of ['budgets', 'cloudwatch', 'events']) expect(JSON.stringify(each)).toContain(`${who}.amazonaws.com`);
  });
});
