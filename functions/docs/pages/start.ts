import { block, html, link } from '../html.ts';
import type { Page } from '../layout.ts';

const sh = (text: string) => block(text, 'Commands');

/** The first hour: from a key to a referral that a team has. The commands work as they are against the hub at this address. */
export const startPage = (hub: string): Page => ({
  title: 'Your first hour',
  body: html`<p class="lead">The hub takes a referral once, checks it against what the person said and the agreements in force, and gives it to the team that can help, or says what to ask first.</p>
<p>What follows works as it is, in a terminal in the project’s folder, with the hub running at <code>${hub}</code>. Each command can be copied; if the hub keeps its data elsewhere than in <code>.hub</code>, say so once before, with the folder it was started with: <code>export HUB_DATA=…</code>. The people are ${link('/docs/people', 'fictional')}; send no real ones.</p>
<h2>1. A key and a client</h2>
<p>There are demonstration clients for every kind of partner, with keys of their own: <code>npm run -s hub -- clients</code> lists them. For a system of yours, make a key pair and have its public half registered. The private key never leaves you.</p>
${sh(`npm run -s hub -- keygen first-hour
npm run -s hub -- client add first-hour --jwks first-hour.jwks.json --organisation job-centre \\
  --scope send:job-centre referrals:read referrals:cancel consents:record events:read`)}
<h2>2. A token</h2>
<p>Your system signs a short assertion with its key and gets a token for it at <a href="/docs/routes/getToken"><code>POST /oauth2/token</code></a> (client credentials with <code>private_key_jwt</code>, RFC 7523). The assertion names the person who uses your system. A token lasts ten minutes. This does both:</p>
${sh(`TOKEN=$(npm run -s hub -- token first-hour --key first-hour.private.json --user your-name)`)}
<p>What is signed, in your own code: a JWT with header <code>{"alg": "ES256", "kid": …}</code> and claims <code>iss</code> and <code>sub</code> your client’s id, <code>aud</code> <code>${hub}</code>, a new <code>jti</code>, <code>exp</code> within five minutes, and <code>user: {"id": …, "role": …}</code>. Most OAuth libraries do it.</p>
<h2>3. A first referral</h2>
<p>Nora Finch was asked, and agreed. The <code>Idempotency-Key</code> makes a <a href="/docs/idempotency">repeat safe</a>.</p>
${sh(`npm run -s hub -- people nora-finch > nora.json
curl -s ${hub}/v1/referrals/job-centre \\
  -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H 'idempotency-key: first-hour-1' -d @nora.json > receipt.json
cat receipt.json`)}
<h2>4. Read the reply</h2>
<p><code>disposition</code> is <code>routed</code>: a team has it. Send Sam Tilley, whom nobody asked, and it is <code>held</code>: <code>ask</code> says what to ask him. <a href="/docs/receipt">What every word of a receipt means.</a></p>
${sh(`npm run -s hub -- people sam-tilley > sam.json
curl -s ${hub}/v1/referrals/job-centre \\
  -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H 'idempotency-key: first-hour-2' -d @sam.json > held.json
node -p 'require("./held.json").ask.join("\\n")'`)}
<p>Record what he said, and what is covered goes at once:</p>
${sh(`cat > answer.json <<END
{ "referralId": "$(node -p 'require("./held.json").referralId')", "answer": "given", "method": "telephone",
  "engagement": "agreed", "recipients": ["local-area-coordinator"],
  "purposes": ["introduction"], "categories": ["contact", "need"] }
END
curl -s ${hub}/v1/consents \\
  -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H 'idempotency-key: first-hour-3' -d @answer.json`)}
<h2>5. See a message refused</h2>
<p>Five things are wrong with Ned Crane’s. All are told at once, each with its place; what was sent is never repeated. <code>type</code> is the address of <a href="/docs/errors">the page that explains the code</a>.</p>
${sh(`npm run -s hub -- people ned-crane > ned.json
curl -s ${hub}/v1/referrals/job-centre \\
  -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H 'idempotency-key: first-hour-4' -d @ned.json`)}
<h2>6. The mailbox, and what came of it</h2>
<p>Your <a href="/docs/mailbox">mailbox</a> has a reference for each thing that happened to what you sent. Watch it in another terminal with <code>npm run -s hub -- listen first-hour --key first-hour.private.json --user your-name</code>, or look once:</p>
${sh(`curl -s ${hub}/v1/events -H "authorization: Bearer $TOKEN"
curl -s ${hub}/v1/referrals/$(node -p 'require("./receipt.json").referralId') -H "authorization: Bearer $TOKEN"`)}
<h2>Then</h2>
<ul>
<li><a href="/docs/sources">What your kind of system sends</a>, field by field, with examples.</li>
<li><a href="/docs/people">People to test with</a>: each leads to one outcome, so you can see how your system shows it.</li>
<li><a href="/openapi.json">openapi.json</a> (OpenAPI 3.1) makes clients and mocks; <a href="/docs/routes">the routes</a> are the same to read.</li>
</ul>`,
});
