import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { Envelope } from '../../contracts/events.ts';
import openapi from '../../contracts/openapi.json' with { type: 'json' };
import { people } from '../../contracts/people/index.ts';
import { problems } from '../../contracts/problem.ts';
import { sources } from '../../contracts/sources/index.ts';
import { create } from '../../functions/docs/handler.ts';
import { html } from '../../functions/docs/html.ts';
import { siteOf } from '../../functions/docs/site.ts';
import { dropReasons } from '../../functions/referrals/receive/drop-reasons.ts';
import { routeTable } from '../../infra/local/routes.ts';
import { topology } from '../../infra/topology.ts';
import { parse } from './html.ts';

const hub = 'https://hub.example';
const site = siteOf(hub);
const handler = create({ config: { issuer: hub }, clock: { now: () => new Date() }, log: { write: () => undefined } });
const routes = routeTable(topology.docs.trigger.routes.map((route) => [route, route] as const));

/** What the function answers, as API Gateway would ask it. */
async function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<APIGatewayProxyStructuredResultV2> {
  const found = routes('GET', path);
  if (typeof found !== 'object' || !('match' in found)) throw new Error(`no route for ${path}`);
  const { routeKey, pathParameters } = found.match;
  const event = { routeKey, headers, pathParameters, requestContext: { requestId: 'request-1' }, isBase64Encoded: false };
  return handler(event as unknown as APIGatewayProxyEventV2, {} as Context);
}

const pages = site.paths.filter((path) => path.startsWith('/docs') && path !== '/docs/style.css');
const parsed = new Map(pages.map((path) => [path, parse(site.at(path)?.text ?? '')]));
const elements = (path: string, ...names: string[]) => parsed.get(path)?.elements.filter(({ name }) => names.includes(name)) ?? [];

describe('there is a page', () => {
  const operations = Object.values(openapi.paths).flatMap((item) => Object.values(item as Record<string, { operationId: string }>));

  test.each([
    { of: 'every problem', wanted: Object.keys(problems).map((code) => `/docs/errors/${code}`) },
    { of: 'every source', wanted: Object.keys(sources).map((source) => `/docs/sources/${source}`) },
    { of: 'every source’s first hour', wanted: Object.keys(sources).map((source) => `/docs/first-hour/${source}`) },
    { of: 'every route', wanted: operations.map(({ operationId }) => `/docs/routes/${operationId}`) },
    { of: 'everyone to test with', wanted: Object.keys(people).map((name) => `/docs/people/${name}`) },
  ])('of $of, and a link to it', ({ wanted }) => {
    const linked = new Set(pages.flatMap((path) => elements(path, 'a').map(({ attributes }) => attributes['href'])));
    expect(wanted.length).toBeGreaterThan(5);
    expect(wanted.filter((path) => !pages.includes(path))).toEqual([]);
    expect(wanted.filter((path) => !linked.has(path))).toEqual([]);
  });

  test('wherever a link of any page leads, to the very place in it', () => {
    const ids = new Map(
      pages.map((path) => [path, new Set(parsed.get(path)?.elements.flatMap(({ attributes }) => attributes['id'] ?? []))]),
    );
    const broken = pages.flatMap((path) =>
      elements(path, 'a', 'link').flatMap(({ attributes: { href = '' } }) => {
        const [to = '', place] = href.split('#');
        if (href === 'data:,') return [];
        const target = to === '' ? path : to;
        const isThere = site.at(target) !== undefined && (place === undefined || ids.get(target)?.has(place));
        return isThere ? [] : [`${path} → ${href}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  test('that is reached from the start, for each', () => {
    const reached = new Set<string>();
    const todo = ['/docs'];
    for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      todo.push(...elements(path, 'a').flatMap(({ attributes }) => attributes['href']?.split('#')[0] || []));
    }
    expect(pages.filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('every page', () => {
  test.each(pages)('%s is well formed, and asks nothing of anyone', (path) => {
    const page = parsed.get(path);
    expect(page?.faults).toEqual([]);
    const all = page?.elements ?? [];
    expect(all.filter(({ name }) => ['script', 'iframe', 'form', 'object', 'img', 'style', 'base'].includes(name))).toEqual([]);
    for (const { attributes } of all) {
      expect(Object.keys(attributes).filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
      for (const address of [attributes['href'], attributes['src']])
        if (address !== undefined) expect(address).toMatch(/^(\/(?!\/)|#|data:,$)/);
    }
    const ids = all.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test.each(pages)('%s can be read by everyone: language, title, headings in order, tables with their heads', (path) => {
    const [root] = elements(path, 'html');
    expect(root?.attributes).toEqual({ lang: 'en-GB' });
    expect(elements(path, 'title', 'main', 'nav', 'header', 'footer').map(({ name }) => name)).toEqual([
      'title',
      'header',
      'nav',
      'main',
      'footer',
    ]);
    expect(elements(path, 'a')[0]?.attributes).toEqual({ class: 'skip', href: '#main' });
    const levels = elements(path, 'h1', 'h2', 'h3', 'h4').map(({ name }) => Number(name.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(elements(path, 'caption')).toHaveLength(elements(path, 'table').length);
    for (const { attributes } of elements(path, 'th')) expect(attributes['scope']).toMatch(/^(col|row)$/);
    // What scrolls can be reached without a mouse, and says what it is.
    for (const { attributes } of elements(path, 'pre'))
      expect(attributes).toMatchObject({ tabindex: '0', role: 'group', 'aria-label': /./ });
  });

  test('says nothing that is empty, undefined or an object', () => {
    expect([...parsed].filter(([, page]) => /undefined|\[object|NaN/.test(page.text)).map(([path]) => path)).toEqual([]);
  });

  test('is sent with a policy that lets it ask nothing of any other host', async () => {
    const { statusCode, headers } = await get('/docs');
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'self'; img-src data:;/),
      'x-content-type-options': 'nosniff',
      'x-request-id': 'request-1',
    });
    expect((await get('/docs/style.css')).headers).toMatchObject({ 'content-type': 'text/css; charset=utf-8' });
  });

  test('is sent once to who has it', async () => {
    const { headers, body } = await get('/docs/errors');
    const etag = String(headers?.['etag']);
    expect(body).not.toBe('');
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`])
      expect(await get('/docs/errors', { 'if-none-match': held })).toMatchObject({ statusCode: 304, body: '', headers: { etag } });
    expect(await get('/docs/errors', { 'if-none-match': '"other"' })).toMatchObject({ statusCode: 200, body });
    expect((await get('/docs')).headers?.['etag']).not.toBe(etag);
  });
});

describe('what is not there', () => {
  const paths = ['/docs/zebra', '/docs/errors/zebra', '/docs/zebra/%3Cscript%3E'];

  test.each(paths)('%s is a page to a browser, without the address in it', async (path) => {
    const { statusCode, headers, body } = await get(path, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(statusCode).toBe(404);
    expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
    expect(parse(body ?? '').faults).toEqual([]);
    expect(body).not.toMatch(/zebra|script/);
  });

  test.each(paths)('%s is a problem to a program', async (path) => {
    const { statusCode, headers, body } = await get(path, { accept: '*/*' });
    expect(statusCode).toBe(404);
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body ?? '')).toMatchObject({ code: 'not-found', type: `${hub}/docs/errors/not-found` });
  });
});

test('whoever opens the hub’s address finds the documentation', async () => {
  expect(await get('/')).toMatchObject({ statusCode: 303, headers: { location: '/docs' } });
});

test('openapi.json is the document of the project, for the hub that serves it', async () => {
  const { headers, body } = await get('/openapi.json');
  expect(headers?.['content-type']).toBe('application/json');
  expect(JSON.parse(body ?? '')).toEqual({ ...openapi, servers: [{ url: hub }] });
});

test('an error page has an example, the faults that may come with it, and the routes that may answer it', () => {
  const page = parsed.get('/docs/errors/schema-faults');
  expect(page?.text).toContain(`"type": "${hub}/docs/errors/schema-faults"`);
  expect(page?.text).toContain('date-in-future');
  expect(elements('/docs/errors/schema-faults', 'a').map(({ attributes }) => attributes['href'])).toContain(
    '/docs/routes/sendReferralFromFire',
  );
});

test('a source has every field of its message, with its kind of information', () => {
  const page = parsed.get('/docs/sources/housing');
  for (const field of [
    'household[].consent.givenBy',
    'tenancy.evictionOn',
    'complaints[].complainant.address.postcode',
    'staffSafety.detail',
  ])
    expect(page?.text).toContain(field);
  const kinds = elements('/docs/sources/housing', 'a').map(({ attributes }) => attributes['href']);
  for (const kind of ['finances', 'offence', 'staff-safety']) expect(kinds).toContain(`/docs/information#${kind}`);
});

test('the page of lists has why a line may be dropped, and the names of every column that is read', () => {
  const text = parsed.get('/docs/csv')?.text ?? '';
  for (const reason of Object.keys(dropReasons)) expect(text).toContain(reason);
  for (const name of ['not-in-area', 'Job No', 'Reported By', 'Customer Name', 'PCode']) expect(text).toContain(name);
});

test('the mailbox page has every type of event', () => {
  for (const type of Envelope.shape.type.options) expect(parsed.get('/docs/mailbox')?.text).toContain(type);
});

test('what is put into a page is text, whatever it looks like', () => {
  const given = `<script>alert("1")</script>&'`;
  expect(html`<p title="${given}">${given}${[given, html`<b>${1}</b>`]}${undefined}${false}</p>`.text).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;">'.concat(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;'.repeat(2),
      '<b>1</b></p>',
    ),
  );
});
