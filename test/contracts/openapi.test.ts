import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { described, documentOf } from '../../contracts/openapi/document.ts';
import { type Access, pages, type RouteKey, routes } from '../../contracts/routes.ts';
import { sources } from '../../contracts/sources/index.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { exampleFiles } from '../../infra/openapi-examples.ts';
import { topology } from '../../infra/topology.ts';
import { checkDocumented, document } from '../support/documented.ts';

const keys = Object.keys(routes) as RouteKey[];
const sendRoute = 'POST /v1/referrals/{source}';

describe('the document', () => {
  test('is as the schemas, the routes and the examples say: else `npm run openapi`', () => {
    const committed = readFileSync(new URL('../../contracts/openapi.json', import.meta.url), 'utf8');
    expect(`${JSON.stringify(documentOf(exampleFiles()), null, 2)}\n` === committed).toBe(true);
  });

  test('has each route that runs, and no other', () => {
    const running = Object.values(topology).flatMap(({ trigger }): readonly string[] => (trigger.kind === 'http' ? trigger.routes : []));
    expect([...keys, ...pages].sort()).toEqual([...running].sort());
    const said = described().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const written = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(written.sort()).toEqual(said.sort());
  });

  test('has sending once for each source, which together are the route that runs', () => {
    const sending = described().filter(({ access }) => access.operationId.startsWith(routes[sendRoute].operationId));
    expect(sending.map(({ path }) => path)).toEqual(
      Object.keys(sources).map((source) => sendRoute.slice('POST '.length).replace('{source}', source)),
    );
    expect(sending.map(({ access }) => access.scope)).toEqual(Object.keys(sources).map((source) => `send:${source}`));
  });

  test('names each operation once, and each scope that it asks for is one that some client has', () => {
    const names = described().map(({ access }) => access.operationId);
    expect(new Set(names).size).toBe(names.length);
    const had = new Set(demonstrationClients.flatMap(({ scopes }) => scopes));
    const asked = described().flatMap(({ access: { scope } }): string[] => (scope === undefined ? [] : [scope]));
    expect([...new Set(asked)].filter((scope) => !had.has(scope))).toEqual([]);
  });

  test('says the kind of information of every field that a source sends', () => {
    const said = (name: string) => JSON.stringify(document.components.schemas[name]).match(/"x-data-category"/g)?.length ?? 0;
    for (const name of Object.keys(document.components.schemas).filter(
      (each) => each.endsWith('Message') && each !== 'ResponseMessage' && each !== 'NeedMessage',
    ))
      expect([name, said(name) > 8]).toEqual([name, true]);
  });
});

describe('who may use a route', () => {
  const guarded = (access: Access) => access.open !== true;
  test.each(keys.filter((key) => guarded(routes[key])))('%s needs a scope', (key) => {
    const { scope }: Access = routes[key];
    expect(scope).toMatch(/^[a-z]+:[a-z{}]+$/);
  });
});

describe('a reply that is not as documented fails the test that got it', () => {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-request-id': 'request-1' };
  const health = { routeKey: 'GET /health', path: {}, status: 200, headers, text: '{"status":"ok"}' };
  const { 'x-request-id': _, ...unnamed } = headers;
  test('as it is, it passes', () => {
    expect(() => checkDocumented(health)).not.toThrow();
  });
  test.each([
    ['a status', { status: 202 }, 'the statuses are 200, 500, 503'],
    ['a media type', { headers: { ...headers, 'content-type': 'text/html' } }, 'the media types are application/json'],
    ['a header that must be there', { headers: unnamed }, 'header X-Request-Id is missing'],
    ['the value of a header', { headers: { ...headers, 'cache-control': 'public' } }, 'header Cache-Control'],
    ['a member', { text: '{"status":"ok","more":1}' }, 'must NOT have additional properties'],
    ['a value', { text: '{"status":"poorly"}' }, '/status must be equal to constant'],
    ['a body', { text: undefined }, 'there is no body'],
    ['a route', { routeKey: 'GET /wealth' }, 'the route is not in the document'],
  ])('%s', (_what, change, message) => {
    expect(() => checkDocumented({ ...health, ...change })).toThrow(message);
  });
  test('a refusal by a code that the route does not give', () => {
    const refused = (code: string) =>
      JSON.stringify({ type: 'https://hub.example/docs/errors/x', code, title: 't', status: 404, detail: 'd', faults: [] });
    const absent = {
      routeKey: 'GET /v1/cases/{id}',
      path: { id: 'x' },
      status: 404,
      headers: { ...headers, 'content-type': 'application/problem+json' },
    };
    expect(() => checkDocumented({ ...absent, text: refused('not-found') })).not.toThrow();
    expect(() => checkDocumented({ ...absent, text: refused('state-conflict') })).toThrow(
      '/code must be equal to one of the allowed values',
    );
  });
});
