import { beforeEach, describe, expect, test } from 'vitest';
import { Unavailable } from '../../functions/store/ports.ts';
import { example } from '../support/examples.ts';
import { changed, fhirExample, type Loose, resourceIn } from '../support/fhir.ts';
import { aWorld, type Call, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});
const fhirAddress = '/fhir/$process-message';
const fhirType = 'application/fhir+json';
const send = (body: unknown, call: Call = {}) => hub.post('/v1/referrals/gp', { as: 'gp', body, ...call });
const process = (body: unknown, call: Call = {}) =>
  hub.post(fhirAddress, { as: 'gp', body, ...call, headers: { 'content-type': fhirType, ...call.headers } });
const seen = async (id: string) => (await hub.get(`/v1/cases/${id}`, { as: 'first-contact' })).body;
const codes = (outcome: Loose) => outcome.issue.map((issue: Loose) => issue.details.coding[0].code);

describe('Arthur, referred by his surgery', () => {
  test('First Contact learns how to reach him and what he would like, and his NHS number stops at the hub', async () => {
    const sent = await send(example('gp', 'complete'));
    expect(sent.body).toMatchObject({ disposition: 'routed', routedTo: [{ team: 'first-contact' }], warnings: [] });
    const view = JSON.stringify(await seen(sent.body.referralId));
    for (const shared of ['Arthur', '9 Orchard Close', 'bereavement', 'low-mood', 'town choir', 'Ama Osei']) expect(view).toContain(shared);
    for (const withheld of ['9991172041', 'Callum', '07700 900517', 'Jean', '1948-04-12', 'A large dog'])
      expect(view).not.toContain(withheld);
  });

  test('by FHIR it is decided and seen the same', async () => {
    const plain = await send(example('gp', 'complete'));
    const fhir = await send(fhirExample('complete'));
    expect(fhir.headers['content-type']).toBe('application/json');
    const same = ({ disposition, reason, reasonCode, routedTo, ask, sharing, warnings }: Loose) => ({
      disposition,
      reason,
      reasonCode,
      routedTo,
      ask,
      sharing,
      warnings,
    });
    expect(same(fhir.body)).toEqual(same(plain.body));
    const facts = async (id: string) =>
      (await seen(id)).people.map((person: Loose) => person.facts.map(({ field, value }: Loose) => [field, value]));
    expect(await facts(fhir.body.referralId)).toEqual(await facts(plain.body.referralId));
  });

  test.each(['transaction', 'collection'])('by a %s too', async (name) => {
    expect((await send(fhirExample(name))).body).toMatchObject({ disposition: 'routed', routedTo: [{ team: 'first-contact' }] });
  });

  test('not asked, or only presumed to agree, he is asked first', async () => {
    for (const body of [example('gp', 'arthur-not-asked'), fhirExample('implied')]) {
      const { body: receipt } = await send(body);
      expect([receipt.disposition, receipt.reasonCode]).toEqual(['held', 'consent-missing']);
      expect(receipt.ask.length).toBeGreaterThan(1);
    }
  });

  test('protected, he is seen by nobody who is not named for it', async () => {
    const { body } = await send(fhirExample('protected'));
    const view = body.referralId ? JSON.stringify(await seen(body.referralId)) : '';
    expect(view).not.toContain('Orchard Close');
  });
});

describe('a referral whose ways to reach people cannot all be used', () => {
  const damaged = () =>
    changed((bundle) => {
      const patient = resourceIn(bundle, 'Patient');
      patient.telecom = [
        { system: 'phone', value: '07700 900123 (daughter, after 4pm)' },
        { system: 'email', value: 'none at present' },
      ];
      patient.address[1].period = { end: '2030-01-01' };
      resourceIn(bundle, 'Practitioner').telecom = [{ system: 'email', value: 'reception desk' }];
      resourceIn(bundle, 'RelatedPerson').address[0].postalCode = 'N/A';
    });
  test('is taken with the rest, and its sender told what was dropped and where', async () => {
    const { status, body } = await send(damaged());
    expect([status, body.disposition]).toEqual([201, 'routed']);
    expect(body.warnings.map(({ code }: Loose) => code)).toEqual(Array(4).fill('not-usable'));
    expect(JSON.stringify(body)).not.toMatch(/daughter|at present|reception/);
    const view = JSON.stringify(await seen(body.referralId));
    expect(view).toContain('07700 900123');
    expect(view).toContain('9 Orchard Close');
    expect(view).not.toMatch(/daughter|at present|reception/);
  });
  test('is refused if strict is asked for, whatever the word for it', async () => {
    for (const yes of ['true', 'TRUE', '1']) {
      const answer = await hub.post(`/v1/referrals/gp?strict=${yes}`, { as: 'gp', body: damaged() });
      expect([answer.status, answer.body.issue.length]).toEqual([422, 4]);
    }
    expect((await hub.post('/v1/referrals/gp?strict=0', { as: 'gp', body: damaged() })).status).toBe(201);
    const neither = await hub.post('/v1/referrals/gp?strict=yes', { as: 'gp', body: damaged() });
    expect([neither.status, neither.body.issue]).toMatchObject([400, [{ code: 'invalid', expression: ['http.strict'] }]]);
  });
});

describe('repeats', () => {
  test('without a key, the message’s own id tells a repeat, in whatever envelope it comes', async () => {
    const first = await process(fhirExample('complete'), { headers: { 'idempotency-key': '' } });
    const again = await send(
      changed((bundle) => Object.assign(bundle, { id: 'another', timestamp: '2026-11-19T08:00:00Z' })),
      { headers: { 'idempotency-key': '' } },
    );
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
    expect(again.body.referralId).toBe(first.body.id);
  });
  test('the same id for another story is refused', async () => {
    await send(fhirExample('complete'), { headers: { 'idempotency-key': '' } });
    const other = changed((bundle) => Object.assign(resourceIn(bundle, 'ServiceRequest'), { priority: 'urgent' }));
    const answer = await send(other, { headers: { 'idempotency-key': '' } });
    expect([answer.status, codes(answer.body)]).toEqual([422, ['idempotency-key-reused']]);
  });
  test('the form may name its message too; nameless, it needs a key', async () => {
    const body = { ...example('gp', 'complete'), messageId: 'beechwood-1' };
    const first = await send(body, { headers: { 'idempotency-key': '' } });
    const again = await send({ ...body, unknown: 1 }, { headers: { 'idempotency-key': '' } });
    expect([first.status, again.headers['idempotency-replayed'], again.body.referralId]).toEqual([201, 'true', first.body.referralId]);
    const nameless = await send(example('gp', 'complete'), { headers: { 'idempotency-key': '' } });
    expect([nameless.status, nameless.body.code]).toEqual([400, 'idempotency-key-missing']);
  });
});

describe('the answer in FHIR', () => {
  test('is a message that answers theirs, says where the referral is, and holds nothing that was sent', async () => {
    const { status, headers, body } = await process(fhirExample('complete'));
    expect([status, headers['content-type'], headers['location']]).toEqual([201, fhirType, `/v1/referrals/${body.id}`]);
    const [header, outcome] = body.entry.map(({ resource }: Loose) => resource);
    expect(body).toMatchObject({ resourceType: 'Bundle', type: 'message' });
    expect(header).toMatchObject({
      resourceType: 'MessageHeader',
      eventCoding: { code: 'servicerequest-response' },
      response: { identifier: resourceIn(fhirExample('complete'), 'MessageHeader').id, code: 'ok' },
      focus: [{ identifier: { value: body.id } }],
    });
    expect(outcome.issue[0]).toMatchObject({ severity: 'information', code: 'informational', details: { text: 'routed' } });
    expect(JSON.stringify(body)).not.toMatch(/Arthur|Orchard|9991172041/);
  });
  test('tells what to ask, and what was not relied on', async () => {
    const { body } = await process(fhirExample('implied'));
    const { issue } = body.entry[1].resource;
    expect(issue.map((each: Loose) => each.details.coding[0].code)).toEqual(expect.arrayContaining(['held', 'ask', 'consent-implied']));
    expect(issue.find((each: Loose) => each.details.coding[0].code === 'consent-implied').expression).toEqual(['Bundle.entry[7].resource']);
  });
  test('is given to whoever asks for it, and JSON to whoever asks for that', async () => {
    const asked = await send(fhirExample('complete'), { headers: { accept: `${fhirType}, application/json;q=0.5` } });
    expect(asked.body.resourceType).toBe('Bundle');
    const plain = await process(fhirExample('complete'), { headers: { accept: 'application/json' } });
    expect([plain.headers['content-type'], plain.body.disposition]).toEqual(['application/json', 'routed']);
  });
});

describe('a refusal in FHIR', () => {
  test('has an issue for each fault, with its place as FHIRPath', async () => {
    const answer = await process(fhirExample('refused'));
    expect([answer.status, answer.headers['content-type'], answer.body.resourceType]).toEqual([422, fhirType, 'OperationOutcome']);
    expect(answer.body.issue.map((issue: Loose) => [issue.severity, issue.code, issue.expression[0]])).toEqual([
      ['error', 'not-supported', 'Bundle.entry[0].resource.eventCoding.code'],
      ['error', 'business-rule', 'Bundle.entry[1].resource.status'],
      ['error', 'business-rule', 'Bundle.entry[1].resource.intent'],
      ['error', 'business-rule', 'Bundle.entry[1].resource.doNotPerform'],
      ['error', 'not-supported', 'Bundle.entry[1].resource.subject'],
    ]);
  });
  test('tells the faults of the message where they are in what was sent', async () => {
    const { body } = await process(
      changed((bundle) => {
        const patient = resourceIn(bundle, 'Patient');
        patient.address[1].line[0] = `SECRET${'x'.repeat(100)}`;
        patient.birthDate = '2090-01-01';
        for (const name of patient.name) delete name.family;
      }),
    );
    expect(body.issue.map((issue: Loose) => issue.expression[0]).sort()).toEqual([
      'Bundle.entry[2].resource.address[1]',
      'Bundle.entry[2].resource.birthDate',
      'Bundle.entry[2].resource.name[1].family',
    ]);
    expect(JSON.stringify(body)).not.toContain('SECRET');
  });
  const complete = () => JSON.stringify(fhirExample('complete'));
  test.each<[string, string, Call, number, string]>([
    ['nobody', fhirAddress, { as: undefined, text: '{}' } as unknown as Call, 401, 'login'],
    ['another partner', fhirAddress, { as: 'fire', text: '{}' }, 403, 'forbidden'],
    ['XML', fhirAddress, { text: '<Bundle/>', headers: { 'content-type': 'application/fhir+xml' } }, 415, 'not-supported'],
    ['not JSON', fhirAddress, { text: '{' }, 400, 'structure'],
    ['too large', fhirAddress, { text: `"${'x'.repeat(1_100_000)}"` }, 413, 'too-long'],
    ['not FHIR', fhirAddress, { text: '{}' }, 422, 'required'],
    [
      'no key and no id',
      fhirAddress,
      { text: JSON.stringify(resourceIn(fhirExample('collection'), 'ServiceRequest')), headers: { 'idempotency-key': '' } },
      400,
      'required',
    ],
    ['a FHIR body at the other address', '/v1/referrals/gp', { text: '{"resourceType":"Bundle"}' }, 422, 'not-supported'],
    ['a FHIR body from another partner', '/v1/referrals/gp', { as: 'fire', text: '{"resourceType":"Bundle"}' }, 403, 'forbidden'],
    ['FHIR asked for', '/v1/referrals/gp', { text: '{}', headers: { accept: fhirType } }, 422, 'required'],
    [
      'XML at the other address',
      '/v1/referrals/gp',
      { text: '<a/>', headers: { 'content-type': 'application/fhir+xml' } },
      415,
      'not-supported',
    ],
    ['FHIR to a source that takes none', '/v1/referrals/fire', { as: 'fire', text: complete() }, 422, 'required'],
  ])('%s', async (_, address, call, status, code) => {
    const answer = await hub.post(address, { as: 'gp', ...call, headers: { 'content-type': fhirType, ...call.headers } });
    expect([answer.status, answer.headers['content-type'], answer.body.issue[0].code]).toEqual([status, fhirType, code]);
    if (status === 401) expect(answer.headers['www-authenticate']).toContain('Bearer');
  });
  test('when the hub is busy or at fault, as well', async () => {
    for (const [error, status, code] of [
      [new Unavailable('x'), 503, 'transient'],
      [new Error('x'), 500, 'exception'],
    ] as const) {
      const failing = await aWorld({
        wrapStore: (store) => ({
          ...store,
          append: async () => {
            throw error;
          },
        }),
      });
      const answer = await failing.post(fhirAddress, { as: 'gp', body: fhirExample('complete') });
      expect([answer.status, answer.headers['content-type'], answer.body.issue[0].code]).toEqual([status, fhirType, code]);
    }
  });
  test('the form’s own faults stay problem details', async () => {
    const answer = await send(example('gp', 'refused'));
    expect([answer.status, answer.headers['content-type'], answer.body.code]).toEqual([422, 'application/problem+json', 'schema-faults']);
  });
  test('strict refuses what would be dropped', async () => {
    const odd = changed((bundle) => bundle.entry.push({ resource: { resourceType: 'MedicationStatement' } }));
    const answer = await hub.post('/v1/referrals/gp?strict=true', { as: 'gp', body: odd });
    expect([answer.status, answer.body.issue.map((issue: Loose) => issue.expression[0])]).toEqual([422, ['Bundle.entry[13].resource']]);
  });
});
