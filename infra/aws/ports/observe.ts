import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import type { Measure } from '../../../functions/observe/measure.ts';
import { type Metric, metrics, namespace, service } from '../../../functions/observe/metrics.ts';
import type { Log, LogEntry } from '../../../functions/store/ports.ts';
import { environmentOfTrace } from '../environment.ts';
import { type Subsegment, traced } from './trace.ts';

const logger = new Logger({ serviceName: service });
const emf = new Metrics({ namespace, serviceName: service });
/** What the trace of this invocation is found by: the codes of its last line. An instance does one thing at a time. */
let told: Subsegment['annotations'] = {};

/**
 * One line of JSON on standard output for each entry (Powertools Logger), and for what it measures the lines that
 * CloudWatch reads metrics from (embedded metric format). Does not filter: callers log codes only.
 */
export const log: Log = {
  write({ code, level = 'info', measures = [], ...fields }) {
    logger[level](code, { code, ...fields });
    for (const each of grouped(measures)) emit(each);
    told = annotationsOf({ code, ...fields });
  },
};

/** A handler whose lines name the invocation, and whose trace names what came of it. Throws what the handler throws. */
export function observed<E, R>(handler: (event: E, context: Context) => Promise<R>): (event: E, context: Context) => Promise<R> {
  return async (event, context) => {
    logger.addContext(context);
    told = {};
    return await traced(
      environmentOfTrace(),
      `## ${context.functionName}`,
      () => handler(event, context),
      () => told,
    );
  };
}

/** What is sent together: all that is told apart by the same value of the same dimension. */
interface Group {
  readonly by: Metric['by'];
  readonly of: string | undefined;
  readonly values: Map<Measure['name'], number[]>;
}

/** Counts are added up, so that a large batch does not pass the hundred values that one line may hold; what is measured stays apart. */
function grouped(measures: readonly Measure[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { name, value, of } of measures) {
    const { by, unit }: Metric = metrics[name];
    const key = `${by} ${of}`;
    const group = groups.get(key) ?? { by, of, values: new Map() };
    groups.set(key, group);
    const before = group.values.get(name) ?? [];
    group.values.set(name, unit === 'Count' ? [(before[0] ?? 0) + value] : [...before, value]);
  }
  return [...groups.values()];
}

/** One line: each metric under the service and its dimension, and under the service alone. */
function emit({ by, of, values }: Group): void {
  if (by && of) emf.addDimensions({ [by]: of });
  emf.addDimensions({});
  for (const [name, all] of values) for (const value of all) emf.addMetric(name, metrics[name].unit, value);
  emf.publishStoredMetrics();
}

/** Words and yes or no, which X-Ray can search by; of whom it was about there is nothing in a line to begin with. */
const searched = ['code', 'outcome', 'route', 'source', 'disposition', 'replayed', 'status', 'error'] as const;

function annotationsOf(entry: Omit<LogEntry, 'measures'>): Subsegment['annotations'] {
  const found = searched.flatMap((name) => {
    const value = entry[name];
    return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(found);
}
