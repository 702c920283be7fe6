import { categories } from '../../../contracts/categories.ts';
import { columnNames } from '../../../contracts/sources/street-scene/columns.ts';
import { dropReasons } from '../../referrals/receive/drop-reasons.ts';
import { block, code, html, table } from '../html.ts';
import type { Page } from '../layout.ts';

const law = {
  ordinary: 'UK GDPR Art. 6',
  special: 'UK GDPR Art. 6 and Art. 9(2)',
  offence: 'UK GDPR Art. 6 and Art. 10',
} as const;

export const informationPage = (): Page => ({
  title: 'Kinds of information',
  body: html`<p class="lead">Every field of every message is of one kind. A clause of an agreement permits some kinds, what a person agreed to covers some kinds, and a team sees those that both allow.</p>
${table(
  'Kinds of information',
  ['Kind', 'What it is', 'Nature', 'What the law needs'],
  Object.entries(categories).map(([id, { nature, sentence }]) => [
    html`<span id="${id}">${code(id)}</span>`,
    sentence,
    html`<span class="tag ${nature}">${nature}</span>`,
    law[nature],
  ]),
)}
<p>Free text may hold anything, so it is withheld unless a clause names it. A need is of the kind that its code says: <code>falls</code> is mobility, <code>debt</code> is finances.</p>`,
});

export const consentPage = (): Page => ({
  title: 'Identity and consent',
  body: html`<h2>Who somebody is</h2>
<p>Two messages are about the same person on certain grounds only: an NHS number whose check digit is right, with date of birth and family name; or <code>knownFrom</code>, the <code>consentId</code> that an earlier receipt gave you for them. Anyone else is somebody new, even if they look alike.</p>
<p>A permit needs that certainty. A no does not: if it may be the same person who said no, the referral is held.</p>
<p>No reply to you tells whether somebody was known. The NHS number itself is never passed on.</p>
<h2>What a person said</h2>
<p>Each person in a message answers for themself, in <code>consent</code>:</p>
<dl>
<dt><code>answer</code></dt><dd><code>given</code>, <code>refused</code> or <code>not-asked</code>. Left out, it is as if nobody had asked.</dd>
<dt><code>recipients</code>, <code>purposes</code>, <code>categories</code></dt><dd>Who may know, what for, and which <a href="/docs/information">kinds of information</a>. A yes permits only what all three name.</dd>
<dt><code>exceptions</code></dt><dd>What is different within that: “not my GP”, “nothing about my drinking”.</dd>
<dt><code>engagement</code></dt><dd>Whether they want to be contacted with an offer of help. It is another question than whether it may be passed on.</dd>
<dt><code>method</code>, <code>givenOn</code>, <code>until</code>, <code>recordedBy</code>, <code>seenAlone</code></dt><dd>How they were asked. Say it while it is remembered.</dd>
<dt><code>givenBy</code>, <code>authority</code></dt><dd>Who answered, where it was somebody else, and whether evidence was seen that they may.</dd>
<dt><code>competenceAssessed</code></dt><dd>For someone under 16 who answered for themself (Gillick).</dd>
</dl>
<p>A no is a no, however it was given, and holds for what your organisation sends later. A yes stands for the referral it was said about. Consent is one of several things that law asks for; it is not by itself the basis in UK GDPR Art. 6.</p>
<h2>Later</h2>
<p>Record an answer with <a href="/docs/routes/recordConsent"><code>POST /v1/consents</code></a>: about a referral by <code>referralId</code>, or about a person as such by <code>identity</code>. What is held goes at once if the answer covers it. Withdraw one with <a href="/docs/routes/withdrawConsent"><code>POST /v1/consents/{id}/withdrawal</code></a>: the next read, by anyone, goes by it. Its <code>id</code> is in the receipt’s <code>people</code>.</p>
<h2>Whatever anyone said</h2>
<p>A safeguarding concern with reasonable cause goes at once to the team that holds the duty (Children Act 1989 s.47; Care Act 2014 s.42). It needs no consent and no agreement, and neither can stop it.</p>`,
});

export const mailboxPage = (hub: string): Page => ({
  title: 'The mailbox',
  body: html`<p class="lead">Every team and every sender has a mailbox: an event for each thing that happened, oldest first. An event is a reference and codes. What it leads to is decided when it is read.</p>
${table(
  'Types of event',
  ['Type', 'To', 'What happened'],
  [
    ['referral.received', 'the sender', 'A referral of yours was taken.'],
    [
      'referral.updated',
      'the sender',
      'Something came of it, an answer that you recorded let it go, or it is about to be destroyed: read it.',
    ],
    ['case.routed', 'a team', 'A case is yours: area, tier and urgency as far as you may know them.'],
    ['case.changed', 'a team', 'What you may see of a case changed: read it again.'],
    ['case.cancelled', 'a team', 'A case was taken back. If it was about someone else, destroy your notes of it.'],
    ['case.overdue', 'a team', 'A safeguarding concern has waited too long for somebody to take it on.'],
  ].map(([type = '', ...rest]) => [code(type), ...rest]),
)}
<h2>Reading it</h2>
${block(`curl -s '${hub}/v1/events?limit=20' -H "authorization: Bearer $(npm run -s hub -- token job-centre)"`, 'Command')}
<ul>
<li>Without <code>after</code> you get what came after the last position you acknowledged; reading takes nothing out.</li>
<li>Acknowledge with <a href="/docs/routes/acknowledgeEvents"><code>POST /v1/events/acknowledgement</code></a>, when it is safe with you. A lower position goes back.</li>
<li>An event may come twice under load, with the same <code>id</code>: apply each once.</li>
<li>Ask no more often than every few seconds.</li>
</ul>
<h2>At the terminal</h2>
${block('npm run -s hub -- listen job-centre', 'At the terminal')}
<p>prints a line for each event as it comes, waits for a hub that is away, and acknowledges nothing unless you say <code>--acknowledge</code>. <code>--after 0</code> begins at the beginning, <code>--once</code> ends with what is there, <code>--json</code> is for programs.</p>`,
});

export const idempotencyPage = (): Page => ({
  title: 'Repeating safely',
  body: html`<p class="lead">A reply can be lost. Then send the same again with the same <code>Idempotency-Key</code>: it happens once, and you get the reply that was lost.</p>
<ul>
<li>Every POST that changes something needs the header: 1 to 255 visible ASCII characters, nothing about a person in it. Make a new one for each thing you mean to do, and keep it with that until it is answered.</li>
<li>A repeat, even at the same instant, gets the same status and body, with <code>Idempotency-Replayed: true</code>.</li>
<li>The same key with another body is <a href="/docs/errors/idempotency-key-reused"><code>idempotency-key-reused</code></a>.</li>
<li>A key is yours: another client’s same key is another. What creates something is known by its key for as long as it is there; an answer to a case for seven days.</li>
<li>A 2xx comes only when it is durable. After a time-out, a <code>500</code> or a <code>503</code>, repeat; wait as long as <code>Retry-After</code> says.</li>
<li>At <code>gp</code> the message’s own id may stand for the header. A <a href="/docs/csv">list</a> that stopped half way goes on when it is sent again.</li>
</ul>
<p>Acknowledging a mailbox needs no key: it is safe to repeat by itself.</p>`,
});

export const csvPage = (): Page => ({
  title: 'Lists in CSV',
  body: html`<p class="lead">Street scene sends its day’s jobs as a CSV file to <code>POST /v1/referrals/street-scene</code> with <code>Content-Type: text/csv</code>, and gets a result for each line.</p>
<ul>
<li>The first line names the columns, by the names that such systems export. The order does not matter, nor do case, spaces and punctuation; what is not in the table below is not read.</li>
<li>At most 500 lines. Commas, semicolons or tabs; quotes as in RFC 4180; UTF-8, or with a charset UTF-16 or Windows-1252.</li>
<li>A line is <code>taken</code>, <code>already-taken</code>, <code>dropped</code> or <code>faulty</code>. A faulty line does not keep the others from being taken: mend it and send the list again.</li>
<li>Notes are never read. Of what is dropped nothing is kept.</li>
</ul>
${table(
  'Why a line is dropped',
  ['Code', 'Reason'],
  Object.entries(dropReasons).map(([id, reason]) => [code(id), reason]),
)}
${table(
  'Columns that are read',
  ['Field', 'Names, best first'],
  columnNames.map(({ field, names }) => [code(field), names.join(', ')]),
)}
<p>See <a href="/docs/sources/street-scene">its fields</a>, and <a href="/docs/people/bert-lowe">Bert Lowe</a> to test with.</p>`,
});

export const fhirPage = (hub: string): Page => ({
  title: 'FHIR',
  body: html`<p class="lead">A surgery’s system may send FHIR R4: the NHS Booking and Referral Standard’s message, or a plain Bundle. It is read as the surgery’s own message, and the same story gets the same decision.</p>
${block(
  `curl -s '${hub}/fhir/$process-message' \\
  -H "authorization: Bearer $(npm run -s hub -- token gp)" \\
  -H 'content-type: application/fhir+json' -d @contracts/sources/gp/examples/complete.fhir.json`,
  'Command',
)}
<ul>
<li>To <code>/fhir/$process-message</code>, or to <code>/v1/referrals/gp</code> with <code>Content-Type: application/fhir+json</code>. <code>Accept</code> says whether the answer is FHIR.</li>
<li>Taken: a Bundle of type <code>message</code> (event <code>servicerequest-request</code>, reason <code>new</code>), <code>transaction</code> or <code>collection</code>; or a ServiceRequest with its Patient contained.</li>
<li>A repeat is safe by the message’s own name: <code>MessageHeader.id</code>, or else the Bundle’s <code>identifier</code> or <code>id</code>. Without an <code>Idempotency-Key</code> it stands for one: the same message with the same name is taken once, and another message needs a new one.</li>
<li>What is wrong comes as an <code>OperationOutcome</code>: an issue for each fault, its place as FHIRPath, and the hub’s own code in <code>details.coding</code> (<code>urn:referral-hub:problem</code>, the name of <a href="/docs/errors">a page here</a>).</li>
<li>What a referral does not hold, medication above all, is dropped with a warning.</li>
</ul>
<h2>Consent</h2>
<p>A Consent resource is read strictly: it permits what a provision of type <code>permit</code> names, recipients (<code>urn:referral-hub:recipient</code>), purposes (<code>urn:referral-hub:purpose</code>) and kinds of information (<code>urn:referral-hub:category</code>), all three. Implied consent is as if nobody had asked. What is not certain in a permit permits nothing, and in a denial denies more.</p>
<p>See <a href="/docs/sources/gp">the surgery’s message</a> with FHIR examples, and <a href="/docs/routes/processMessage">the route</a>.</p>`,
});

export const limitsPage = (): Page => ({
  title: 'Limits',
  body: html`${table(
    'Limits',
    ['What', 'How much', 'Beyond it'],
    [
      ['a body', '1 MB, not compressed', 'body-too-large'],
      ['JSON', '32 levels deep', 'malformed-json'],
      ['a list in CSV', '500 lines', 'schema-faults'],
      ['a page of any list', '100 items, or 25 with a summary', 'malformed-request'],
      ['people in one referral', '20', 'schema-faults'],
      ['faults in one reply', '100, and that there are more', undefined],
      ['an access token', 'ten minutes', 'not-authenticated'],
      ['a client assertion', 'five minutes, once', 'invalid-client'],
      ['a request', '28 seconds at most', 'busy'],
    ].map(([what, much, problem]) => [
      what,
      much,
      problem === undefined ? '' : html`<a href="/docs/errors/${problem}">${code(problem)}</a>`,
    ]),
  )}
<h2>How long things are kept</h2>
<ul>
<li>What is refused, or held and never released, is destroyed after 28 days unless the agreement says otherwise; you are told before, and after.</li>
<li>What no team is there for is not kept beyond the day.</li>
<li>That something was shared, with whom and why, is kept: it is the audit trail, and holds no content.</li>
</ul>
<h2>What the hub is not for</h2>
<ul>
<li>An emergency. Danger now is 999; the hub calls nobody.</li>
<li>Documents, pictures, records: it takes what a team needs to make contact, and no more.</li>
<li>Searching. There is no way to ask whether somebody is known.</li>
</ul>`,
});
