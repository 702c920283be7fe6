import { faultExamples } from '../../../contracts/fault-examples.ts';
import { faults } from '../../../contracts/faults.ts';
import { type ProblemCode, problemOf, problemPage, problems } from '../../../contracts/problem.ts';
import { causes } from '../causes.ts';
import { code, type Html, html, json, link, prose, table } from '../html.ts';
import type { Page } from '../layout.ts';
import { documented, problemsIn } from '../openapi.ts';

const codes = Object.keys(problems) as ProblemCode[];
const byStatus = [...codes].sort((a, b) => problems[a].status - problems[b].status);

/** The faults that are told with a problem. */
const faultsWith = (problem: ProblemCode) =>
  Object.entries(faults).filter(([, fault]) => (fault.with as readonly string[]).includes(problem));

/** Every problem there is. */
export const errorsPage = (): Page => ({
  title: 'Errors',
  body: html`<p class="lead">What cannot be done is answered with <code>application/problem+json</code> (RFC 9457): one shape for every route.</p>
<ul>
<li><code>type</code> is the address of a page here; <code>code</code> is the same for a program.</li>
<li><code>detail</code> says what to do. <code>faults</code> has everything that is wrong, all at once, each with its place (<code>pointer</code>, RFC 6901), a <code>code</code> and what was expected.</li>
<li>What was sent is never repeated, so an error may be logged.</li>
<li>At <code>/fhir</code>, and to who sends or asks for FHIR, the same is an <code>OperationOutcome</code>.</li>
</ul>
${table(
  'Problems',
  ['Code', 'Status', 'What it says'],
  byStatus.map((each) => [link(problemPage(each), code(each)), problems[each].status, problems[each].title]),
)}
<h2>Faults</h2>
<p>The codes that <code>faults</code> may have, and the problems they are told with.</p>
${faultTable(Object.entries(faults), true)}`,
});

function faultTable(some: readonly (readonly [string, (typeof faults)[keyof typeof faults]])[], isOfAll: boolean): Html {
  return table(
    'Codes of faults',
    ['Code', 'What it means', ...(isOfAll ? ['With'] : [])],
    some.map(([name, { means, with: of }]) => {
      const problems = of.map((each, index) => html`${index > 0 ? ', ' : ''}${link(problemPage(each), code(each))}`);
      return [code(name), prose(means), ...(isOfAll ? [problems] : [])];
    }),
  );
}

/** A page for each problem. */
export const errorPages = (hub: string): (readonly [path: string, make: () => Page])[] =>
  codes.map((each) => [problemPage(each), () => errorPage(each, hub)]);

function errorPage(name: ProblemCode, hub: string): Page {
  const { status, title, help } = problems[name];
  const own = faultsWith(name);
  const routes = documented.filter(({ operation }) =>
    Object.values(operation.responses).some((reply) => problemsIn(reply).some((each) => each.code === name)),
  );
  return {
    title,
    body: html`<p class="lead">${code(name)}, status ${status}</p>
<h2>Why it happens</h2>
${causes[name].map((why) => html`<p>${prose(why)}</p>`)}
<h2>What to do</h2>
<p>${prose(help)}</p>
<p>${retries(status)}</p>
${own.length > 0 && html`<h2>What may be in <code>faults</code></h2>${faultTable(own, false)}`}
<h2>An example</h2>
${json(exampleOf(name, hub), 'An example reply')}
<h2>Where it may be answered</h2>
${
  routes.length === 0
    ? html`<p>By the gateway, before any route is reached.</p>`
    : html`<ul>${routes.map(({ method, path, operation }) => html`<li>${link(`/docs/routes/${operation.operationId}`, code(`${method} ${path}`))}</li>\n`)}</ul>`
}`,
  };
}

const retries = (status: number): string =>
  status >= 500 || status === 429
    ? 'Sending the same again, with the same Idempotency-Key, is right and safe.'
    : 'Sending the same again gets the same answer: something has to change first.';

/** The reply itself, with a fault such as it may have. */
function exampleOf(name: ProblemCode, hub: string) {
  const example = documented
    .flatMap(({ operation }) => Object.values(operation.responses).flatMap(problemsIn))
    .find((each) => each.code === name && each.example);
  if (example) return { ...(example.example as object), type: `${hub}${problemPage(name)}` };
  return problemOf({ code: name, faults: faultExamples[name] ?? [] }, hub);
}
