import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { metrics, namespace } from '../../functions/observe/metrics.ts';
import { bundleAll, bundleSizes } from '../../infra/aws/bundle.ts';
import { withoutPlainErrors } from '../../infra/aws/lean.ts';
import type { FunctionName } from '../../infra/topology.ts';
import { environmentAt, startBranchKey } from './loading.ts';
import { names, specOf } from './synthesised.ts';

/** The most that a bundle may weigh, in thousands of bytes. What grows past it takes longer to start: find what came in. */
const budgets: Partial<Record<FunctionName, number>> = { receive: 500, docs: 900, health: 175, publish: 260, register: 410 };
const budgetOf = (name: FunctionName): number => budgets[name] ?? (specOf(name).trigger.kind === 'http' ? 430 : 330);

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
type Line = Readonly<Record<string, unknown>>;

let folder: string;
let bundles: Awaited<ReturnType<typeof bundleAll>>;
let service: Awaited<ReturnType<typeof startBranchKey>>;

beforeAll(async () => {
  service = await startBranchKey();
  for (const [name, value] of Object.entries(environmentAt(service.url))) vi.stubEnv(name, value);
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  bundles = await bundleAll(folder);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  service.stop();
  await rm(folder, { recursive: true });
});

const pathOf = (name: FunctionName) => join(bundles.get(name) ?? '', 'index.mjs');
const started = async (name: FunctionName) => (await import(pathToFileURL(pathOf(name)).href)) as { handler: Handler };

describe.each(names)('the bundle of %s', (name) => {
  test('starts', async () => {
    expect((await started(name)).handler).toBeTypeOf('function');
  });

  test('is within its budget', async () => {
    expect((await bundleSizes(bundles)).get(name)).toBeLessThanOrEqual(budgetOf(name) * 1_000);
  });

  test('holds the clients and registers that it needs, and no other', async () => {
    const text = await readFile(pathOf(name), 'utf8');
    const { touches, registers = [] } = specOf(name);
    const touching = (...prefixes: string[]) => touches.some((touch) => prefixes.some((prefix) => touch.startsWith(prefix)));
    const marks = {
      DynamoDB_20120810: touching('events:', 'views:', 'keys:'),
      AWSEvents: touching('bus:'),
      'TrentService.': touching('keys:', 'token:'),
      'objects: an earlier try': touching('objects:'),
      'coordinator-millbrook': registers.includes('partnership'),
    };
    const held = Object.keys(marks).map((mark) => [mark, text.includes(mark)]);
    expect(Object.fromEntries(held)).toEqual(marks);
  });
});

test('errors that functions tell apart by their class keep it in a bundle, and those that nobody tells apart do not', async () => {
  const files = (
    await Promise.all(['functions', 'infra/aws'].map((each) => readdir(each, { recursive: true, withFileTypes: true })))
  ).flat();
  const sources = files.filter(({ name }) => name.endsWith('.ts')).map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8'));
  const told = (await Promise.all(sources)).flatMap((text) => [...text.matchAll(/instanceof (\w+Exception)\b/g)].map(([, name]) => name));
  expect(new Set(told)).toContain('ConditionalCheckFailedException');
  const shapes = withoutPlainErrors('node_modules/@aws-sdk/client-dynamodb/dist-es/schemas/schemas_0.js');
  for (const name of told) expect(shapes).toContain(`registerError(${name}$`);
  expect(shapes).not.toContain('registerError(BackupInUseException$');
});

/** What a handler wrote while it worked, line by line: each must be JSON. Lambda logs both streams. */
async function linesOf(work: () => Promise<unknown>): Promise<Line[]> {
  const texts: string[] = [];
  const written = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      texts.push(String(text));
      return true;
    }),
  );
  try {
    await work();
  } finally {
    for (const each of written) each.mockRestore();
  }
  return texts.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line) as Line);
}

const context = { functionName: 'hub-test', awsRequestId: 'i-1', memoryLimitInMB: '256', invokedFunctionArn: 'arn:test' };
const request = (routeKey: string, headers = {}) => ({ routeKey, headers, requestContext: { requestId: 'r-1' } });

/** Of a line in embedded metric format: each metric with its unit and values, under each set of dimensions. Throws if CloudWatch would not read it. */
function metricsIn(line: Line) {
  const { Timestamp, CloudWatchMetrics: [directive, ...more] = [] } = line['_aws'] as {
    Timestamp: number;
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  if (!directive || more.length > 0 || Math.abs(Timestamp - Date.now()) > 60_000) throw new Error('no metrics of now');
  expect(directive.Namespace).toBe(namespace);
  return directive.Dimensions.flatMap((dimensions) =>
    directive.Metrics.map(({ Name, Unit }) => ({
      name: Name,
      unit: Unit,
      values: [line[Name]].flat(),
      dimensions: Object.fromEntries(dimensions.map((dimension) => [dimension, line[dimension]])),
    })),
  );
}

describe('a started function', () => {
  test('answers, and logs one line of JSON', async () => {
    const { handler } = await started('health');
    const lines = await linesOf(async () => expect(await handler(request('GET /health'), context)).toMatchObject({ statusCode: 200 }));
    expect(lines).toMatchObject([
      { code: 'request', level: 'INFO', service: 'referral-hub', requestId: 'r-1', route: 'GET /health', status: 200, outcome: 'done' },
    ]);
    expect(lines[0]).toMatchObject({ function_request_id: 'i-1', function_name: 'hub-test' });
  });

  test('counts a request that failed, and says where without what was sent', async () => {
    // KMS, as it is here, knows of no public key.
    const { handler } = await started('mailbox');
    const sent = request('GET /v1/events', { authorization: 'Bearer secret.secret.secret' });
    const [line, metric, ...more] = await linesOf(async () => expect(await handler(sent, context)).toMatchObject({ statusCode: 500 }));
    expect(line).toMatchObject({
      code: 'request',
      level: 'ERROR',
      outcome: 'fault',
      status: 500,
      at: expect.stringContaining('index.mjs'),
    });
    expect(metricsIn(metric ?? {})).toEqual([
      { name: 'RequestsFailed', unit: 'Count', values: [1], dimensions: { service: 'referral-hub' } },
    ]);
    expect(more).toEqual([]);
    expect(JSON.stringify([line, metric])).not.toContain('secret');
  });

  test('measures what waits, by kind of team and over all, in the units that are written down', async () => {
    const { handler } = await started('watch');
    const [line, ...rest] = await linesOf(() => handler({}, context));
    expect(line).toMatchObject({ code: 'watched', waiting: 0 });
    const measured = rest.flatMap(metricsIn);
    expect(new Set(measured.map(({ name }) => name))).toEqual(new Set(['OldestUnacknowledged', 'OldestUnacknowledgedSafeguarding']));
    expect(measured).toContainEqual({
      name: 'OldestUnacknowledged',
      unit: 'Seconds',
      values: [0],
      dimensions: { service: 'referral-hub', kind: 'ward-team' },
    });
    for (const { name, unit } of measured) expect(unit).toBe(metrics[name as keyof typeof metrics].unit);
  });

  test('tells the trace of a request what came of it, and only of one that is traced', async () => {
    const daemon = createSocket('udp4').bind(0, '127.0.0.1');
    await once(daemon, 'listening');
    const heard: Line[] = [];
    daemon.on('message', (message) => heard.push(JSON.parse(String(message).split('\n')[1] ?? '') as Line));
    vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${(daemon.address() as AddressInfo).port}`);
    const { handler } = await started('health');
    for (const sampled of [0, 1]) {
      vi.stubEnv('_X_AMZN_TRACE_ID', `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=${sampled}`);
      await linesOf(() => handler(request('GET /health'), context));
    }
    await vi.waitFor(() => expect(heard).not.toEqual([]));
    expect(heard).toMatchObject([
      {
        trace_id: '1-5759e988-bd862e3fe1be46a994272793',
        parent_id: '53995c3f42cd8ad8',
        type: 'subsegment',
        annotations: { code: 'request', outcome: 'done', route: 'GET /health', status: 200 },
      },
    ]);
    daemon.close();
  });
});
