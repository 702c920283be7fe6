import { peopleBySource } from '../../../contracts/people/index.ts';
import type { FictionalPerson, Outcome, SourcePeople } from '../../../contracts/people/person.ts';
import { sources } from '../../../contracts/sources/index.ts';
import { block, code, type Html, html, link, prose } from '../html.ts';
import type { Page } from '../layout.ts';
import { peopleTable, personPath } from './people.ts';

export const hourPath = (source: string): string => `/docs/first-hour/${source}`;

const sh = (text: string) => block(text, 'Commands');

/** The first hour of each source’s developer: from a key to a referral that a team has. The commands work as they are against the hub at this address. */
export const hourPages = (hub: string): (readonly [path: string, make: () => Page])[] =>
  Object.entries(peopleBySource).map(([source, hour]) => [hourPath(source), () => hourPage(source, hour, hub)]);

function hourPage(source: string, hour: SourcePeople, hub: string): Page {
  const { client, answer } = hour;
  const first = someone(hour, 'routed') ?? someone(hour, 'conversation-needed');
  const repeated = someone(hour, 'repeated');
  const unasked = answer && someone(hour, 'held');
  const list = Object.entries(hour.people).find(([, { steps, outcome }]) => typeof steps[0].body === 'string' && outcome !== 'faulty');
  const faulty = someone(hour, 'faulty');
  const post = (path: string, file: string, key: string, flags = '-s') => `curl ${flags} ${hub}${path} \\
  -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H 'idempotency-key: ${key}' -d @${file}`;
  const send = (file: string, key: string, flags?: string) => post(`/v1/referrals/${source}`, file, key, flags);
  const fetched = ([id]: Named, file: string, step = '') => `npm run -s hub -- people ${id}${step} > ${file}`;
  const parts: (readonly [title: string, body: Html] | undefined)[] = [
    [
      'A client and a token',
      html`<p>Your system is the client ${code(client)}, which is there to try with, key and all. A token lasts ten minutes, and names whoever uses your system.</p>
${sh(`TOKEN=$(npm run -s hub -- token ${client})`)}`,
    ],
    first && [
      'A first referral',
      html`<p>${told(first)} The <code>Idempotency-Key</code> makes a ${link('/docs/idempotency', 'repeat safe')}.</p>
${sh(`${fetched(first, 'first.json')}
${send('first.json', 'first-1')} > receipt.json
cat receipt.json`)}
<p>${prose(first[1].lookAt)} ${link('/docs/receipt', 'What every word of a receipt means')}.</p>`,
    ],
    repeated && [
      'The same again',
      html`<p>A reply can be lost. The same message with the same key is answered as before, and says so; another message with that key is refused.</p>
${sh(`${send('first.json', 'first-1', '-si')} | grep -i '^idempotency-replayed'
${fetched(repeated, 'other.json', ' --step 3')}
${send('other.json', 'first-1')}`)}`,
    ],
    unasked && [
      'Something to ask',
      html`<p>${told(unasked)} ${code('ask')} says what to ask.</p>
${sh(`${fetched(unasked, 'unasked.json')}
${send('unasked.json', 'first-2')} > held.json
node -p 'require("./held.json").ask.join("\\n")'`)}
<p>Record what was said, on what day and by whom it was heard, and what it covers goes at once:</p>
${sh(`cat > answer.json <<END
{ "referralId": "$(node -p 'require("./held.json").referralId')", "answer": "given", "method": "telephone", "engagement": "agreed",
  "recipients": ${listed(answer.recipients)}, "purposes": ${listed(answer.purposes)},
  "categories": ${listed(answer.categories)},
  "givenOn": "$(TZ=Europe/London date +%F)", "recordedBy": "Your name" }
END
${post('/v1/consents', 'answer.json', 'first-3')}`)}`,
    ],
    list && [
      'A list in CSV',
      html`<p>${told(list)} ${link('/docs/csv', 'Which columns are read')}, and why a line is dropped.</p>
${sh(`${fetched(list, 'jobs.csv')}
curl -s ${hub}/v1/referrals/${source} \\
  -H "authorization: Bearer $TOKEN" -H 'content-type: text/csv' \\
  -H 'idempotency-key: list-1' --data-binary @jobs.csv`)}`,
    ],
    faulty && [
      'A message that is not taken',
      html`<p>${told(faulty)} ${code('type')} is the address of ${link('/docs/errors', 'the page that explains the code')}.</p>
${sh(`${fetched(faulty, 'faulty.json')}
${send('faulty.json', 'first-4')}`)}`,
    ],
    [
      'The mailbox, and what came of it',
      html`<p>Your ${link('/docs/mailbox', 'mailbox')} has a reference for each thing that happened to what you sent. Watch it in another terminal with <code>npm run -s hub -- listen ${client}</code>, or look once:</p>
${sh(`curl -s ${hub}/v1/events -H "authorization: Bearer $TOKEN"
curl -s ${hub}/v1/referrals/$(node -p 'require("./receipt.json").referralId') -H "authorization: Bearer $TOKEN"`)}`,
    ],
    [
      'People to test with',
      html`<p>Each leads to one outcome, always the same: see how your system shows it. A name leads to the message, the command that sends it, and the reply.</p>
${peopleTable(source)}`,
    ],
    ['A key of your own', ownKey(source, hour, hub)],
  ];
  return {
    title: `A first hour. ${sources[source]?.title ?? source}`,
    body: html`<p class="lead">You send to <code>POST /v1/referrals/${source}</code>. What follows works as it is, in a terminal in the project’s folder: see ${link('/docs', 'what has to run')}.</p>
${parts.filter((part) => part !== undefined).map(([title, body], index) => html`<h2>${index + 1}. ${title}</h2>\n${body}\n`)}
${thenSee(source)}`,
  };
}

type Named = readonly [id: string, person: FictionalPerson];

/** The first of a source’s own people with this outcome, sent as JSON. */
const someone = ({ people }: SourcePeople, outcome: Outcome): Named | undefined =>
  Object.entries(people).find(([, person]) => person.outcome === outcome && typeof person.steps[0].body === 'object');

const told = ([id, { name, shows }]: Named): Html => html`${link(personPath(id), name)}: ${shows}`;

const listed = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

function ownKey(source: string, { organisation }: SourcePeople, hub: string): Html {
  const own = `my-${source}`;
  return html`<p>Make a key pair for a system of yours and have its public half registered. The private key never leaves you.</p>
${sh(`npm run -s hub -- keygen ${own}
npm run -s hub -- client add ${own} --jwks ${own}.jwks.json --organisation ${organisation} \\
  --scope send:${source} referrals:read referrals:cancel consents:record events:read
TOKEN=$(npm run -s hub -- token ${own} --key ${own}.private.json --user your-name)
curl -s ${hub}/v1/events -H "authorization: Bearer $TOKEN"`)}
<p>Your own code gets its token at ${link('/docs/routes/getToken', code('POST /oauth2/token'))} (client credentials with <code>private_key_jwt</code>, RFC 7523): it signs a JWT with header <code>{"alg": "ES256", "kid": …}</code> and claims <code>iss</code> and <code>sub</code> your client’s id, <code>aud</code> <code>${hub}</code>, a new <code>jti</code>, <code>exp</code> within five minutes, and <code>user: {"id": …, "role": …}</code>. Most OAuth libraries do it.</p>`;
}

function thenSee(source: string): Html {
  const { csv, fhir } = sources[source] ?? {};
  return html`<h2>Then</h2>
<ul>
<li>${link(`/docs/sources/${source}`, 'What you send')}, field by field. Fuller examples are in <code>contracts/sources/${source}/examples</code>.</li>
${csv && html`<li>${link('/docs/csv', 'A day’s jobs as a list')} in CSV, with a result for each line.</li>\n`}${fhir && html`<li>${link('/docs/fhir', 'The same as FHIR R4')}, with a FHIR message back.</li>\n`}<li>${link('/docs/consent', 'Identity and consent')}: who somebody is, what they said, and what comes later.</li>
</ul>`;
}
