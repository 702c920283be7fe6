import { Duration } from 'aws-cdk-lib';
import type { IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric, type IWidget, type Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { sources } from '../../contracts/sources/index.ts';
import { type MetricName, metrics } from '../../functions/observe/metrics.ts';
import { type FunctionName, recipientKinds } from '../topology.ts';
import type { Alarms } from './alarm.ts';
import type { HubFunction } from './function.ts';
import { routeMetric } from './function-alarms.ts';
import { hubMetric, tables, tableThrottles } from './hub-alarms.ts';
import type { Kept } from './kept.ts';

export interface DashboardProps {
  readonly alarms: Alarms;
  readonly stage: IHttpStage;
  readonly functions: ReadonlyMap<FunctionName, HubFunction>;
  readonly queues: readonly IQueue[];
  readonly deadLetters: readonly IQueue[];
  readonly kept: Kept;
  readonly runbook: string;
}

const width = 12;
const period = Duration.minutes(5);
/** The values of each dimension that a metric may be told apart by. */
const valuesOf = { source: Object.keys(sources), kind: recipientKinds } as const;

/** Several measures in one graph. */
function graph(title: string, left: IMetric[], label: string, { stacked = false, wide = width } = {}): IWidget {
  return new GraphWidget({ title, left, width: wide, height: 6, stacked, leftYAxis: { label, min: 0, showUnits: false } });
}

/** One of the hub’s own metrics, by what it is told apart by, with what it means for a title. */
function own(name: MetricName, statistic: string): IWidget {
  const { unit, meaning, by } = metrics[name] as { unit: string; meaning: string; by?: keyof typeof valuesOf };
  const apart = by
    ? valuesOf[by].map((value) => hubMetric(name, statistic, { [by]: value }).with({ label: value }))
    : [hubMetric(name, statistic)];
  const suffix = statistic === 'Sum' || statistic === 'Maximum' ? '' : ` (${statistic})`;
  return graph(`${meaning}${suffix}`, apart, unit, { stacked: statistic === 'Sum' });
}

const heading = (markdown: string): IWidget => new TextWidget({ markdown, width: 24, height: 2 });

/** One page for whoever is rung: what came in, who waits, how it is delivered, and how the hub itself is. */
export function dashboard(scope: Construct, props: DashboardProps): Dashboard {
  const { alarms, stage, functions, queues, deadLetters, kept, runbook } = props;
  const all = [...functions];
  const routes = all.flatMap(([, { spec }]) => (spec.trigger.kind === 'http' ? spec.trigger.routes : []));
  const each = (measure: (fn: HubFunction) => Metric) => all.map(([name, fn]) => measure(fn).with({ label: name, period }));
  const readers = all.filter(([, { spec }]) => spec.trigger.kind === 'changes');
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: 'referral-hub',
    defaultInterval: Duration.days(1),
    widgets: [
      [new AlarmStatusWidget({ title: `What rings: ${runbook}`, alarms: alarms.raised, width: 24, height: 6 })],
      [heading('# What came in\nReferrals by the system that sent them, and what was decided.')],
      [own('ReferralsReceived', 'Sum'), own('ReferralsRouted', 'Sum')],
      [own('ReferralsHeld', 'Sum'), own('ReferralsRefused', 'Sum')],
      [own('ConversationsNeeded', 'Sum'), own('Disclosures', 'Sum')],
      [heading('# Who waits\nA safeguarding concern rings after an hour; any other case after three days.')],
      [own('OldestUnacknowledgedSafeguarding', 'Maximum'), own('OldestUnacknowledged', 'Maximum')],
      [own('Safeguarding', 'Sum')],
      [heading('# Delivery\nFrom the commit to the team’s mailbox.')],
      [own('DeliveryLag', 'p50'), own('DeliveryLag', 'p99')],
      [
        graph(
          'How far readers are behind the commits',
          readers.map(([name, { lambda }]) => lambda.metric('IteratorAge', { statistic: 'Maximum', period, label: name })),
          'Milliseconds',
        ),
        graph(
          'Oldest message in each queue',
          queues.map((queue) => queue.metricApproximateAgeOfOldestMessage({ period })),
          'Seconds',
        ),
      ],
      [
        graph(
          'Dead letters',
          deadLetters.map((queue) =>
            queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period, label: queue.node.id }),
          ),
          'Count',
          { stacked: true, wide: 24 },
        ),
      ],
      [heading('# Requests\nBy route.')],
      [
        graph(
          '4xx replies',
          routes.map((route) => routeMetric(stage, route, '4xx')),
          'Count',
          { stacked: true },
        ),
        graph(
          '5xx replies',
          routes.map((route) => routeMetric(stage, route, '5xx')),
          'Count',
          { stacked: true },
        ),
      ],
      [
        graph(
          'Latency, half of requests',
          routes.map((route) => routeMetric(stage, route, 'Latency', 'p50')),
          'Milliseconds',
        ),
        graph(
          'Latency, all but one in a hundred',
          routes.map((route) => routeMetric(stage, route, 'Latency', 'p99')),
          'Milliseconds',
        ),
      ],
      [own('RequestsFailed', 'Sum'), graph('Requests', [stage.metricCount({ period })], 'Count')],
      [heading('# Functions and tables')],
      [
        graph(
          'Errors',
          each(({ lambda }) => lambda.metricErrors()),
          'Count',
          { stacked: true },
        ),
        graph(
          'Duration, all but one in a hundred',
          each(({ lambda }) => lambda.metricDuration({ statistic: 'p99' })),
          'Milliseconds',
        ),
      ],
      [
        graph(
          'Throttled functions',
          each(({ lambda }) => lambda.metricThrottles()),
          'Count',
          { stacked: true },
        ),
        graph(
          'Throttled tables',
          tables.map((table) => tableThrottles(table, kept)),
          'Count',
        ),
      ],
    ],
  });
}
