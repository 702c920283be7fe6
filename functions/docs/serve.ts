import type { Reply, Request } from '../edge/edge.ts';
import { ok, type Result, refuse } from '../edge/result.ts';
import { html } from './html.ts';
import { framed, htmlType } from './layout.ts';
import type { Site } from './site.ts';

/** Nothing but what the page itself has, and the one style sheet: no scripts, no frames, no other host. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // Ask each time whether it has changed: it is told by a word.
  'cache-control': 'public, max-age=0, must-revalidate',
} as const;

const notThere = framed('/docs/not-found', {
  title: 'There is no such page',
  body: html`<p>Perhaps it has moved: see <a href="/docs">the start</a>, <a href="/docs/routes">the routes</a> or <a href="/docs/errors">the errors</a>.</p>`,
});

/**
 * Serves the documentation: a page at its address, 304 to who has it already, and where there is none 404, as a page to
 * a browser and as problem details to a program. The hub’s own address leads there. Never repeats an address that was asked for.
 */
export function serve(site: Site) {
  return async ({ path, route, headers: asked }: Request): Promise<Result<Reply>> => {
    const address = addressOf(route, path);
    if (address === '/') return ok(sent(303, '', { location: '/docs', 'content-type': htmlType }));
    const page = site.at(address);
    if (!page) return prefersHtml(asked['accept']) ? ok(sent(404, notThere, { 'content-type': htmlType })) : refuse('not-found');
    const named = { etag: page.etag, 'content-type': page.type };
    return ok(isHeld(asked['if-none-match'], page.etag) ? sent(304, '', named) : sent(200, page.text, named));
  };
}

const sent = (status: Reply['status'], body: string, own: Readonly<Record<string, string>>): Reply => ({
  status,
  body,
  headers: { ...headers, ...own },
});

/** The address asked for: that of the route, with its parameters in place. */
const addressOf = (route: string, parameters: Request['path']): string =>
  route.slice(route.indexOf(' ') + 1).replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');

const prefersHtml = (accept = ''): boolean => accept.includes('text/html');

/** Whether who asks has it already (RFC 9110 s.13.1.2): what is between may have marked its name as weak. */
const isHeld = (names = '', etag: string): boolean =>
  names.split(',').some((name) => name.trim() === '*' || name.trim().replace(/^W\//, '') === etag);
