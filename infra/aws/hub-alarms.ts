import { Duration } from 'aws-cdk-lib';
import type { IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type MetricName, namespace, service } from '../../functions/observe/metrics.ts';
import type { Alarms } from './alarm.ts';
import type { Kept } from './kept.ts';

const period = Duration.minutes(5);
/** A weekend and an evening: a team that has answered nothing for longer has not seen it. */
const longestWait = Duration.days(3);

/** One of the hub’s own metrics, over all sources and teams. */
export function hubMetric(name: MetricName, statistic: string, by: Readonly<Record<string, string>> = {}): Metric {
  return new Metric({ namespace, metricName: name, dimensionsMap: { service, ...by }, period, statistic });
}

const twoOfThree = { breaching: 2, of: 3 };

/** The tables, by what the hub calls them. */
export const tables = ['events', 'views', 'keys'] as const;

/** Reads and writes of a table that DynamoDB turned away. */
export function tableThrottles(table: (typeof tables)[number], { names }: Kept): MathExpression {
  const throttled = (metricName: string) =>
    new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName: names[table] }, period, statistic: 'Sum' });
  return new MathExpression({
    expression: `FILL(${table}Reads, 0) + FILL(${table}Writes, 0)`,
    usingMetrics: { [`${table}Reads`]: throttled('ReadThrottleEvents'), [`${table}Writes`]: throttled('WriteThrottleEvents') },
    period,
    label: table,
  });
}

/** Alarms that are about no one function: what people wait for, the API as a whole, tables, keys and backups. */
export class HubAlarms extends Construct {
  constructor(scope: Construct, alarms: Alarms, { kept, stage, failedTold }: { kept: Kept; stage: IHttpStage; failedTold: IQueue }) {
    super(scope, 'Hub');
    alarms.raise(this, 'OldestUnacknowledged', {
      metric: hubMetric('OldestUnacknowledged', 'Maximum'),
      at: longestWait.toSeconds(),
      meaning: 'Someone has waited for three days and the team they were referred to has not answered.',
      section: 'oldest-unacknowledged',
    });
    alarms.raise(this, 'DeliveryLag', {
      metric: hubMetric('DeliveryLag', 'p99'),
      at: Duration.minutes(1).toMilliseconds(),
      periods: twoOfThree,
      meaning: 'Teams hear of new cases more than a minute after they were committed.',
      section: 'delivery-lag',
    });
    const usingMetrics = { failed: stage.metricServerError({ period }), requests: stage.metricCount({ period }) };
    alarms.raise(this, 'ServerErrors', {
      // Of a handful of requests one is a large share; that one has its function’s own alarm.
      metric: new MathExpression({
        expression: 'IF(requests >= 50, 100 * failed / requests, 0)',
        usingMetrics,
        period,
        label: '% of replies that are 5xx',
      }),
      at: 5,
      periods: twoOfThree,
      meaning: 'One request in twenty fails. Partners and teams cannot rely on the hub.',
      section: 'server-errors',
    });
    alarms.raise(this, 'Slow', {
      metric: stage.metricLatency({ period, statistic: 'p99' }),
      at: Duration.seconds(5).toMilliseconds(),
      periods: { breaching: 3, of: 3 },
      meaning: 'One request in a hundred takes five seconds or more. Practitioners wait, and systems give up and try again.',
      section: 'slow',
    });
    alarms.raise(this, 'FunctionsThrottled', {
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period, statistic: 'Sum' }),
      periods: twoOfThree,
      meaning: 'The account runs as many functions at once as it may. Requests are turned away, or wait.',
      section: 'functions-throttled',
    });
    for (const table of tables) {
      alarms.raise(this, `Throttled-${table}`, {
        metric: tableThrottles(table, kept),
        periods: twoOfThree,
        meaning: `DynamoDB turns away reads or writes of the ${table} table. Requests are slow, or answered with 503 and sent again.`,
        section: 'table-throttled',
      });
    }
    const resources = { ARN: [kept.arns.dataKey, kept.arns.wrappingKey, kept.arns.tokenKey] };
    const eventName = ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKeyRotation'];
    alarms.tellOf(
      this,
      'KeyTouched',
      { source: ['aws.kms'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName, resources } },
      failedTold,
      {
        meaning:
          'Someone disabled, scheduled for deletion or changed one of the keys everything is encrypted with. Without it nothing can be read.',
        section: 'key-touched',
      },
    );
    alarms.tellOf(
      this,
      'BackupFailed',
      { source: ['aws.backup'], detailType: ['Backup Job State Change'], detail: { state: ['FAILED', 'ABORTED', 'EXPIRED'] } },
      failedTold,
      { meaning: 'A night’s backup was not made. The tables’ own recovery still reaches back 35 days.', section: 'backup-failed' },
    );
  }
}

/** Tells the topic when the account’s month costs, or is forecast to cost, more than it should. */
export function budget(scope: Construct, alarms: Alarms, dollars: number): void {
  alarms.letPublish('budgets.amazonaws.com');
  const subscribers = [{ subscriptionType: 'SNS', address: alarms.topic.topicArn }];
  const over = (notificationType: 'ACTUAL' | 'FORECASTED') => ({
    notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 100, thresholdType: 'PERCENTAGE' },
    subscribers,
  });
  new CfnBudget(scope, 'Budget', {
    budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: dollars, unit: 'USD' } },
    notificationsWithSubscribers: [over('ACTUAL'), over('FORECASTED')],
  });
}
