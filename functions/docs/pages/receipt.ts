import { warnings } from '../../../contracts/faults.ts';
import { dispositions } from '../../../contracts/vocabulary.ts';
import { routeReasons } from '../../../policies/routes/reasons.ts';
import { fieldTable } from '../fields.ts';
import { code, html, prose, table } from '../html.ts';
import type { Page } from '../layout.ts';
import { openapi } from '../openapi.ts';
import { rulings } from '../reasons.ts';

const outcomes = {
  permit: 'It goes, or went, to that team.',
  hold: 'It stays until someone has been asked.',
  withhold: 'It stays. Asking would not change that.',
  refuse: 'It stays, because somebody said no.',
} as const;

/** What a receipt means: every word that it may carry. */
export const receiptPage = (): Page => ({
  title: 'Reading the reply',
  body: html`<p class="lead">A referral that was taken is answered with <code>201</code> and a receipt. Taken is not yet passed on: <code>disposition</code> says what became of it.</p>
${table(
  'disposition',
  ['Disposition', 'What became of it'],
  Object.entries(dispositions).map(([name, sentence]) => [html`<span id="${name}">${code(name)}</span>`, prose(sentence)]),
)}
<p><code>reason</code> says why, in a sentence to show to whoever sent it; <code>reasonCode</code> is the same for a program. A receipt never varies with what the hub knows from others: it speaks of what you sent, and of published agreements.</p>
<h2>Who is who</h2>
<p><code>people</code> lists everyone the referral tells of, in the order they were sent. <code>pointer</code> says where in what you sent each of them stands (a JSON Pointer, RFC 6901): <code>/occupants/1</code> is the second occupant. In a reply in FHIR it is the <code>expression</code> of the issue that names them. Keep each <code>consentId</code> with your record of that person: it is how you add to what they said, withdraw it, or refer them again.</p>
<h2>What <code>ask</code> is</h2>
<p>Where somebody has to be asked before a referral can go, <code>ask</code> is the list of what to ask, in words for the practitioner, and last where the answers belong. Show it as it is. Where the referral tells of several people, each question begins with whom it is about, by their <code>pointer</code>: “About /occupants/1: …”; you may show the name that stands there instead. Ask, then record what was said with <a href="/docs/routes/recordConsent"><code>POST /v1/consents</code></a> and the <code>referralId</code>, or for one of several people their <code>consentId</code> in its place: what the answer covers goes at once, and the reply says where, in <code>released</code>. A no is an answer too.</p>
${fieldTable(openapi.components.schemas['Released'] ?? {}, 'One of released', false)}
<p><code>released</code> names what goes to a team that did not have it. Where a team has the referral already, an answer changes what it may see: the team is told to read it again, and <code>released</code> stays empty.</p>
<p><code>ask</code> is of what cannot go at all until somebody is asked. It is empty where a team has the referral, also where somebody in it was not asked: <code>sharing</code> then has a line with <code>hold</code>, and their answer, recorded by their <code>consentId</code>, lets the team see them.</p>
<h2>Why it was routed, or was not</h2>
<p>Where a team was chosen, <code>reasonCode</code> is one of these. Else it is the code of what stood against it, from the table below.</p>
${table(
  'reasonCode, where a team was chosen',
  ['Code', 'Reason'],
  Object.entries(routeReasons).map(([name, sentence]) => [html`<span id="${name}">${code(name)}</span>`, sentence]),
)}
<h2>What goes and what stays</h2>
<p><code>sharing</code> is what was decided when the referral came in or, of one that was held, when it went; an answer recorded later changes what a team sees, and not these lines. It has a line for each distinct answer, with the <a href="/docs/information">kinds of information</a> it is about and the team (<code>to</code>) it was decided for.</p>
${table(
  'outcome',
  ['Outcome', 'What it means'],
  Object.entries(outcomes).map(([name, sentence]) => [code(name), sentence]),
  'shown',
)}
${table(
  'code',
  ['Code', 'Outcome', 'What it says', 'The rule it comes of'],
  rulings.map((each) => [html`<span id="${each.code}">${code(each.code)}</span>`, each.outcome, each.sentence, each.rule]),
  'shown',
)}
<h2>Warnings</h2>
<p>A warning costs the referral nothing: it names, by its place, what was dropped or not relied on. With <code>?strict=true</code> what would be dropped is a fault instead.</p>
${table(
  'warnings',
  ['Code', 'What it means'],
  Object.entries(warnings).map(([name, sentence]) => [html`<span id="warning-${name}">${code(name)}</span>`, prose(sentence)]),
)}
<h2>Every field</h2>
${fieldTable(openapi.components.schemas['Receipt'] ?? {}, 'The receipt', false)}
<p>To see later where it is, and what came of it as far as the agreement’s return clause lets you know: <a href="/docs/routes/getReferral"><code>GET /v1/referrals/{id}</code></a>.</p>`,
});
