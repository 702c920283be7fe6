import { fieldTable, form } from '../fields.ts';
import { code, type Html, html, json, link, prose, table } from '../html.ts';
import type { Page } from '../layout.ts';
import { type Documented, documented, type Media, openapi, problemsIn, replyOf, type Schema } from '../openapi.ts';

const pathOf = ({ operation }: Documented): string => `/docs/routes/${operation.operationId}`;
const named = ({ method, path }: Documented): Html => code(`${method} ${path}`);

/** The scope that a route needs; nothing for one that is open. */
const scopeOf = ({ operation }: Documented): string | undefined => operation.security?.flatMap((each) => Object.values(each).flat())[0];

/** Every route, by the part of the API it belongs to. */
export const routesPage = (): Page => ({
  title: 'Routes',
  body: html`<p class="lead">Bodies are JSON in UTF-8 unless said otherwise. Every list is <code>{"items": […], "next": …}</code>: send <code>next</code> back as <code>cursor</code> until it is <code>null</code>.</p>
<p>Every reply names its request in <code>X-Request-Id</code>, and mirrors an <code>X-Correlation-Id</code> of yours. The whole as OpenAPI 3.1: <a href="/openapi.json">openapi.json</a>.</p>
${openapi.tags.map(({ name, description }) => {
  const rows = documented
    .filter(({ operation }) => operation.tags.includes(name))
    .map((each) => [
      link(pathOf(each), named(each)),
      each.operation.summary,
      scopeOf(each) === undefined ? 'no token' : code(scopeOf(each) ?? ''),
    ]);
  return html`<h2>${description}</h2>
${table(description, ['Route', 'What it does', 'Scope'], rows)}`;
})}`,
});

/** A page for each route. */
export const routePages: readonly (readonly [path: string, make: () => Page])[] = documented.map((each) => [
  pathOf(each),
  () => routePage(each),
]);

function routePage(each: Documented): Page {
  const { operation } = each;
  const scope = scopeOf(each);
  return {
    title: operation.summary,
    body: html`<p class="lead">${named(each)}</p>
<p>${prose(operation.description)}</p>
<p>${scope === undefined ? 'It needs no token.' : html`The token must carry the scope ${code(scope)}.`}</p>
${parametersOf(each)}
${operation.requestBody && html`<h2>What to send</h2>${bodies(operation.requestBody.content, true)}`}
<h2>What comes back</h2>
${Object.entries(operation.responses)
  .filter(([status]) => status < '300')
  .map(
    ([status, reply]) =>
      html`<h3>${status}: ${replyOf(reply).description}</h3>${headersOf(replyOf(reply).headers)}${bodies(replyOf(reply).content ?? {}, false)}`,
  )}
${problemsOf(each)}`,
  };
}

function parametersOf({ operation }: Documented): Html | undefined {
  const rows = (operation.parameters ?? []).map(({ name, in: where, required, schema, description }) => [
    code(name),
    where,
    required ? 'yes' : '',
    form(schema),
    prose(description ?? schema.description ?? ''),
  ]);
  return rows.length === 0
    ? undefined
    : html`<h2>Parameters</h2>${table('Parameters', ['Name', 'In', 'Required', 'Form', 'What it is'], rows)}`;
}

const common: ReadonlySet<string> = new Set(['x-request-id', 'x-correlation-id', 'cache-control']);

function headersOf(headers: Readonly<Record<string, { readonly description?: string }>> = {}): Html | undefined {
  const rows = Object.entries(headers)
    .filter(([name]) => !common.has(name.toLowerCase()))
    .map(([name, { description }]) => [code(name), prose(description ?? '')]);
  return rows.length === 0 ? undefined : table('Headers', ['Header', 'What it says'], rows);
}

/** Each form of a body: its fields, and its examples. */
export function bodies(content: Readonly<Record<string, Media>>, ofRequest: boolean): Html {
  return html`${Object.entries(content).map(
    ([type, media]) => html`<h3>${code(type)}</h3>
${descriptionOf(media.schema)}${fieldTable(media.schema, ofRequest ? `What is sent as ${type}` : `The reply as ${type}`, ofRequest)}${examplesOf(media)}`,
  )}`;
}

const descriptionOf = ({ description }: Schema): Html | undefined => (description ? html`<p>${prose(description)}</p>` : undefined);

/** Examples of a body, each to be opened. */
function examplesOf({ example, examples = {} }: Media): Html {
  const named = Object.entries(examples).map(([name, { summary, value }]) => [summary ?? name, value] as const);
  const all = example === undefined ? named : [['An example', example] as const, ...named];
  return html`${all.map(([title, value]) => html`<details><summary>${title}</summary>${json(value, title)}</details>`)}`;
}

function problemsOf({ operation }: Documented): Html {
  const rows = Object.entries(operation.responses).flatMap(([status, reply]) =>
    problemsIn(reply).map(({ code: name, title }) => [status, link(`/docs/errors/${name}`, code(name)), title]),
  );
  return html`<h2>What can go wrong</h2>${table('Problems', ['Status', 'Code', 'What it says'], rows)}`;
}
