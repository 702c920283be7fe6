import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { problems } from '../../contracts/problem.ts';
import { example } from '../support/examples.ts';
import { aWorld, type Call, type World } from '../support/world.ts';

let hub: World;
let caseId: string;
beforeAll(async () => {
  hub = await aWorld();
  caseId = (await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') })).body.referralId;
});

const jobCentre = (call: Call, query = '') => hub.post(`/v1/referrals/job-centre${query}`, { as: 'job-centre', ...call });
const complete = () => JSON.stringify(example('job-centre', 'complete'));
const secret = 'SECRETVALUE';

describe('a body that cannot be read', () => {
  const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
  const cases: readonly [what: string, call: Call, status: number, code: string, fault?: object][] = [
    [
      'not JSON',
      { text: `{"customer": ${secret}}` },
      400,
      'malformed-json',
      { code: 'not-json', detail: expect.stringContaining('line 1') },
    ],
    ['nothing at all', { text: '' }, 400, 'malformed-json'],
    [
      'a name twice',
      { text: `{"customer":{"familyName":"${secret}","familyName":"B"}}` },
      400,
      'malformed-json',
      { code: 'duplicate-name', pointer: '/customer/familyName' },
    ],
    ['a name twice, once escaped', { text: '{"a":1,"\\u0061":2}' }, 400, 'malformed-json', { code: 'duplicate-name' }],
    [
      'a NUL in a string',
      { text: `{"reference":"${secret}\\u0000"}` },
      400,
      'malformed-json',
      { code: 'nul-character', pointer: '/reference' },
    ],
    ['half a surrogate pair', { text: '{"reference":"\\ud800"}' }, 400, 'malformed-json', { code: 'not-unicode' }],
    ['too deep', { text: deep }, 400, 'malformed-json', { code: 'too-deep' }],
    ['very deep', { text: '['.repeat(500_000) }, 400, 'malformed-json', { code: 'too-deep' }],
    ['too large', { text: JSON.stringify({ customer: { notes: 'x'.repeat(1_100_000) } }) }, 413, 'body-too-large'],
    ['XML', { text: '<a/>', headers: { 'content-type': 'application/xml' } }, 415, 'unsupported-media-type'],
    ['another charset', { text: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } }, 415, 'unsupported-media-type'],
    ['compressed', { text: '{}', headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported-media-type'],
    ['an array', { body: [] }, 422, 'schema-faults'],
    ['a number', { body: 7 }, 422, 'schema-faults'],
    ['null', { body: null }, 422, 'schema-faults'],
    ['a prototype', { text: '{"__proto__":{"workCoach":{"name":"x"}},"constructor":1}' }, 422, 'schema-faults'],
  ];
  test.each(cases)('%s', async (_, call, status, code, fault) => {
    const answer = await jobCentre(call);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      type: expect.any(String),
      title: problems[code as keyof typeof problems].title,
      status,
      detail: expect.any(String),
    });
    if (fault) expect(answer.body.faults).toEqual([expect.objectContaining(fault)]);
    expect(JSON.stringify(answer)).not.toContain(secret);
  });
});

test.each([
  ['{"urgency":soon}', 'line 1, column 12'],
  ['{"visit":,}', 'line 1, column 10'],
  ['// a visit\n{}', 'line 1, column 1'],
  ['{\n "visit": {},\n}', 'line 3, column 1'],
  ['{"visit": {}', 'line 1, column 13'],
  // What follows is deep, but was not seen to be: it begins within what looked like a text.
  [`["\n,${'['.repeat(400_000)}`, 'line 1, column 2'],
  [`{"a":"\n,"b":${'{"a":'.repeat(150_000)}`, 'line 1, column 6'],
  [`[/*"*/${'['.repeat(400_000)}`, 'line 1, column 2'],
])('what is not JSON is told by where it stops being so: %.30j', async (text, place) => {
  const { body } = await jobCentre({ text });
  expect(body.faults).toEqual([{ pointer: '', code: 'not-json', detail: `must be JSON; it stops being so at ${place}` }]);
});

test('whatever text comes as JSON is taken or refused, however deep it is and wherever it breaks', async () => {
  const bits = [
    '"',
    '\n',
    '\\',
    '[',
    '{',
    ']',
    '}',
    ':',
    ',',
    '/*',
    '*/',
    '//',
    '1',
    'true',
    '"a":',
    '['.repeat(200_000),
    '{"a":'.repeat(50_000),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...bits), { minLength: 1, maxLength: 12 }), async (some) => {
      expect([400, 413, 422]).toContain((await jobCentre({ text: some.join('') })).status);
    }),
    { numRuns: 300 },
  );
});

describe('a message that does not say what is needed', () => {
  test('every fault at once, each with a pointer, none with what was sent', async () => {
    const message = example('job-centre', 'complete');
    const wrong = {
      ...message,
      urgency: secret,
      referredOn: '2026-02-30',
      workCoach: { name: 7, email: secret },
      customer: {
        ...message.customer,
        dateOfBirth: '2090-01-01',
        familyName: '',
        telephone: [secret, 7],
        needs: [{ code: secret }],
        address: { postcode: secret },
      },
      consent: { ...message.consent, answer: secret, recipients: [`${secret} !`] },
    };
    const { status, body } = await jobCentre({ body: wrong });
    expect(status).toBe(422);
    expect(body.faults.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/consent/answer',
      '/consent/recipients/0',
      '/customer/address/postcode',
      '/customer/dateOfBirth',
      '/customer/familyName',
      '/customer/needs/0/code',
      '/customer/telephone/1',
      '/referredOn',
      '/urgency',
      '/workCoach/email',
      '/workCoach/name',
    ]);
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  test.each([
    ['born tomorrow', { customer: { dateOfBirth: '2026-11-21' } }, '/customer/dateOfBirth'],
    ['referred tomorrow', { referredOn: '2026-11-21' }, '/referredOn'],
    ['consent given tomorrow', { consent: { givenOn: '2026-11-21' } }, '/consent/givenOn'],
    ['consent that ended before it began', { consent: { until: '2026-11-01' } }, '/consent/until'],
  ])('%s', async (_, change, pointer) => {
    const message = example('job-centre', 'complete');
    for (const [name, value] of Object.entries(change)) message[name] = typeof value === 'object' ? { ...message[name], ...value } : value;
    const { status, body } = await jobCentre({ body: message });
    expect([status, body.faults.map((fault: { pointer: string }) => fault.pointer)]).toEqual([422, [pointer]]);
  });

  test('unknown fields are dropped with a warning, or with strict refused', async () => {
    const message = { ...example('job-centre', 'complete'), caseNotes: secret, [`${secret} is a name`]: 1 };
    const lenient = await jobCentre({ body: message });
    expect(lenient.status).toBe(201);
    expect(lenient.body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/caseNotes', 'unknown-field'],
      ['/…', 'unknown-field'],
    ]);
    const strict = await jobCentre({ body: message }, '?strict=true');
    expect([strict.status, strict.body.faults.length]).toEqual([422, 2]);
    expect(JSON.stringify([lenient, strict])).not.toContain(secret);
  });

  test.each(['TRUE', 'True', '1'])('strict=%s is strict', async (yes) => {
    const { status, body } = await jobCentre({ body: { ...example('job-centre', 'complete'), caseNotes: secret } }, `?strict=${yes}`);
    expect([status, body.faults]).toMatchObject([422, [{ pointer: '/caseNotes', code: 'unknown-field' }]]);
  });

  test.each(['false', 'FALSE', '0'])('strict=%s is not', async (no) => {
    const { status } = await jobCentre({ body: { ...example('job-centre', 'complete'), caseNotes: secret } }, `?strict=${no}`);
    expect(status).toBe(201);
  });

  test.each<[string, Call]>([
    ['/v1/referrals/job-centre', { as: 'job-centre', text: complete() }],
    ['/v1/referrals/street-scene', { as: 'street-scene', text: 'x', headers: { 'content-type': 'text/csv' } }],
    ['/v1/consents', { as: 'job-centre', body: {} }],
    ['/v1/cases/none/refusal', { as: 'first-contact', body: {} }],
    ['/v1/events/acknowledgement', { as: 'first-contact', body: { position: 0 } }],
  ])('any other word for strict is refused at %s, for its sender relies on it', async (address, call) => {
    for (const word of ['yes', '', 'true,false', secret]) {
      const { status, body } = await hub.post(`${address}?strict=${word}`, call);
      expect([status, body.code, body.faults]).toEqual([
        400,
        'malformed-request',
        [{ pointer: 'query:strict', code: 'query', detail: 'must be true or false' }],
      ]);
    }
  });

  test('a number where a text, or several, belong is told as that; and what nobody can see is not a name', async () => {
    const message = example('job-centre', 'complete');
    const customer = { ...message.customer, telephone: 1632960001, familyName: '\u200b\u2060' };
    const { body } = await jobCentre({ body: { ...message, customer } });
    expect(body.faults.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail])).toEqual([
      ['/customer/familyName', 'is required: text'],
      ['/customer/telephone', 'must be text, or a list of texts'],
    ]);
  });

  test('an NHS number that fails its check is a warning, and nobody is matched on it', async () => {
    const message = example('job-centre', 'complete');
    const wrong = { ...message, customer: { ...message.customer, nhsNumber: '999 012 3455' } };
    const ids = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const { status, body } = await jobCentre({ body: wrong });
      expect([status, body.warnings[0]?.code]).toEqual([201, 'nhs-number-invalid']);
      const [commit] = await hub.store.read(`case#${body.referralId}`);
      ids.push(
        commit?.events.flatMap((event) => (event.type === 'ReferralReceived@1' ? event.data.people.map(({ personId }) => personId) : [])),
      );
    }
    expect(ids[0]).not.toEqual(ids[1]);
  });
});

describe('repeats', () => {
  test('two identical posts with one key make one referral, and the second says so', async () => {
    const [first, second] = await Promise.all([jobCentre({ text: complete(), key: 'once' }), jobCentre({ text: complete(), key: 'once' })]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect([first, second].filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(1);
  });
  test('the same key for something else is refused', async () => {
    await jobCentre({ text: complete(), key: 'twice' });
    const other = await jobCentre({ body: { ...example('job-centre', 'complete'), reference: 'another' }, key: 'twice' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });
  test('no key, or one that is no key', async () => {
    for (const key of ['', 'caf\u00e9', 'x'.repeat(256)]) {
      const answer = await jobCentre({ text: complete(), key, headers: { 'idempotency-key': key } });
      expect([answer.status, answer.body.code]).toEqual([400, 'idempotency-key-missing']);
    }
  });
});

describe('who is asking', () => {
  test.each([
    ['nobody', {}, 401, 'not-authenticated'],
    ['a bad token', { headers: { authorization: 'Bearer a.b.c' } }, 401, 'not-authenticated'],
    ['another partner', { as: 'fire' }, 403, 'scope-missing'],
    ['a team', { as: 'first-contact' }, 403, 'scope-missing'],
  ])('%s', async (_, call, status, code) => {
    const answer = await hub.post('/v1/referrals/job-centre', { text: complete(), ...call });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (status === 401) expect(answer.headers['www-authenticate']).toContain('Bearer');
  });
  test('a source there is not', async () => {
    for (const name of ['nonesuch', '__proto__', 'constructor', `${secret}`]) {
      const answer = await hub.post(`/v1/referrals/${name}`, { as: 'job-centre', text: complete() });
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
      expect(JSON.stringify(answer)).not.toContain(secret);
    }
  });
  test('content is read by people', async () => {
    const answer = await hub.get(`/v1/cases/${caseId}`, { as: 'coordinator-northgate', user: false });
    expect([answer.status, answer.body.code]).toEqual([403, 'user-missing']);
  });
});

describe('every other route', () => {
  const strange = ['x', '%00', '0'.repeat(3000), '../../etc/passwd', "'; DROP TABLE", 'case#1', '\u202e'];
  test('a reference that is none is absent', async () => {
    for (const id of strange) {
      const path = encodeURIComponent(id);
      expect((await hub.get(`/v1/cases/${path}`, { as: 'first-contact' })).status).toBe(404);
      expect((await hub.get(`/v1/referrals/${path}`, { as: 'fire' })).status).toBe(404);
      expect((await hub.post(`/v1/cases/${path}/acceptance`, { as: 'first-contact', body: {} })).status).toBe(404);
      expect((await hub.post(`/v1/consents/${path}/withdrawal`, { as: 'fire', body: {} })).status).toBe(404);
    }
  });
  test.each(['limit=0', 'limit=1000', 'limit=x', 'cursor=*', 'cursor=AA', 'status=lost', 'with=everything'])(
    'GET /v1/cases?%s',
    async (query) => {
      const answer = await hub.get(`/v1/cases?${query}`, { as: 'first-contact' });
      expect([answer.status, answer.body.code, answer.body.faults[0].pointer]).toEqual([
        400,
        'malformed-request',
        `query:${query.split('=')[0]}`,
      ]);
    },
  );
  test.each(['limit=-1', 'after=x', 'after=99999999999999999999', 'cursor=Zm9v'])('GET /v1/events?%s', async (query) => {
    expect((await hub.get(`/v1/events?${query}`, { as: 'first-contact' })).status).toBe(400);
  });
  test.each([{}, { position: -1 }, { position: 1.5 }, { position: '1' }, { position: 99 }, [], { position: 1e300 }])(
    'POST /v1/events/acknowledgement %j',
    async (body) => {
      expect((await hub.post('/v1/events/acknowledgement', { as: 'first-contact', body })).status).toBe(422);
    },
  );
  test.each([
    ['refusal', {}],
    ['refusal', { reason: secret }],
    ['outcome', { outcome: 7 }],
    ['outcome', []],
  ])('POST /v1/cases/{id}/%s %j', async (what, body) => {
    const answer = await hub.post(`/v1/cases/${caseId}/${what}`, { as: 'coordinator-northgate', body });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer)).not.toContain(secret);
  });
  test('what the state does not allow is a conflict; the same again is the same answer', async () => {
    const path = `/v1/cases/${caseId}`;
    const as = 'coordinator-northgate';
    expect((await hub.post(`${path}/outcome`, { as, body: { outcome: 'advice-given' } })).status).toBe(409);
    expect((await hub.post(`${path}/acceptance`, { as, body: {}, key: 'accept' })).status).toBe(200);
    const again = await hub.post(`${path}/acceptance`, { as, body: {}, key: 'accept' });
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
    expect((await hub.post(`${path}/acceptance`, { as, body: { odd: 1 }, key: 'accept' })).status).toBe(422);
    expect((await hub.post(`${path}/acceptance`, { as, body: {}, key: 'another' })).status).toBe(409);
  });
  test('a reply names its request, and mirrors a correlation id that is one', async () => {
    const answer = await hub.get('/v1/cases', { as: 'first-contact', headers: { 'x-correlation-id': 'abc-123' } });
    expect(answer.headers).toMatchObject({ 'x-request-id': 'request-1', 'x-correlation-id': 'abc-123' });
    const odd = await hub.get('/v1/cases', { headers: { 'x-correlation-id': 'a b\r\nset-cookie: x' } });
    expect(odd.headers['x-request-id']).toBe('request-1');
    expect(odd.headers['x-correlation-id']).toBeUndefined();
  });
});

test('nothing here was a fault of the hub', () => {
  expect(hub.logged.filter((entry) => (entry as { level?: string }).level === 'error')).toEqual([]);
});
