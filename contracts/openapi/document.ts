import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { operations, sending } from '../operations/index.ts';
import { type Examples, type Operation, pascal } from '../operations/operation.ts';
import { CorrelationId, IdempotencyKey, Strict } from '../parameters.ts';
import { Problem } from '../replies/problem.ts';
import { type Access, type RouteKey, routes, tags } from '../routes.ts';
import { about } from './about.ts';
import { headersOf } from './headers.ts';
import { refusalsByStatus, refusalsOf } from './refusals.ts';
import { override } from './schemas.ts';

/** Examples that are files: what sources send, and what the hub really answered. */
export interface ExampleFiles {
  /** What is sent, by operation and media type. */
  bodies(operationId: string, mediaType: string): Examples;
  /** What is answered, by operation, status and media type. */
  replies(operationId: string, status: string, mediaType: string): Examples;
}

/** The address of a hub on one’s own machine. */
const local = 'http://127.0.0.1:3000';

/** The description of the whole API, OpenAPI 3.1, from the schemas that validate. The same examples make the same document. */
export function documentOf(files: ExampleFiles) {
  const paths: ZodOpenApiPathsObject = {};
  for (const { method, path, access, operation } of described()) {
    paths[path] = { ...paths[path], [method]: operationOf(access, operation, files) };
  }
  return createDocument(
    {
      openapi: '3.1.1',
      info: about,
      servers: [{ url: local, description: 'On your own machine: `npm start`' }],
      security: [{ token: [] }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      paths,
      components: {
        schemas: { Problem },
        securitySchemes: {
          token: {
            type: 'oauth2',
            description: 'Client credentials, proved by a signed assertion (private_key_jwt, RFC 7523). A token lasts ten minutes.',
            flows: { clientCredentials: { tokenUrl: '/oauth2/token', scopes: scopes() } },
          },
        },
      },
    },
    { override },
  );
}

interface Described {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly access: Access;
  readonly operation: Operation;
}

/** Every route, by method and path; sending, once for each source. */
export function described(): Described[] {
  return (Object.keys(routes) as RouteKey[]).flatMap((key): Described[] => {
    const [verb = '', path = ''] = key.split(' ');
    const method = verb.toLowerCase() as Described['method'];
    const access: Access = routes[key];
    if (key !== 'POST /v1/referrals/{source}')
      return [{ method, path: path.replace('{operation}', '$process-message'), access, operation: operations[key] }];
    return Object.entries(sending).map(([source, operation]) => ({
      method,
      path: path.replace('{source}', source),
      access: { ...access, operationId: `${access.operationId}From${pascal(source)}`, scope: `send:${source}` },
      operation,
    }));
  });
}

function operationOf(access: Access, operation: Operation, files: ExampleFiles): ZodOpenApiOperationObject {
  const { operationId, tag, scope, user, open, fhir } = access;
  const { summary, description, query, idempotency, strict, bodyOptional } = operation;
  const header = {
    'X-Correlation-Id': CorrelationId.optional(),
    ...(idempotency ? { 'Idempotency-Key': idempotency === 'required' ? IdempotencyKey : IdempotencyKey.optional() } : {}),
  };
  const { operation: _, ...path } = operation.path ?? {};
  const isRepeatable = idempotency !== undefined;
  return {
    operationId,
    tags: [tag],
    summary,
    description: user ? `${description}\n\nThe token must name a user.` : description,
    security: open ? [] : [{ token: scope === undefined ? [] : [scope] }],
    requestParams: {
      header: z.object(header),
      ...(Object.keys(path).length > 0 ? { path: z.object(path) } : {}),
      ...(query || strict ? { query: z.object({ ...query?.shape, ...(strict ? { strict: Strict } : {}) }) } : {}),
    },
    ...(operation.bodies
      ? {
          requestBody: {
            required: bodyOptional !== true,
            content: Object.fromEntries(
              Object.entries(operation.bodies).map(([type, { schema, examples }]) => [
                type,
                { schema, ...withExamples({ ...examples, ...files.bodies(operationId, type) }) },
              ]),
            ),
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, { description: what, content }]) => [
          status,
          {
            description: what,
            headers: headersOf({ isCreated: status === '201', isRepeatable }),
            content: Object.fromEntries(
              Object.entries(content).map(([type, schema]) => [
                type,
                { schema, ...withExamples(files.replies(operationId, status, type)) },
              ]),
            ),
          },
        ]),
      ),
      ...refusalsByStatus(refusalsOf(access, operation), fhir, local),
    },
  };
}

const withExamples = (examples: Examples) => (Object.keys(examples).length > 0 ? { examples: { ...examples } } : {});

/** Every scope, with what it lets a client do. */
function scopes(): Record<string, string> {
  const all = new Map<string, string[]>();
  for (const { access, operation } of described())
    if (access.scope) all.set(access.scope, [...(all.get(access.scope) ?? []), operation.summary]);
  return Object.fromEntries([...all].map(([scope, summaries]) => [scope, [...new Set(summaries)].join('; ')]));
}
