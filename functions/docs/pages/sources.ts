import { peopleBySource } from '../../../contracts/people/index.ts';
import { sources } from '../../../contracts/sources/index.ts';
import { agreements } from '../../../policies/partnership/agreements/index.ts';
import { code, type Html, html, link, table } from '../html.ts';
import type { Page } from '../layout.ts';
import { documented, openapi } from '../openapi.ts';
import { hourPath } from './first-hour.ts';
import { bodies } from './routes.ts';

const pathOf = (source: string): string => `/docs/sources/${source}`;

/** Every kind of system that sends. */
export const sourcesPage = (): Page => ({
  title: 'What to send',
  body: html`<p class="lead">Each kind of system sends the message that it has anyway, to an address of its own. The hub reads it as the one referral that all are decided as.</p>
${table(
  'Sources',
  ['Source', 'Sent to', 'Forms'],
  Object.entries(sources).map(([id, { title, fhir, csv }]) => [
    link(pathOf(id), title),
    code(`/v1/referrals/${id}`),
    ['JSON', fhir && 'FHIR R4', csv && 'CSV'].filter(Boolean).join(', '),
  ]),
)}
<ul>
<li>Send what you have. Almost every field may be left out; a <code>null</code> or an empty text is as if it were.</li>
<li>What each field may be used for is decided by its <a href="/docs/information">kind of information</a>: nothing goes further than an agreement and the person allow.</li>
<li>A field that the contract does not have is dropped with a warning; <code>?strict=true</code> refuses it. Use it while you build.</li>
<li>Each person answers for themself: see <a href="/docs/consent">identity and consent</a>.</li>
</ul>`,
});

/** A page for each source. */
export const sourcePages: readonly (readonly [path: string, make: () => Page])[] = Object.keys(sources).map((id) => [
  pathOf(id),
  () => sourcePage(id),
]);

function sourcePage(id: string): Page {
  const title = sources[id]?.title ?? id;
  const route = documented.find(({ path }) => path === `/v1/referrals/${id}`);
  const content = openapi.paths[`/v1/referrals/${id}`]?.['post']?.requestBody?.content ?? {};
  return {
    title,
    body: html`<p class="lead"><code>POST /v1/referrals/${id}</code>${route && html`, ${link(`/docs/routes/${route.operation.operationId}`, 'as a route')}`}</p>
<p>${link(hourPath(id), 'A first hour')}, with commands to copy and people who each lead to one outcome.</p>
<h2>What may flow, and where</h2>
${flowsFrom(id)}
<h2>Its fields</h2>
${bodies(content, true)}`,
  };
}

/** What the demonstration county’s agreements let an organisation of this name pass on. */
function flowsFrom(id: string): Html {
  const from = peopleBySource[id]?.organisation ?? id;
  const rows = agreements.flatMap((agreement) =>
    agreement.clauses
      .filter((clause) => clause.from === from && clause.purpose !== 'feedback')
      .map((clause) => [
        agreement.title,
        (clause.to.teamKinds ?? [clause.to.organisation]).join(', '),
        clause.purpose,
        clause.categories.map((category, index) => html`${index > 0 ? ', ' : ''}${link(`/docs/information#${category}`, category)}`),
      ]),
  );
  return html`<p>By the demonstration county’s agreements, which are illustrative. What none names stays where it is, but for a safeguarding concern, which goes at once. <code>npm run hub -- agreement show ID</code> prints one in plain words.</p>
${table('Agreements', ['Agreement', 'To', 'For', 'Kinds of information'], rows)}`;
}
