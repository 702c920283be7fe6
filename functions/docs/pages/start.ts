import { peopleBySource } from '../../../contracts/people/index.ts';
import { sources } from '../../../contracts/sources/index.ts';
import { code, html, link, table } from '../html.ts';
import type { Page } from '../layout.ts';
import { hourPath } from './first-hour.ts';

/** Where everybody begins: what the hub is, what has to run, and the first hour of each source. */
export const startPage = (hub: string): Page => ({
  title: 'Your first hour',
  body: html`<p class="lead">The hub takes a referral once, checks it against what the person said and the agreements in force, and gives it to the team that can help, or says what to ask first.</p>
<p>Which system is yours? Each has an hour of its own: a token, a message to send, what is answered, and people who each lead to one outcome.</p>
${table(
  'First hours',
  ['Your system', 'Client', 'Fields'],
  Object.entries(sources).map(([id, { title }]) => [
    link(hourPath(id), title),
    code(peopleBySource[id]?.client ?? id),
    link(`/docs/sources/${id}`, 'what to send'),
  ]),
)}
<h2>What has to run</h2>
<p>The commands work as they are, in a terminal in the project’s folder, with the hub running at <code>${hub}</code>. If the hub keeps its data elsewhere than in <code>.hub</code>, say so once before, with the folder it was started with: <code>export HUB_DATA=…</code>. <code>npm run -s hub -- clients</code> lists who else there is to try with, teams among them. The people are ${link('/docs/people', 'fictional')}; send no real ones.</p>
<h2>For any system</h2>
<ul>
<li>${link('/docs/receipt', 'Reading the reply')}, ${link('/docs/errors', 'every error')}, and ${link('/docs/idempotency', 'repeating safely')}.</li>
<li>${link('/openapi.json', 'openapi.json')} (OpenAPI 3.1) makes clients and mocks; ${link('/docs/routes', 'the routes')} are the same to read.</li>
</ul>`,
});
