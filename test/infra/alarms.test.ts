import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { sources } from '../../contracts/sources/index.ts';
import { metrics } from '../../functions/observe/metrics.ts';
import { recipientKinds } from '../../infra/topology.ts';
import { names, ofType, type Synthesised, specOf, stacks, target } from './synthesised.ts';

let resources: Synthesised[];
const all = (type: string) => ofType(resources, type);
const alarms = () => all('AWS::CloudWatch::Alarm');
const describing = ({ Properties }: Synthesised): string => String(Properties['AlarmDescription'] ?? Properties['Description']);

/** What tells people: alarms, and the rules whose target is the alarm topic. */
const tellers = () => [
  ...alarms(),
  ...all('AWS::Events::Rule').filter(({ Properties }) => JSON.stringify(Properties['Targets']).includes('"Ref":"Alarms')),
];
const functionIds = () =>
  new Map(all('AWS::Lambda::Function').map(({ id, Properties }) => [String(Properties['Description']).replace('referral-hub: ', ''), id]));
/** The alarms of one function, by what is at the end of their logical ids. */
const of = (name: string, kind: string) => alarms().find(({ id }) => new RegExp(`^[A-Z][a-z]+${name}${kind}[0-9A-F]{8}$`).test(id));

beforeAll(() => {
  resources = stacks({ runbook: 'https://runbook.example/hub' }).stateless;
});

describe('each function', () => {
  test.each(names)('%s has an alarm on its errors that says what its failure means to people', (name) => {
    const alarm = of(name, 'Errors');
    expect(alarm && describing(alarm)).toBe(`${specOf(name).alarm.meaning} What to do: https://runbook.example/hub#${name.toLowerCase()}`);
    expect(JSON.stringify(alarm?.Properties)).toContain(`{"Ref":"${functionIds().get(name)}"}`);
    expect(alarm?.Properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' });
  });

  test('that answers requests rings for its 5xx replies, on each of its routes', () => {
    for (const name of names) {
      const { trigger } = specOf(name);
      if (trigger.kind !== 'http') continue;
      const said = JSON.stringify(of(name, 'Errors')?.Properties['Metrics']);
      for (const route of trigger.routes) {
        const [method, path] = route.split(' ');
        expect(said).toContain(JSON.stringify({ Name: 'Method', Value: method }));
        expect(said).toContain(JSON.stringify({ Name: 'Resource', Value: path }));
      }
      expect(said.match(/"MetricName":"5xx"/g)).toHaveLength(trigger.routes.length);
    }
  });

  test('that the clock starts rings when it was not started twice over; that reads changes, when it is ten minutes behind', () => {
    for (const name of names) {
      const { trigger } = specOf(name);
      const silent = of(name, 'Silent')?.Properties;
      if (trigger.kind === 'schedule') {
        expect(silent).toMatchObject({ MetricName: 'Invocations', ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' });
        expect(Number(silent?.['Period']) * Number(silent?.['EvaluationPeriods'])).toBeGreaterThanOrEqual(1.5 * 60 * trigger.minutes);
        expect(silent?.['DatapointsToAlarm']).toBe(silent?.['EvaluationPeriods']);
      } else expect(silent).toBeUndefined();
      const behind = of(name, 'Behind')?.Properties;
      if (trigger.kind === 'changes') expect(behind).toMatchObject({ MetricName: 'IteratorAge', Threshold: 600_000, Statistic: 'Maximum' });
      else expect(behind).toBeUndefined();
    }
  });

  test('whose log has a code that rings has an alarm on it, which says what it means to people', () => {
    const rings = names.flatMap((name) => (specOf(name).rings ?? []).map((ring) => ({ ...ring, name })));
    expect(rings.map(({ code }) => code)).toContain('safeguarding-overdue');
    for (const { code, meaning, name } of rings) {
      const [filter] = all('AWS::Logs::MetricFilter').filter(({ Properties }) => Properties['FilterPattern'] === `{ $.code = "${code}" }`);
      const fn = all('AWS::Lambda::Function').find(({ id }) => id === functionIds().get(name));
      expect(target(filter?.Properties['LogGroupName'])).toBe(
        target((fn?.Properties['LoggingConfig'] as { LogGroup: unknown } | undefined)?.LogGroup),
      );
      expect(filter?.Properties['MetricTransformations']).toMatchObject([{ MetricName: code, MetricValue: '1' }]);
      const [alarm] = alarms().filter(({ Properties }) => Properties['MetricName'] === code);
      expect(alarm && describing(alarm)).toContain(meaning);
      expect(alarm?.Properties).toMatchObject({ Namespace: 'ReferralHub', Threshold: 1, Period: 600 });
    }
  });
});

test('each queue of dead letters has an alarm', () => {
  const dead = all('AWS::SQS::Queue').filter(({ Properties }) => !('RedrivePolicy' in Properties));
  const watched = alarms().filter(({ Properties }) => Properties['MetricName'] === 'ApproximateNumberOfMessagesVisible');
  const queues = watched.map(({ Properties }) => target((Properties['Dimensions'] as { Value: unknown }[])[0]?.Value));
  expect(queues.sort()).toEqual(dead.map(({ id }) => id).sort());
});

test('what the alarms on the hub’s own metrics read is what the hub sends: name, unit and dimension', () => {
  const own = alarms().filter(({ Properties }) => Properties['Namespace'] === 'ReferralHub' && String(Properties['MetricName']) in metrics);
  const said = own.map(({ Properties }) => [Properties['MetricName'], Properties['Dimensions'], Properties['Threshold']]);
  const dimensions = [{ Name: 'service', Value: 'referral-hub' }];
  expect(said).toEqual([
    ['OldestUnacknowledged', dimensions, 3 * 24 * 60 * 60],
    ['DeliveryLag', dimensions, 60 * 1000],
  ]);
  expect([metrics.OldestUnacknowledged.unit, metrics.DeliveryLag.unit]).toEqual(['Seconds', 'Milliseconds']);
});

test('every alarm reaches the topic, when it rings and when it is over', () => {
  const [topic] = all('AWS::SNS::Topic');
  for (const { Properties } of alarms()) {
    expect(Properties['AlarmActions']).toEqual([{ Ref: topic?.id }]);
    expect(Properties['OKActions']).toEqual([{ Ref: topic?.id }]);
  }
});

test('whoever touches a key is told of, whichever of the three it is', () => {
  const rule = tellers().find(({ id }) => /KeyTouched/.test(id));
  expect(rule?.Properties['EventPattern']).toMatchObject({
    source: ['aws.kms'],
    detail: { eventName: expect.arrayContaining(['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy']) },
  });
  for (const key of ['DataKey', 'WrappingKey', 'TokenKey']) expect(JSON.stringify(rule?.Properties['EventPattern'])).toContain(key);
});

describe('the runbook', () => {
  const text = readFileSync(new URL('../../infra/runbook.md', import.meta.url), 'utf8');
  const alarmPart = text.slice(text.indexOf('\n## Alarms\n'), text.indexOf('\n## ', text.indexOf('\n## Alarms\n') + 1));
  const sections = new Map(
    alarmPart
      .split('\n### ')
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')).toLowerCase(), section]),
  );
  const sectionOf = (teller: Synthesised) => /#([\w-]+)$/.exec(describing(teller))?.[1] ?? '';

  test('has a section for every alarm, and none for an alarm that is not there', () => {
    const rung = new Set(tellers().map(sectionOf));
    expect([...sections.keys()].sort()).toEqual([...rung].sort());
  });

  test('says in each what it means, what to look at, what to do and whom to tell', () => {
    for (const [name, section] of sections) {
      const said = ['**Means.**', '**Look at.**', '**Do.**', '**Tell.**'].map((label) => [name, label, section.split(label).length - 1]);
      expect(said).toEqual(said.map(([which, label]) => [which, label, 1]));
    }
  });

  test('says of a function’s failure what the alarm says, and of nothing else the same', () => {
    const plain = (section = '') => section.replace(/\s+/g, ' ');
    for (const name of names) expect(plain(sections.get(name.toLowerCase()))).toContain(`**Means.** ${specOf(name).alarm.meaning}`);
    for (const { code, meaning } of names.flatMap((name) => specOf(name).rings ?? [])) expect(plain(sections.get(code))).toContain(meaning);
    const todo = [...sections.values()].map((section) => section.split('**Do.**')[1]?.split('**Tell.**')[0]?.trim());
    expect(new Set(todo).size).toBe(todo.length);
  });
});

describe('the dashboard', () => {
  interface Widget {
    readonly properties: { readonly title?: string; readonly metrics?: readonly unknown[][]; readonly alarms?: readonly string[] };
  }
  let widgets: Widget[];
  const labelled = ({ properties }: Widget) => (properties.metrics ?? []).map((metric) => (metric.at(-1) as { label?: string }).label);
  const titled = (title: string) => widgets.filter(({ properties }) => properties.title?.startsWith(title));

  beforeAll(() => {
    const { DashboardBody } = all('AWS::CloudWatch::Dashboard')[0]?.Properties ?? {};
    const [, parts] = (DashboardBody as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
    widgets = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : target(part))).join('')).widgets;
  });

  test('shows every metric the hub sends, by its meaning, apart by what it is told apart by', () => {
    for (const [name, { meaning, ...metric }] of Object.entries(metrics)) {
      const shown = titled(meaning);
      expect([name, shown.length]).toEqual([name, name === 'DeliveryLag' ? 2 : 1]);
      for (const { properties } of shown) {
        expect(properties.metrics?.length).toBe(
          'by' in metric ? { source: Object.keys(sources), kind: recipientKinds }[metric.by].length : 1,
        );
        for (const each of properties.metrics ?? []) expect(each.slice(0, 2)).toEqual(['ReferralHub', name]);
      }
    }
  });

  test('shows replies and latency of every route, every function, every reader, every queue, and what rings', () => {
    const routes = names.flatMap((name) => {
      const { trigger } = specOf(name);
      return trigger.kind === 'http' ? [...trigger.routes] : [];
    });
    for (const title of ['4xx', '5xx', 'Latency']) for (const widget of titled(title)) expect(labelled(widget)).toEqual(routes);
    expect(titled('Latency')).toHaveLength(2);
    for (const title of ['Errors', 'Duration', 'Throttled functions']) expect(titled(title).map(labelled)).toEqual([names]);
    expect(titled('How far readers').map(labelled)).toEqual([names.filter((name) => specOf(name).trigger.kind === 'changes')]);
    const queues = [...titled('Oldest message'), ...titled('Dead letters')].flatMap(({ properties }) => properties.metrics ?? []);
    expect(queues.map((metric) => metric[3]).sort()).toEqual(
      all('AWS::SQS::Queue')
        .map(({ id }) => id)
        .sort(),
    );
    const [status] = titled('What rings');
    expect(status?.properties.alarms).toHaveLength(alarms().length);
  });
});
