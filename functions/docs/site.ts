import { createHash } from 'node:crypto';
import { framed, htmlType, type Page } from './layout.ts';
import { openapi } from './openapi.ts';
import { errorPages, errorsPage } from './pages/errors.ts';
import { hourPages } from './pages/first-hour.ts';
import { peoplePage, personPages } from './pages/people.ts';
import { receiptPage } from './pages/receipt.ts';
import { routePages, routesPage } from './pages/routes.ts';
import { sourcePages, sourcesPage } from './pages/sources.ts';
import { startPage } from './pages/start.ts';
import { consentPage, csvPage, fhirPage, idempotencyPage, informationPage, limitsPage, mailboxPage } from './pages/topics.ts';
import { style } from './style.ts';

/** Something to send: its bytes as text, what they are, and a name for exactly these. */
export interface Sent {
  readonly type: string;
  readonly text: string;
  readonly etag: string;
}

/** The documentation of a hub, each page made when it is first asked for. */
export interface Site {
  /** Every address there is. */
  readonly paths: readonly string[];
  readonly at: (path: string) => Sent | undefined;
}

/** The documentation of the hub at this address (`https://…`, no slash at its end), made from the contracts, the policies and `openapi.json`. */
export function siteOf(hub: string): Site {
  const pages: readonly (readonly [string, () => Page])[] = [
    ['/docs', () => startPage(hub)],
    ['/docs/sources', sourcesPage],
    ['/docs/receipt', receiptPage],
    ['/docs/people', peoplePage],
    ['/docs/routes', routesPage],
    ['/docs/errors', errorsPage],
    ['/docs/mailbox', () => mailboxPage(hub)],
    ['/docs/consent', consentPage],
    ['/docs/information', informationPage],
    ['/docs/idempotency', idempotencyPage],
    ['/docs/csv', csvPage],
    ['/docs/fhir', () => fhirPage(hub)],
    ['/docs/limits', limitsPage],
    ...hourPages(hub),
    ...sourcePages,
    ...personPages(hub),
    ...routePages,
    ...errorPages(hub),
  ];
  const makers = new Map<string, () => Sent>([
    ...pages.map(([path, make]) => [path, () => sent(htmlType, framed(path, make()))] as const),
    ['/docs/style.css', () => sent('text/css; charset=utf-8', style)],
    ['/openapi.json', () => sent('application/json', JSON.stringify({ ...openapi, servers: [{ url: hub }] }))],
  ]);
  const made = new Map<string, Sent>();
  return {
    paths: [...makers.keys()],
    at: (path) => {
      const there = made.get(path) ?? makers.get(path)?.();
      if (there) made.set(path, there);
      return there;
    },
  };
}

const sent = (type: string, text: string): Sent => ({
  type,
  text,
  etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
});
