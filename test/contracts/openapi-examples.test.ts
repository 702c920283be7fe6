import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { type DocumentedOperation, document, faultsAt, step } from '../support/documented.ts';
import { example } from '../support/examples.ts';
import { aTokenReply } from '../support/token-reply.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';

/**
 * The examples of the document are run: each request is sent as it is, and answered as documented; what is answered is the
 * example of the reply. `npx vitest -u` with this file writes the replies anew, then `npm run openapi` the document.
 */

const folder = new URL('../../contracts/replies/examples/', import.meta.url).pathname;
/** In place of what a request cannot know beforehand: the reference of what came before. */
const someReference = '66hndx79bqdfj2mdpfr9216fh3';

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const examplesOf = ({ requestBody }: DocumentedOperation) =>
  Object.entries(requestBody?.content ?? {}).flatMap(([type, { examples = {} }]) =>
    Object.entries(examples).map(([name, { value }]) => ({ type, name, value })),
  );

/** An example of a request, with the reference of what it is about. */
function sent(operationId: string, name: string, reference = someReference): unknown {
  const operation = operations.find((each) => each.operation.operationId === operationId)?.operation;
  const found = operation && examplesOf(operation).find((each) => each.name === name);
  if (!found) throw new Error(`there is no example ${name} of ${operationId}`);
  return JSON.parse(JSON.stringify(found.value).replaceAll(someReference, reference));
}

/** The same references, whatever the keys of the world that gave them. */
function settled({ body }: Answer): string {
  const known = new Map<string, string>();
  const named = (found: string, size: number) => {
    const name = createHash('sha256').update(`${known.size}`).digest('hex').slice(0, size);
    known.set(found, known.get(found) ?? name);
    return known.get(found) ?? name;
  };
  const text = JSON.stringify(body, null, 2)
    .replace(/\b[0-9a-z]{26}\b/g, (found) => named(found, 26))
    .replace(/\bp-[0-9a-z]{6}\b/g, (found) => `p-${named(found, 6)}`);
  return `${text}\n`;
}

/** Holds what was answered to the example there is of it. */
async function shows(operationId: string, name: string, answer: Answer): Promise<Answer> {
  expect(answer.status).toBeLessThan(300);
  const ending = answer.headers['content-type'] === 'application/fhir+json' ? '.fhir.json' : '.json';
  await expect(settled(answer)).toMatchFileSnapshot(`${folder}${operationId}.${answer.status}.${name}${ending}`);
  return answer;
}

const sending = operations.filter(({ operation }) => /^sendReferral|^processMessage/.test(operation.operationId));
const runs = sending.flatMap(({ path, operation }) =>
  examplesOf(operation).map((each) => ({ ...each, path, operationId: operation.operationId })),
);

describe('each message that is an example is taken', () => {
  test.each(runs)('$operationId: $name ($type)', async ({ path, operationId, type, name, value }) => {
    const hub = await aWorld();
    const source = path.startsWith('/fhir/') ? 'gp' : (path.split('/').at(-1) ?? '');
    const client = demonstrationClients.find(({ scopes }) => scopes.includes(`send:${source}`));
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const answer = await hub.post(path, { as: client?.id ?? '', text, headers: { 'content-type': type } });
    expect(answer.status).toBe(type === 'text/csv' ? 200 : 201);
    // What FHIR is answered is shown at FHIR’s own address, and there in FHIR.
    if (type !== 'application/fhir+json' || operationId === 'processMessage') await shows(operationId, name, answer);
  });
});

describe('a referral and its outcome', () => {
  let hub: World;
  let id: string;
  const team = { as: 'coordinator-northgate' };
  beforeAll(async () => {
    hub = await aWorld();
    id = (await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') })).body.referralId;
    await hub.settle();
  });

  test('as the team has it', async () => {
    await shows('listEvents', 'routed', await hub.get('/v1/events', team));
    await shows(
      'acknowledgeEvents',
      'first',
      await hub.post('/v1/events/acknowledgement', { ...team, body: sent('acknowledgeEvents', 'first') }),
    );
    await shows('listCases', 'open', await hub.get('/v1/cases', team));
    await shows('listCases', 'with-summary', await hub.get('/v1/cases?with=summary', team));
    await shows('getCase', 'complete', await hub.get(`/v1/cases/${id}`, team));
    await shows('acceptCase', 'empty', await hub.post(`/v1/cases/${id}/acceptance`, { ...team, body: sent('acceptCase', 'empty') }));
    await shows(
      'recordOutcome',
      'connected',
      await hub.post(`/v1/cases/${id}/outcome`, { ...team, body: sent('recordOutcome', 'connected') }),
    );
  });

  test('as its sender follows it, and takes it back', async () => {
    const sender = { as: 'job-centre' };
    await shows('listReferrals', 'sent', await hub.get('/v1/referrals', sender));
    await shows('getReferral', 'received', await hub.get(`/v1/referrals/${id}`, sender));
    const cancel = (name: string) => hub.post(`/v1/referrals/${id}/cancellation`, { ...sender, body: sent('cancelReferral', name) });
    await shows('cancelReferral', 'withdrawn', await cancel('withdrawn'));
    await shows('cancelReferral', 'wrong-person', await cancel('wrong-person'));
  });
});

test('a case is declined, and another passed on', async () => {
  const hub = await aWorld();
  const categories = ['contact', 'hazard', 'mobility', 'need', 'hopes', 'consent', 'referrer'];
  const consent = { recipients: ['first-contact', 'local-area-coordinator'], purposes: ['safe-and-well', 'introduction'], categories };
  const message = example('fire', 'complete');
  const [him] = message.occupants;
  const send = async () => {
    const body = { ...message, occupants: [{ ...him, consent: { ...him.consent, ...consent } }] };
    return (await hub.post('/v1/referrals/fire', { as: 'fire', body })).body.referralId as string;
  };
  const answer = (id: string, what: string, body: unknown) => hub.post(`/v1/cases/${id}/${what}`, { as: 'first-contact', body });
  await shows('declineCase', 'no-capacity', await answer(await send(), 'refusal', sent('declineCase', 'no-capacity')));
  const passed = await send();
  await answer(passed, 'acceptance', {});
  await shows('recordOutcome', 'passed-on', await answer(passed, 'outcome', sent('recordOutcome', 'passed-on')));
});

test('an answer is recorded, read and withdrawn, and a no of a person as such', async () => {
  const hub = await aWorld();
  const gp = { as: 'gp' };
  const { body: held } = await hub.post('/v1/referrals/gp', { ...gp, body: example('gp', 'arthur-not-asked') });
  const { body } = await shows(
    'recordConsent',
    'given',
    await hub.post('/v1/consents', { ...gp, body: sent('recordConsent', 'given', held.referralId) }),
  );
  expect(body.released).toHaveLength(1);
  await shows('getConsent', 'given', await hub.get(`/v1/consents/${body.consentId}`, gp));
  const withdrawal = sent('withdrawConsent', 'empty');
  await shows('withdrawConsent', 'empty', await hub.post(`/v1/consents/${body.consentId}/withdrawal`, { ...gp, body: withdrawal }));
  await shows('recordConsent', 'refused', await hub.post('/v1/consents', { ...gp, body: sent('recordConsent', 'refused') }));
});

test('someone trained says who may be seen together', async () => {
  const hub = await aWorld();
  const message = example('fire', 'complete');
  const occupants = [{ ...message.occupants[0], needs: [{ code: 'domestic-abuse' }] }];
  const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: { ...message, occupants } });
  const call = { as: 'first-contact', user: 'first-contact-safeguarding', body: sent('reviewCase', 'together') };
  await shows('reviewCase', 'together', await hub.post(`/v1/cases/${body.referralId}/review`, call));
});

test('the hub is there, and gives a token for an assertion', async () => {
  const hub = await aWorld();
  await shows('getHealth', 'ok', await hub.get('/health', {}));
  await shows('getToken', 'asked', await aTokenReply(hub));
  // The assertion of the example is nobody’s.
  const form = new URLSearchParams(sent('getToken', 'asked') as Record<string, string>).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(await hub.post('/oauth2/token', { text: form, headers })).toMatchObject({ status: 401, body: { code: 'invalid-client' } });
});

describe('each example fits its own schema', () => {
  const replies = operations.flatMap(({ path, method, operation }) =>
    Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content).map(([type, { examples = {} }]) => ({
        operationId: operation.operationId,
        at: `/paths/${step(path)}/${method}/responses/${status}/content/${step(type)}/schema`,
        status,
        values: Object.entries(examples),
      })),
    ),
  );
  test.each(replies.filter(({ values }) => values.length > 0))('$operationId $status', ({ at, values }) => {
    for (const [name, { value }] of values) expect([name, faultsAt(at, value)]).toEqual([name, []]);
  });
  const requests = operations.flatMap(({ path, method, operation }) =>
    examplesOf(operation).map((each) => ({ ...each, at: `/paths/${step(path)}/${method}/requestBody/content/${step(each.type)}/schema` })),
  );
  test.each(requests)('$at $name', ({ at, value }) => {
    expect(faultsAt(at, value)).toEqual([]);
  });
  test('and every operation shows what it answers', () => {
    const shown = new Set(replies.filter(({ values }) => values.length > 0).map(({ operationId }) => operationId));
    expect(operations.map(({ operation }) => operation.operationId).filter((each) => !shown.has(each))).toEqual([]);
  });
});
