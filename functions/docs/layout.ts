import { type Html, html, type Part } from './html.ts';

export const htmlType = 'text/html; charset=utf-8';

/** A page of the documentation, before it has its frame. */
export interface Page {
  readonly title: string;
  readonly body: Html;
}

/** Where one can go from every page, in the order of a first hour. */
const sections: readonly { readonly path: string; readonly name: string }[] = [
  { path: '/docs', name: 'Start here' },
  { path: '/docs/sources', name: 'What to send' },
  { path: '/docs/receipt', name: 'Reading the reply' },
  { path: '/docs/people', name: 'People to test with' },
  { path: '/docs/routes', name: 'Routes' },
  { path: '/docs/errors', name: 'Errors' },
  { path: '/docs/mailbox', name: 'The mailbox' },
  { path: '/docs/consent', name: 'Identity and consent' },
  { path: '/docs/information', name: 'Kinds of information' },
  { path: '/docs/idempotency', name: 'Repeating safely' },
  { path: '/docs/csv', name: 'Lists in CSV' },
  { path: '/docs/fhir', name: 'FHIR' },
  { path: '/docs/limits', name: 'Limits' },
];

/** A page as a document of its own: readable without scripts, and asking nothing of any other host. */
export function framed(path: string, { title, body }: Page): string {
  const parent = sections.findLast(({ path: section }) => path === section || path.startsWith(`${section}/`));
  const crumb: Part =
    parent && parent.path !== path && parent.path !== '/docs' && html`<p class="up"><a href="${parent.path}">${parent.name}</a></p>`;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Referral hub</title>
<link rel="stylesheet" href="/docs/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><div class="inner"><a href="/docs">Referral hub</a> <span>for a partner’s developer</span></div></header>
<div class="inner columns">
<nav aria-label="Documentation"><ul>
${sections.map(
  ({ path: to, name }) =>
    html`<li><a href="${to}"${to === path ? html` aria-current="page"` : to === parent?.path ? html` class="in"` : ''}>${name}</a></li>\n`,
)}<li><a href="/openapi.json">openapi.json</a></li>
</ul></nav>
<main id="main" tabindex="-1">
${crumb}<h1>${title}</h1>
${body}
</main>
</div>
<footer><div class="inner"><p>People, bodies and agreements in the examples are fictional. Danger now is 999: the hub calls nobody.</p></div></footer>
</body>
</html>
`.text;
}
