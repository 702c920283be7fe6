import { Duration } from 'aws-cdk-lib';
import type { IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IMetric, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { namespace } from '../../functions/observe/metrics.ts';
import type { FunctionName, Ring } from '../topology.ts';
import type { Alarms } from './alarm.ts';
import type { HubFunction } from './function.ts';

const period = Duration.minutes(5);

/** One metric of one route of the API, by the route’s key, such as `GET /v1/cases`. */
export function routeMetric(stage: IHttpStage, route: string, metricName: '4xx' | '5xx' | 'Latency', statistic = 'Sum'): Metric {
  const [Method = '', Resource = ''] = route.split(' ');
  const dimensionsMap = { ApiId: stage.api.apiId, Stage: stage.stageName, Method, Resource };
  return new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, period, statistic, label: route });
}

/**
 * Rings when a function fails once in five minutes. A function that answers requests turns its faults into
 * replies, which Lambda does not count as errors: for it, the gateway’s count of 5xx replies on its routes is
 * added. Does not ring for what a stream or a queue still tries again: their dead letters do.
 */
export function errorsAlarm(fn: HubFunction, name: FunctionName, alarms: Alarms, stage: IHttpStage): void {
  const { trigger, alarm } = fn.spec;
  const told = { meaning: alarm.meaning, section: name.toLowerCase() };
  const errors = fn.lambda.metricErrors({ period, statistic: 'Sum' });
  if (trigger.kind !== 'http') {
    alarms.raise(fn, 'Errors', { metric: errors, ...told });
    return;
  }
  const usingMetrics: Record<string, IMetric> = { errors };
  for (const [index, route] of trigger.routes.entries()) usingMetrics[`route${index}`] = routeMetric(stage, route, '5xx');
  const expression = Object.keys(usingMetrics)
    .map((each) => `FILL(${each}, 0)`)
    .join(' + ');
  const metric = new MathExpression({ expression, usingMetrics, period, label: 'faults and 5xx replies' });
  alarms.raise(fn, 'Errors', { metric, ...told });
}

/**
 * Rings while a code is in a function’s log, and until it has not been for ten minutes: a function that says so every
 * five minutes, for as long as it is so, keeps it ringing.
 */
export function ringAlarm(fn: HubFunction, { code, meaning }: Ring, alarms: Alarms): void {
  const filter = new MetricFilter(fn, `Says-${code}`, {
    logGroup: fn.log,
    filterPattern: FilterPattern.stringValue('$.code', '=', code),
    metricNamespace: namespace,
    metricName: code,
    metricValue: '1',
  });
  const metric = filter.metric({ period: Duration.minutes(10), statistic: 'Sum' });
  alarms.raise(fn, `Rings-${code}`, { metric, meaning, section: code });
}

/** Rings when what the clock should start has missed its turn, and one more: a schedule that stopped fails nothing. */
export function silenceAlarm(fn: HubFunction, minutes: number, alarms: Alarms): void {
  const often = Duration.minutes(Math.min(minutes, 6 * 60));
  const turns = minutes / often.toMinutes() + 2;
  alarms.raise(fn, 'Silent', {
    metric: fn.lambda.metricInvocations({ period: often, statistic: 'Sum' }),
    below: true,
    periods: { breaching: turns, of: turns },
    silence: TreatMissingData.BREACHING,
    meaning: `It has not been started when it was due. If that goes on: ${fn.spec.alarm.meaning}`,
    section: 'not-started',
  });
}

/** Rings when a reader of the change stream is ten minutes behind: the stream forgets after a day. */
export function behindAlarm(fn: HubFunction, alarms: Alarms): void {
  alarms.raise(fn, 'Behind', {
    metric: fn.lambda.metric('IteratorAge', { period, statistic: 'Maximum' }),
    at: Duration.minutes(10).toMilliseconds(),
    meaning: `It is ten minutes behind the commits. ${fn.spec.alarm.meaning}`,
    section: 'behind',
  });
}

/** Rings when anything is in a queue of dead letters, and until it is empty. */
export function deadLetterAlarm(queue: IQueue, meaning: string, section: string, alarms: Alarms): void {
  const metric = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' });
  alarms.raise(queue, 'Waiting', { metric, meaning, section });
}
