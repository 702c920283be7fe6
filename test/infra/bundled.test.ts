import { createPublicKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { activate } from '../../functions/agreements/change.ts';
import { bundleAll } from '../../infra/aws/bundle.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { anEngine } from '../store/engine.ts';
import { example } from '../support/examples.ts';
import { publicJwk, tokenFor } from '../support/tokens.ts';
import { igLead } from '../support/world.ts';
import { environmentAt } from './loading.ts';
import { startService } from './service.ts';

/** The bundles as Lambda would run them, on a real engine: what was left out of the SDK must not be missed. */

type Handler = (event: unknown, context: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

let engine: Awaited<ReturnType<typeof anEngine>>;
let kms: Awaited<ReturnType<typeof startService>>;
let folder: string;
let handlers: Readonly<Record<'receive' | 'disclose', Handler>>;

/** A KMS whose wrapping is to leave as it is, and whose key pair is that of the tests’ tokens. */
const startKms = () =>
  startService(async ({ headers, body }) => {
    const { Plaintext, CiphertextBlob } = JSON.parse(String(body)) as Record<string, string>;
    const spki = createPublicKey({ key: { ...(await publicJwk()) }, format: 'jwk' }).export({ format: 'der', type: 'spki' });
    const replies: Readonly<Record<string, unknown>> = {
      'TrentService.Encrypt': { CiphertextBlob: Plaintext },
      'TrentService.Decrypt': { Plaintext: CiphertextBlob },
      'TrentService.GetPublicKey': { PublicKey: spki.toString('base64') },
    };
    return { status: 200, body: JSON.stringify(replies[String(headers['x-amz-target'])]) };
  });

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  [engine, kms, folder] = await Promise.all([anEngine(), startKms(), mkdtemp(join(tmpdir(), 'bundled-'))]);
  await engine.client.send(
    new CreateTableCommand({
      TableName: 'keys',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  for (const agreement of agreements) await activate({ store: engine.store, clock: { now: () => new Date() } }, agreement, igLead);
  const environment = {
    ...environmentAt(kms.url),
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    TOKEN_KEY: 'arn:aws:kms:eu-west-2:111122223333:key/test',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const bundles = await bundleAll(folder, ['receive', 'disclose']);
  const started = async (name: 'receive' | 'disclose') =>
    ((await import(pathToFileURL(join(bundles.get(name) ?? '', 'index.mjs')).href)) as { handler: Handler }).handler;
  handlers = { receive: await started('receive'), disclose: await started('disclose') };
});

afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  kms?.stop();
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function request(name: 'receive' | 'disclose', routeKey: string, as: string, more: object) {
  const issuer = environmentAt('')['ISSUER'] ?? '';
  const token = await tokenFor({ client: as, user: undefined, scopes: undefined, issuer, now: new Date() });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'one' };
  const event = {
    routeKey,
    rawPath: '/',
    rawQueryString: '',
    headers,
    requestContext: { requestId: 'r-1' },
    isBase64Encoded: false,
    ...more,
  };
  const { statusCode, headers: replied, body } = await handlers[name](event, { functionName: name });
  return { status: statusCode, headers: replied, body: JSON.parse(body ?? '{}') };
}

test('a referral is taken in once, routed, and read by the team that may know of it', async () => {
  const sent = {
    pathParameters: { source: 'job-centre' },
    body: JSON.stringify(example('job-centre', 'complete')),
  };
  const first = await request('receive', 'POST /v1/referrals/{source}', 'job-centre', sent);
  expect(first).toMatchObject({ status: 201, body: { disposition: 'routed' } });
  const again = await request('receive', 'POST /v1/referrals/{source}', 'job-centre', sent);
  expect(again).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' }, body: { referralId: first.body.referralId } });
  const id = { pathParameters: { id: first.body.referralId } };
  const read = await request('disclose', 'GET /v1/cases/{id}', 'coordinator-northgate', id);
  expect(read.status).toBe(200);
  expect(JSON.stringify(read.body)).toContain('Farrow');
  const other = await request('disclose', 'GET /v1/cases/{id}', 'coordinator-millbrook', id);
  expect(other).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

test('what the engine does not answer is said to be passing', async () => {
  await engine.stop();
  const sent = { pathParameters: { source: 'job-centre' }, body: JSON.stringify(example('job-centre', 'complete')) };
  const reply = await request('receive', 'POST /v1/referrals/{source}', 'job-centre', sent);
  expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
});
