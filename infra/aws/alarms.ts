import { Aws, Duration } from 'aws-cdk-lib';
import type { IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Ring } from '../topology.ts';
import type { HubFunction } from './function.ts';

const period = Duration.minutes(5);

/** Where alarms are sent. Who is rung is subscribed to it after deployment, by people. */
export function alarmTopic(scope: Construct, masterKey: IKey): Topic {
  const topic = new Topic(scope, 'Alarms', { masterKey, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return topic;
}

function alarm(scope: Construct, id: string, metric: IMetric, meaning: string, topic: Topic): void {
  const raised = new Alarm(scope, id, {
    metric,
    alarmDescription: meaning,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  raised.addAlarmAction(new SnsAction(topic));
  raised.addOkAction(new SnsAction(topic));
}

/**
 * Rings when a function fails once in five minutes. A function that answers requests turns its faults into
 * replies, which Lambda does not count as errors: for it, the gateway’s count of 5xx replies on its routes is
 * added. Does not ring for what a stream or a queue still tries again: their dead letters do.
 */
export function errorsAlarm(fn: HubFunction, topic: Topic, stage: IHttpStage): void {
  const { trigger, alarm: told } = fn.spec;
  const errors = fn.lambda.metricErrors({ period, statistic: 'Sum' });
  if (trigger.kind !== 'http') {
    alarm(fn, 'Errors', errors, told.meaning, topic);
    return;
  }
  const usingMetrics: Record<string, IMetric> = { errors };
  for (const [index, route] of trigger.routes.entries()) {
    const [method = '', path = ''] = route.split(' ');
    usingMetrics[`route${index}`] = new Metric({
      namespace: 'AWS/ApiGateway',
      metricName: '5xx',
      dimensionsMap: { ApiId: stage.api.apiId, Stage: stage.stageName, Method: method, Resource: path },
      period,
      statistic: 'Sum',
    });
  }
  const expression = Object.keys(usingMetrics)
    .map((each) => `FILL(${each}, 0)`)
    .join(' + ');
  const failures = new MathExpression({ expression, usingMetrics, period, label: 'faults and 5xx replies' });
  alarm(fn, 'Errors', failures, told.meaning, topic);
}

/**
 * Rings while a code is in a function’s log, and until it has not been for ten minutes: a function that says so every
 * five minutes, for as long as it is so, keeps it ringing.
 */
export function ringAlarm(fn: HubFunction, { code, meaning }: Ring, topic: Topic): void {
  const filter = new MetricFilter(fn, `Says-${code}`, {
    logGroup: fn.log,
    filterPattern: FilterPattern.stringValue('$.code', '=', code),
    metricNamespace: 'ReferralHub',
    metricName: code,
    metricValue: '1',
  });
  alarm(fn, `Rings-${code}`, filter.metric({ period: Duration.minutes(10), statistic: 'Sum' }), meaning, topic);
}

/** Rings when anything is in a queue of dead letters, and until it is empty. */
export function deadLetterAlarm(queue: IQueue, meaning: string, topic: Topic): void {
  const waiting = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' });
  alarm(queue, 'Waiting', waiting, meaning, topic);
}
