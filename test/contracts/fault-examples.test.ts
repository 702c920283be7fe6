import { beforeAll, expect, test } from 'vitest';
import { faultExamples } from '../../contracts/fault-examples.ts';
import { assertionType } from '../../contracts/parameters.ts';
import type { ProblemCode } from '../../contracts/problem.ts';
import { example } from '../support/examples.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';

let hub: World;
beforeAll(async () => {
  hub = await aWorld({ scopes: { 'job-centre': ['send:job-centre', 'referrals:read'] } });
});

const referral = '/v1/referrals/job-centre';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const send = (call: object) => hub.post(referral, { as: 'job-centre', ...call });
const tokenOf = (asked: Record<string, string>) =>
  hub.post('/oauth2/token', { text: new URLSearchParams(asked).toString(), headers: form });

/** What is answered with each example. */
const sent: Readonly<Partial<Record<ProblemCode, () => Promise<Answer>>>> = {
  'malformed-json': () => send({ text: '{"reference":"JC-1",\n' }),
  'malformed-request': () => hub.get('/v1/referrals?limit=many', { as: 'job-centre' }),
  'idempotency-key-missing': () => send({ body: example('job-centre', 'complete'), headers: { 'idempotency-key': '' } }),
  'invalid-client': () => tokenOf({ grant_type: 'client_credentials', client_assertion_type: assertionType, client_assertion: 'none' }),
  'unsupported-grant': () => tokenOf({ grant_type: 'password' }),
  'scope-missing': () => hub.get('/v1/cases', { as: 'job-centre' }),
  'unsupported-media-type': () => send({ text: '<a/>', headers: { 'content-type': 'application/xml' } }),
  'schema-faults': () => {
    const message = example('job-centre', 'complete');
    const { familyName: _, ...customer } = message.customer as Record<string, unknown>;
    return send({ body: { ...message, referredOn: '2026-02-30', customer } });
  },
};

test.each(Object.entries(faultExamples))('the example of %s is what is answered', async (code, faults) => {
  const answer = await sent[code as ProblemCode]?.();
  expect(answer?.body).toMatchObject({ code, faults });
  expect((answer?.body as { faults?: object[] } | undefined)?.faults).toHaveLength(faults.length);
});

const tell = (id: string, contentType: string) =>
  hub.post(`/v1/referrals/${id}`, { as: id, text: 'x', headers: { 'content-type': contentType } }).then(({ body }) => body);

test('a body of another type is told every type that the address takes', async () => {
  for (const [source, types] of [
    ['gp', 'application/json, in UTF-8, or application/fhir+json'],
    ['street-scene', 'application/json, in UTF-8, or text/csv'],
    ['fire', 'application/json, in UTF-8'],
  ] as const)
    expect(await tell(source, 'application/xml')).toMatchObject({ faults: [{ detail: `must be ${types}, not compressed` }] });
});
