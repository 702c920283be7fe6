import { connect } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Host, type Served, startHost } from '../../infra/local/host.ts';
import { invoker, TimedOut } from '../../infra/local/invoke.ts';
import { Outstanding } from '../../infra/local/outstanding.ts';
import { routeTable } from '../../infra/local/routes.ts';
import { clock, memoryLog } from './support/temporary.ts';

type Run = Served['run'];

const log = memoryLog();
const echo: Run = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });
const functions: Readonly<Record<string, Run>> = {
  'GET /health': async () => ({ statusCode: 200, body: '{}' }),
  'GET /v1/cases/{id}': echo,
  'POST /v1/cases/{id}/outcome': echo,
  'POST /v1/referrals/{source}': echo,
  'GET /v1/referrals/{id}': echo,
  'POST /throws': () => Promise.reject(new Error('something a person said')),
  'POST /slow': () => Promise.reject(new TimedOut('slow')),
  'GET /bytes': async () => ({
    statusCode: 200,
    headers: { 'content-type': 'image/png' },
    body: Buffer.from([1, 255]).toString('base64'),
    isBase64Encoded: true,
    cookies: ['a=1', 'b=2'],
  }),
  'GET /nothing': async () => ({ statusCode: 204 }),
};

async function aHost(): Promise<Host> {
  const host = await startHost({ port: 0, clock, log });
  host.open(Object.entries(functions).map(([routeKey, run]) => [routeKey, { name: routeKey, run }] as const));
  return host;
}

let host: Host;
beforeAll(async () => {
  host = await aHost();
  return () => host.stop(0);
});

const eventOf = async (path: string, init?: RequestInit): Promise<APIGatewayProxyEventV2> =>
  (await (await fetch(host.url + path, init)).json()) as APIGatewayProxyEventV2;

/** Sends bytes as they are and reads what comes until the connection is closed. */
function raw(bytes: string | Buffer, url = host.url): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    let read = '';
    socket.on('data', (chunk) => (read += chunk.toString('latin1')));
    socket.on('close', () => resolve(read));
    socket.on('error', (error) => (read ? resolve(read) : reject(error)));
  });
}

describe('a function is given', () => {
  test('the route, its parameters decoded, and the query', async () => {
    const event = await eventOf('/v1/cases/a%2Fb%20%C3%A9?next=x%20y&kind=a&kind=b&empty=');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/cases/{id}',
      rawPath: '/v1/cases/a%2Fb%20%C3%A9',
      rawQueryString: 'next=x%20y&kind=a&kind=b&empty=',
      pathParameters: { id: 'a/b é' },
      queryStringParameters: { next: 'x y', kind: 'a,b', empty: '' },
      isBase64Encoded: false,
    });
    expect(event.requestContext.http).toMatchObject({ method: 'GET', sourceIp: '127.0.0.1' });
    expect(event.body).toBeUndefined();
  });

  test('headers in lower case, repeats joined, cookies apart', async () => {
    const reply = await raw(
      'GET /v1/cases/1 HTTP/1.1\r\nHost: h\r\nAuthorization: one\r\nAUTHORIZATION: two\r\nCookie: a=1; b=2\r\nCookie: c=3\r\n__proto__: x\r\nConnection: close\r\n\r\n',
    );
    const event = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4)) as APIGatewayProxyEventV2;
    expect(event.headers).toEqual({ host: 'h', authorization: 'one,two', connection: 'close' });
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3']);
  });

  test('text as it is, and what is not UTF-8 as base64', async () => {
    const text = await eventOf('/v1/referrals/fire', { method: 'POST', body: '{"name":"Gwen é 🙂"}' });
    expect(text).toMatchObject({ body: '{"name":"Gwen é 🙂"}', isBase64Encoded: false, pathParameters: { source: 'fire' } });
    const bytes = await eventOf('/v1/referrals/fire', { method: 'POST', body: Buffer.from([0xff, 0xfe, 0]) });
    expect(bytes).toMatchObject({ body: '//4A', isBase64Encoded: true });
  });
});

describe('a reply has', () => {
  test('the request’s id, and to HEAD the headers alone', async () => {
    const get = await fetch(`${host.url}/v1/cases/1`);
    const head = await fetch(`${host.url}/v1/cases/1`, { method: 'HEAD' });
    const event = (await get.json()) as APIGatewayProxyEventV2;
    expect(get.headers.get('x-request-id')).toBe(event.requestContext.requestId);
    expect(head.status).toBe(200);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100);
    expect(await head.text()).toBe('');
  });

  test('bytes, cookies, or nothing, as the function says', async () => {
    const bytes = await fetch(`${host.url}/bytes`);
    expect(bytes.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([1, 255]);
    const nothing = await fetch(`${host.url}/nothing`);
    expect([nothing.status, await nothing.text()]).toEqual([204, '']);
  });
});

describe('the host itself answers', () => {
  const refused: readonly (readonly [string, string, string, number, string])[] = [
    ['a path unknown', 'GET', '/v1/nowhere', 404, 'not-found'],
    ['a slash too many', 'GET', '/v1/cases/1/', 404, 'not-found'],
    ['an empty parameter', 'GET', '/v1/cases/', 404, 'not-found'],
    ['a method not taken', 'DELETE', '/v1/cases/1', 405, 'method-not-allowed'],
    ['HEAD where there is no GET', 'HEAD', '/throws', 405, ''],
    ['a path that cannot be decoded', 'GET', '/v1/cases/%E0%A4%A', 400, 'malformed-request'],
    ['a path that is not UTF-8', 'GET', '/v1/cases/%ff', 400, 'malformed-request'],
    ['a query that cannot be decoded', 'GET', '/v1/cases/1?next=%', 400, 'malformed-request'],
    ['a function that throws', 'POST', '/throws', 500, 'fault'],
    ['a function that takes too long', 'POST', '/slow', 503, 'busy'],
  ];
  test.each(refused)('%s', async (_, method, path, status, code) => {
    const reply = await fetch(host.url + path, { method, headers: { 'x-correlation-id': 'abc-1' } });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.headers.get('x-correlation-id')).toBe('abc-1');
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    if (method !== 'HEAD') expect(await reply.json()).toMatchObject({ status, code });
  });

  test('in FHIR under its address', async () => {
    const reply = await fetch(`${host.url}/fhir/Patient`);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'application/fhir+json']);
    expect(await reply.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] });
  });

  test('a browser with a slash too many by where to go, and no one else', async () => {
    const sentTo = async (path: string, accept: string, method = 'GET') => {
      const { status, headers } = await fetch(host.url + path, { method, headers: { accept }, redirect: 'manual' });
      return [status, headers.get('location')];
    };
    const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';
    expect(await sentTo('/health/', browser)).toEqual([303, '/health']);
    expect(await sentTo('/v1/cases/1/?limit=2', browser)).toEqual([303, '/v1/cases/1?limit=2']);
    expect(await sentTo('/health/', browser, 'HEAD')).toEqual([303, '/health']);
    expect(await sentTo('/health/', '*/*')).toEqual([404, null]);
    for (const path of ['/nowhere/', '/throws/', '//elsewhere.example/', '/health//', '/'])
      expect(await sentTo(path, browser)).toEqual([404, null]);
    expect(await sentTo('/health/', browser, 'POST')).toEqual([404, null]);
  });

  test('which methods a path takes', async () => {
    const allow = async (path: string) => (await fetch(host.url + path, { method: 'PUT' })).headers.get('allow');
    expect(await allow('/v1/cases/1')).toBe('GET, HEAD');
    expect((await allow('/v1/referrals/1'))?.split(', ').toSorted()).toEqual(['GET', 'HEAD', 'POST']);
  });

  test('without mirroring an id that could carry anything', async () => {
    const reply = await fetch(`${host.url}/v1/nowhere`, { headers: { 'x-correlation-id': 'Gwen of Mill Lane' } });
    expect(reply.headers.get('x-correlation-id')).toBeNull();
  });

  test('what is not HTTP', async () => {
    expect(await raw('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"malformed-request"/);
  });

  test('a fault without a word of what was thrown, which is logged by its name alone', () => {
    expect(JSON.stringify(log.entries)).not.toContain('something a person said');
    expect(log.entries).toContainEqual(expect.objectContaining({ code: 'function-failed', function: 'POST /throws', error: 'Error' }));
  });
});

describe('a body', () => {
  const limit = 6 * 1024 * 1024;

  test('of six megabytes is taken, and of one byte more refused', async () => {
    const taken = await fetch(`${host.url}/v1/referrals/fire`, { method: 'POST', body: Buffer.alloc(limit, 'a') });
    expect(taken.status).toBe(200);
    await taken.arrayBuffer();
    const refused = await fetch(`${host.url}/v1/referrals/fire`, { method: 'POST', body: Buffer.alloc(limit + 1, 'a') });
    expect([refused.status, refused.headers.get('connection')]).toEqual([413, 'close']);
    expect(await refused.json()).toMatchObject({ code: 'body-too-large' });
  });

  test('that says it is too large is refused before it is sent', async () => {
    const head = `POST /v1/referrals/fire HTTP/1.1\r\nHost: h\r\nContent-Length: ${limit + 1}\r\n`;
    expect(await raw(`${head}\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await raw(`${head}Expect: 100-continue\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('without end is cut off', async () => {
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(host.url).port), '127.0.0.1', () => {
        socket.write('POST /v1/referrals/fire HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n');
        const feed = setInterval(() => socket.write(chunk.repeat(4)), 1);
        socket.on('close', () => clearInterval(feed));
      });
      let read = '';
      socket.on('data', (data) => (read += data.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(read));
    });
    expect(reply).toMatch(/^HTTP\/1\.1 413 /);
  });
});

test('requests before the hub is open wait, those in flight when it stops are finished, and none is taken after', async () => {
  const early = await startHost({ port: 0, clock, log });
  const waiting = fetch(`${early.url}/slow`);
  let release: (value: APIGatewayProxyStructuredResultV2) => void = () => undefined;
  const entered = new Promise<void>((enter) => {
    const run: Run = () => {
      enter();
      return new Promise((resolve) => (release = resolve));
    };
    early.open([['GET /slow', { name: 'slow', run }]]);
  });
  await entered;
  const stopped = early.stop(5_000);
  release({ statusCode: 200, body: '{}' });
  expect((await waiting).status).toBe(200);
  await stopped;
  await expect(fetch(`${early.url}/slow`)).rejects.toThrow();
});

test('a port in use is told', async () => {
  const port = Number(new URL(host.url).port);
  await expect(startHost({ port, clock, log })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a client that goes away disturbs nobody', async () => {
  const quiet = memoryLog();
  const other = await startHost({ port: 0, clock, log: quiet });
  onTestFinished(() => other.stop(0));
  other.open([['POST /x', { name: 'x', run: async () => ({ statusCode: 200 }) }]]);
  const socket = connect(Number(new URL(other.url).port), '127.0.0.1');
  socket.write('POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
  await new Promise((resolve) => socket.on('close', resolve));
  expect((await fetch(`${other.url}/x`, { method: 'POST' })).status).toBe(200);
  expect(quiet.entries).toEqual([]);
});

test('a literal segment comes before a parameter', () => {
  const find = routeTable([
    ['GET /a/{id}', 'parameter'],
    ['GET /a/all', 'literal'],
    ['POST /a/{id}', 'posted'],
  ]);
  expect(find('GET', '/a/all')).toMatchObject({ match: { target: 'literal' } });
  expect(find('GET', '/a/other')).toMatchObject({ match: { target: 'parameter', pathParameters: { id: 'other' } } });
  expect(find('POST', '/a/all')).toMatchObject({ match: { target: 'posted' } });
});

test('a function has the time the topology gives it, and counts as running until it ends', async () => {
  const outstanding = new Outstanding();
  let end: () => void = () => undefined;
  const left: number[] = [];
  const run = invoker(
    async (_: string, context) => {
      left.push(context.getRemainingTimeInMillis());
      await new Promise<void>((resolve) => (end = resolve));
    },
    { name: 'slow', timeoutSeconds: 0.02, memoryMb: 128 },
    { outstanding, clock },
  );
  await expect(run('event')).rejects.toThrow(TimedOut);
  expect(left[0]).toBeGreaterThan(0);
  expect(outstanding.idle).toBe(false);
  end();
  expect(await outstanding.until(({ idle }) => idle, 1_000)).toBe(true);
});
