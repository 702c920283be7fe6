import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Match } from './routes.ts';

/** A request's headers as payload 2.0 has them: names in lower case, repeats joined with commas, cookies apart. */
function headersOf(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  const { rawHeaders } = request;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/; */).filter(Boolean));
    else headers[name] = Object.hasOwn(headers, name) ? `${headers[name]},${value}` : value;
  }
  return { headers, cookies };
}

export interface EventParts {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
  readonly requestId: string;
  readonly now: Date;
  readonly match: Pick<Match<unknown>, 'routeKey' | 'pathParameters'>;
}

/** A request as API Gateway hands it to a function, payload format 2.0. A body that is not UTF-8 goes as base64. `HEAD` is told as `GET`. */
export function toEvent({ request, path, query, body, requestId, now, match }: EventParts): APIGatewayProxyEventV2 {
  const { headers, cookies } = headersOf(request);
  const text = isUtf8(body);
  const parameters = queryParameters(query);
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(parameters && { queryStringParameters: parameters }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: { ...match.pathParameters } }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers['host'] ?? '',
      domainPrefix: 'local',
      http: {
        method: match.routeKey.slice(0, match.routeKey.indexOf(' ')),
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.routeKey,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: !text,
  };
}

function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) joined.set(name, joined.has(name) ? `${joined.get(name)},${value}` : value);
  return Object.fromEntries(joined);
}

/** Writes a function's reply. To `HEAD`, everything but the body. */
export function writeReply(response: ServerResponse, reply: APIGatewayProxyStructuredResultV2, requestId: string): void {
  // Text stays text: Node sends it with the headers, in one piece.
  const body = reply.isBase64Encoded ? Buffer.from(reply.body ?? '', 'base64') : (reply.body ?? '');
  response.statusCode = reply.statusCode ?? 200;
  response.setHeader('x-request-id', requestId);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, String(value));
  if (reply.cookies) response.setHeader('set-cookie', reply.cookies);
  if (body.length > 0 && !response.hasHeader('content-type')) response.setHeader('content-type', 'application/json');
  if (response.statusCode !== 204 && response.statusCode !== 304) response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
