import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ProblemCode, problemOf } from '../../contracts/problem.ts';
import { fhirJson, outcomeOf } from '../../functions/edge/fhir.ts';
import type { Clock, Log } from '../../functions/store/ports.ts';
import { toEvent, writeReply } from './http-event.ts';
import { TimedOut } from './invoke.ts';
import { type Match, malformed, routeTable } from './routes.ts';

/** What serves a route: the function's name, for the log, and a way to run it. */
export interface Served {
  readonly name: string;
  readonly run: (event: APIGatewayProxyEventV2, requestId: string) => Promise<APIGatewayProxyStructuredResultV2>;
}

export interface Host {
  readonly url: string;
  /** Begins to serve. Requests that came before wait for it. */
  open(routes: readonly (readonly [routeKey: string, served: Served])[]): void;
  /** Takes no more connections, lets requests in flight finish for so many milliseconds, then cuts them off. */
  stop(milliseconds: number): Promise<void>;
}

/** The most Lambda is handed: 6 MB. What a function itself takes is less. */
const bodyLimit = 6 * 1024 * 1024;

/** How long a client that sends too much may go on sending, unread, before it is cut off: it should see the reply first. */
const lingerMs = 500;

type Router = ReturnType<typeof routeTable<Served>>;

/**
 * Listens on 127.0.0.1 (port 0: any free one) and runs functions as API Gateway's HTTP API would. Refuses what no
 * function should see: unknown paths and methods, paths that cannot be decoded, bodies above 6 MB. Throws what
 * `listen` throws, such as `EADDRINUSE`.
 */
export async function startHost({ port, clock, log }: { readonly port: number; readonly clock: Clock; readonly log: Log }): Promise<Host> {
  let router: Router | undefined;
  let opened: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    opened = resolve;
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const reply = (code: ProblemCode, headers: Record<string, string> = {}) =>
      writeReply(response, problemReply(request, code, url, headers), requestId);
    if (!router) await ready;
    const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
    const found = router?.(request.method ?? '', path);
    if (found === malformed || !decodes(query)) return reply('malformed-request');
    const bare = found ? undefined : bareOf(request, path);
    const there = bare === undefined ? undefined : router?.('GET', bare);
    // API Gateway would refuse this too, but a person who types the address is not to be met by JSON.
    if (typeof there === 'object' && 'match' in there)
      return writeReply(
        response,
        { statusCode: 303, headers: { location: bare + (query && `?${query}`), 'cache-control': 'no-store' } },
        requestId,
      );
    if (!found) return reply('not-found');
    if ('allow' in found) return reply('method-not-allowed', { allow: found.allow.join(', ') });
    const body = await readBody(request);
    if (body === 'gone') return;
    if (body === 'too-large') return refuseLarge(request, response, url, requestId);
    const event = toEvent({ request, path, query, body, requestId, now: clock.now(), match: found.match });
    const outcome = await run(found.match, event, requestId);
    if (typeof outcome === 'string') return reply(outcome, outcome === 'busy' ? { 'retry-after': '1' } : {});
    if (server.listening === false) response.shouldKeepAlive = false;
    writeReply(response, outcome, requestId);
  }

  /** The function's reply, or what to say in place of one. */
  async function run(
    { target }: Match<Served>,
    event: APIGatewayProxyEventV2,
    requestId: string,
  ): Promise<APIGatewayProxyStructuredResultV2 | ProblemCode> {
    try {
      return await target.run(event, requestId);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.write({ code: 'function-failed', level: 'error', function: target.name, error: name, requestId });
      return error instanceof TimedOut ? 'busy' : 'fault';
    }
  }

  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 60_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16_384,
  });
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => undefined);
    answer(request, response).catch((error: unknown) => {
      log.write({ code: 'host-failed', level: 'error', error: error instanceof Error ? error.name : 'unknown' });
      response.destroy();
    });
  };
  server.on('request', serve);
  server.on('checkContinue', (request, response) => {
    if (!declaresTooMuch(request)) response.writeContinue();
    serve(request, response);
  });
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket as Socket, url));
  await listen(server, port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    open: (routes) => {
      router = routeTable(routes);
      opened();
    },
    stop: (milliseconds) => close(server, milliseconds),
  };
}

/** A reply of the host's own, as problem details; as FHIR under its address. Mirrors the caller's correlation id when it is short and plain. */
function problemReply(
  request: IncomingMessage,
  code: ProblemCode,
  hub: string,
  headers: Record<string, string>,
): { statusCode: number; headers: Record<string, string>; body: string } {
  const problem = problemOf({ code }, hub);
  const correlation = request.headers['x-correlation-id'];
  const isFhir = (request.url ?? '').startsWith('/fhir/');
  const all: Record<string, string> = {
    'content-type': isFhir ? fhirJson : 'application/problem+json',
    'cache-control': 'no-store',
    ...headers,
  };
  if (typeof correlation === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(correlation)) all['x-correlation-id'] = correlation;
  return { statusCode: problem.status, headers: all, body: JSON.stringify(isFhir ? outcomeOf({ code }) : problem) };
}

/** The path without the slash that a browser asked for at its end; nothing if it is another kind of request. */
function bareOf({ method = '', headers }: IncomingMessage, path: string): string | undefined {
  const isOfBrowser = ['GET', 'HEAD'].includes(method) && (headers.accept ?? '').includes('text/html');
  return isOfBrowser && /[^/]\/$/.test(path) ? path.slice(0, -1) : undefined;
}

const declaresTooMuch = (request: IncomingMessage): boolean => Number(request.headers['content-length'] ?? 0) > bodyLimit;

/** The whole body; or that it is too large, as soon as that is known; or that the client has gone. */
function readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'gone'> {
  if (declaresTooMuch(request)) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bodyLimit) chunks.push(chunk);
      else resolve('too-large');
    });
    request.on('end', () => resolve(length <= bodyLimit ? Buffer.concat(chunks) : 'too-large'));
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
}

/**
 * Replies at once, then reads on a moment without keeping anything: a connection cut while bytes arrive would lose the
 * reply on its way.
 */
function refuseLarge(request: IncomingMessage, response: ServerResponse, hub: string, requestId: string): void {
  const { statusCode, headers, body } = problemReply(request, 'body-too-large', hub, { connection: 'close', 'x-request-id': requestId });
  response.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.write(body);
  request.removeAllListeners('data');
  request.resume();
  const cut = setTimeout(finish, lingerMs);
  request.once('end', finish);
  response.once('close', () => clearTimeout(cut));
  function finish(): void {
    response.end();
  }
}

/** What is not HTTP, or came too slowly: answered if it still can be, and cut off. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket, hub: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify(problemOf({ code: 'malformed-request' }, hub));
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nX-Request-Id: ${randomUUID()}\r\nConnection: close`;
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server, milliseconds: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), milliseconds);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cut);
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function decodes(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}
