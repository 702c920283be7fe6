import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleAll } from '../../infra/aws/bundle.ts';
import type { FunctionName } from '../../infra/topology.ts';
import { names, specOf } from './synthesised.ts';

const arn = 'arn:aws:kms:eu-west-2:111122223333:key/0f1e2d3c-0000-4000-8000-000000000001';
const settings = {
  ISSUER: 'https://hub.example',
  EVENTS_TABLE: 'events',
  VIEWS_TABLE: 'views',
  KEYS_TABLE: 'keys',
  WRAPPING_KEY: arn,
  OBJECTS_BUCKET: 'objects',
  BUS: 'hub',
  TOKEN_KEY: arn,
};

/** Stands in for DynamoDB and KMS at the one thing a function asks of them before its first request: its branch key. */
const answers: Readonly<Record<string, unknown>> = {
  'DynamoDB_20120810.GetItem': { Item: { id: { S: 'branch' }, wrapped: { B: 'd3JhcHBlZA==' } } },
  'TrentService.Decrypt': { KeyId: arn, Plaintext: Buffer.alloc(32, 1).toString('base64') },
};

let server: Server;
let folder: string;
let bundles: Awaited<ReturnType<typeof bundleAll>>;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = answers[String(request.headers['x-amz-target'])];
      response.writeHead(answer ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = {
    ...settings,
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_KMS: endpoint,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  bundles = await bundleAll(folder);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  server.close();
  await rm(folder, { recursive: true });
});

const pathOf = (name: FunctionName) => join(bundles.get(name) ?? '', 'index.mjs');

describe.each(names)('the bundle of %s', (name) => {
  test('starts', async () => {
    const { handler } = (await import(pathToFileURL(pathOf(name)).href)) as { handler: unknown };
    expect(handler).toBeTypeOf('function');
  });

  test('holds the clients that its touches need, and no other', async () => {
    const text = await readFile(pathOf(name), 'utf8');
    const { touches } = specOf(name);
    const touching = (...prefixes: string[]) => touches.some((touch) => prefixes.some((prefix) => touch.startsWith(prefix)));
    const held = ['DynamoDB', 'KMS', 'S3', 'EventBridge'].filter((client) => text.includes(`"${client}Client"`));
    const needed = [
      ...(touching('events:', 'views:', 'keys:') ? ['DynamoDB'] : []),
      ...(touching('keys:', 'token:') ? ['KMS'] : []),
      ...(touching('objects:') ? ['S3'] : []),
      ...(touching('bus:') ? ['EventBridge'] : []),
    ];
    expect(held).toEqual(needed);
  });
});

test('a started function answers, and logs one line of JSON', async () => {
  const { handler } = (await import(pathToFileURL(pathOf('health')).href)) as {
    handler: (event: unknown, context: unknown) => Promise<unknown>;
  };
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const event = { routeKey: 'GET /health', headers: {}, requestContext: { requestId: 'r-1' } };
  expect(await handler(event, {})).toMatchObject({ statusCode: 200 });
  const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown);
  written.mockRestore();
  expect(lines).toMatchObject([{ code: 'request', level: 'info', requestId: 'r-1', route: 'GET /health', status: 200 }]);
});
