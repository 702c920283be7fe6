import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { CorrelationId, IdempotencyKey, Strict } from '../../contracts/parameters.ts';
import { problemOf, type Refusal } from '../../contracts/problem.ts';
import type { Runtime } from '../runtime.ts';
import { Unavailable } from '../store/ports.ts';
import { type JsonBody, jsonBody, type RawBody } from './body.ts';
import { bearerCheck, type Caller } from './caller.ts';
import { fhirJson, looksLikeFhir, outcomeOf, wantsFhir } from './fhir.ts';
import { query } from './list.ts';
import { ok, type Result, refuse } from './result.ts';

/** A request as a step sees it: HTTP has been read, the caller is known. */
export interface Request {
  /** As the topology says it: `POST /v1/cases/{id}/refusal`. */
  readonly route: string;
  readonly caller: Caller;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly raw: RawBody;
  /** As they came, names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body as JSON, or the refusal it deserves. */
  json(also?: readonly string[]): Result<JsonBody>;
  /** Whether what the hub would drop is to be refused, or the refusal of another word for that. */
  strict(): Result<boolean>;
  readonly idempotencyKey: string | undefined;
  /** Whether the reply should be FHIR: asked for, or the way of this address. */
  readonly fhir: boolean;
  readonly now: Date;
}

/** What a step gives back when all is well: a status, a body, and headers of its own. The statuses from 303 on are of pages alone. */
export interface Reply {
  readonly status: 200 | 201 | 303 | 304 | 404;
  /** Sent as JSON; a text as it is, under the media type that `headers` name. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What was decided, for the log: codes, never content or whom it is about. */
  readonly told?: Readonly<Record<string, string | boolean>>;
}

type Event = APIGatewayProxyEventV2 & { caller?: Caller; refusal?: Refusal; result?: Result<Reply> };
type Answer = APIGatewayProxyStructuredResultV2;

/** One route: who may use it, and what it does. `open` needs no token at all. */
export interface Route {
  readonly scope?: string | ((path: Readonly<Record<string, string>>) => string | undefined);
  /** Content is read, and cases acted on, by people: the token must name one. */
  readonly user?: true;
  readonly open?: true;
  /** Whether it speaks FHIR: `always` is an address of FHIR’s own, `asked` one that does if the caller does. */
  readonly fhir?: 'always' | 'asked';
  readonly work: (request: Request) => Promise<Result<Reply>>;
}

export type EdgeParts = Pick<Runtime, 'clock' | 'config' | 'log'> & { readonly verifierKey?: Runtime['verifierKey'] };

const retryAfterSeconds = '2';

/**
 * Makes the Lambda handler of some routes. The only place where HTTP appears: it verifies the caller, gives
 * each step a request, turns a refusal into problem details (RFC 9457) and a fault into 503 or 500, and logs
 * one line of codes. Every reply names its request.
 */
export function edge(parts: EdgeParts, routes: Readonly<Record<string, Route>>) {
  return middy<Event, Answer>()
    .use(requestNames())
    .use(endings(parts, routes))
    .use(callers(parts, routes))
    .handler(async (event: Event) => {
      const route = routes[event.routeKey];
      const hub = parts.config.issuer;
      if (!route) return problem({ code: 'not-found' }, hub);
      event.result = event.refusal ? { ok: false, refusal: event.refusal } : await route.work(requestOf(event, route, parts));
      const { result } = event;
      return result.ok ? rendered(result.value) : problem(result.refusal, hub, refusesInFhir(event, route));
    });
}

/** A refusal is FHIR to whoever asks for FHIR, or sends it, where the route speaks it. */
function refusesInFhir({ headers, body, isBase64Encoded }: Event, { fhir }: Route): boolean {
  if (fhir === undefined || fhir === 'always') return fhir === 'always';
  const isSent = /^application\/fhir\+/i.test(headers['content-type'] ?? '');
  return (
    isSent || wantsFhir(headers['accept'], false) || looksLikeFhir(isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : body)
  );
}

function requestOf(event: Event, { fhir }: Route, { clock }: EdgeParts): Request {
  const raw: RawBody = {
    text: event.body,
    isBase64Encoded: event.isBase64Encoded,
    contentType: event.headers['content-type'],
    contentEncoding: event.headers['content-encoding'],
  };
  const key = event.headers['idempotency-key'];
  return {
    route: event.routeKey,
    caller: event.caller ?? nobody,
    path: (event.pathParameters ?? {}) as Record<string, string>,
    query: (event.queryStringParameters ?? {}) as Record<string, string>,
    raw,
    headers: event.headers,
    json: (also) => jsonBody(raw, also),
    strict: () => strictIn((event.queryStringParameters ?? {}) as Record<string, string>),
    idempotencyKey: key === undefined ? undefined : IdempotencyKey.safeParse(key).data,
    fhir: fhir !== undefined && wantsFhir(event.headers['accept'], fhir === 'always'),
    now: clock.now(),
  };
}

const StrictQuery = z.object({ strict: Strict });
/** `strict` of a query: yes, no, or left out; `malformed-request` if it is neither, for a sender who asks for it relies on it. */
function strictIn(sent: Request['query']): Result<boolean> {
  const said = query(StrictQuery, sent);
  return said.ok ? ok(said.value.strict) : said;
}

const nobody: Caller = { client: '', organisation: '', team: undefined, scopes: new Set(), user: undefined };

function rendered({ status, body, headers }: Reply): Answer {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** A refusal as a reply: problem details, or an OperationOutcome. */
function problem(refusal: Refusal, hub: string, asFhir = false): Answer {
  const body = problemOf(refusal, hub);
  const headers: Record<string, string> = { 'content-type': asFhir ? fhirJson : 'application/problem+json', 'cache-control': 'no-store' };
  if (body.status === 401) headers['www-authenticate'] = 'Bearer realm="referral-hub"';
  if (body.status === 503 || body.status === 429) headers['retry-after'] = retryAfterSeconds;
  return { statusCode: body.status, headers, body: JSON.stringify(asFhir ? outcomeOf(refusal) : body) };
}

/** Names the request in every reply, and mirrors the sender’s own name for it. */
function requestNames(): middy.MiddlewareObj<Event, Answer> {
  const name = (request: middy.Request<Event, Answer>) => {
    const { event, response } = request;
    if (!response) return;
    const headers: Record<string, string> = {
      ...(response.headers as Record<string, string>),
      'x-request-id': event.requestContext.requestId,
    };
    const sent = event.headers['x-correlation-id'];
    if (sent && CorrelationId.safeParse(sent).success) headers['x-correlation-id'] = sent;
    response.headers = headers;
  };
  return { after: name, onError: name };
}

/** Turns what was thrown into a reply, and logs how each request ended. */
function endings({ log, clock, config }: EdgeParts, routes: Readonly<Record<string, Route>>): middy.MiddlewareObj<Event, Answer> {
  const started = new WeakMap<Event, number>();
  const line = ({ event, response, error }: middy.Request<Event, Answer>, failed?: 'busy' | 'fault') => {
    log.write({
      code: 'request',
      level: failed === 'fault' ? 'error' : 'info',
      requestId: event.requestContext.requestId,
      route: event.routeKey,
      status: response?.statusCode,
      ...(failed ? { outcome: failed, measures: [{ name: 'RequestsFailed', value: 1 }] } : endOf(event)),
      client: event.caller?.client,
      organisation: event.caller?.organisation,
      milliseconds: clock.now().getTime() - (started.get(event) ?? 0),
      // The kind of error and where it was thrown, never its message: that may quote what was sent.
      ...(error ? { error: error.name, at: thrownAt(error) } : {}),
    });
  };
  return {
    before: ({ event }) => {
      started.set(event, clock.now().getTime());
    },
    after: (request) => line(request),
    onError: (request) => {
      const code = request.error instanceof Unavailable ? 'busy' : 'fault';
      const route = routes[request.event.routeKey];
      request.response = problem({ code }, config.issuer, route !== undefined && refusesInFhir(request.event, route));
      line(request, code);
    },
  };
}

/** How a request ended, from what was decided: done, with what a step tells of it, or refused, with the codes of its faults. */
function endOf({ result }: Event) {
  if (result?.ok !== false) return { outcome: result ? 'done' : 'not-found', ...(result?.value.told ?? {}) } as const;
  const { code, faults = [] } = result.refusal;
  return { outcome: code, ...(faults.length > 0 ? { faults: [...new Set(faults.map((fault) => fault.code))].sort() } : {}) };
}

/** The first line of a stack after its message, for a message may have lines that look like one. */
function thrownAt({ stack = '', message }: Error): string | undefined {
  const start = stack.indexOf(message);
  return start < 0 ? undefined : /\n\s+at (.+)/.exec(stack.slice(start + message.length))?.[1];
}

/** Verifies the token in the function itself, then that it carries what the route asks for. */
function callers({ verifierKey, clock, config }: EdgeParts, routes: Readonly<Record<string, Route>>): middy.MiddlewareObj<Event, Answer> {
  const check = verifierKey && bearerCheck({ verifierKey, clock, issuer: config.issuer });
  return {
    before: async ({ event }) => {
      const route = routes[event.routeKey];
      if (!route || route.open) return;
      const checked: Result<Caller> = check ? await check(event.headers['authorization']) : refuse('not-authenticated');
      if (checked.ok) event.caller = checked.value;
      const refused = checked.ok ? lacking(checked.value, route, event) : checked.refusal;
      if (refused) event.refusal = refused;
    },
  };
}

/** What a known caller lacks for a route. */
function lacking(caller: Caller, route: Route, { routeKey, pathParameters }: Event): Refusal | undefined {
  const needed = typeof route.scope === 'function' ? route.scope((pathParameters ?? {}) as Record<string, string>) : route.scope;
  if (needed && !caller.scopes.has(needed)) {
    const fault = {
      pointer: 'header:authorization',
      code: 'scope-missing',
      detail: `${routeKey} needs the scope ${needed}, which the token does not carry`,
    };
    return { code: 'scope-missing', faults: [fault] };
  }
  return route.user && !caller.user ? { code: 'user-missing' } : undefined;
}
