import { beforeEach, describe, expect, test } from 'vitest';
import { sources } from '../../contracts/sources/index.ts';
import { meantBy } from '../../functions/edge/near-miss.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

const secret = 'SECRETVALUE';
type Told = { pointer: string; code: string; detail: string };

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});
const send = (from: string, body: unknown, query = '') =>
  hub.post(`/v1/referrals/${from}${query}`, { as: from === 'community' ? 'ward-team' : from, body });
const codes = (told: Told[]) => told.map(({ pointer, code }) => `${pointer} ${code}`);

describe('whose answer is recorded', () => {
  const visit = () => example('fire', 'complete');
  const record = (body: object) => hub.post('/v1/consents', { as: 'fire', body });

  test('is never the subject’s because the name of the field was misspelt', async () => {
    const { body: receipt } = await send('fire', visit());
    const { referralId } = receipt;
    const other = receipt.people[1].consentId.split('.')[1];
    for (const name of ['peson', 'preson', 'Person', 'persons', 'personId']) {
      const { status, body } = await record({ referralId, [name]: other, answer: 'refused' });
      expect([status, body.faults]).toEqual([
        422,
        [{ pointer: `/${name}`, code: 'misspelt', detail: 'is not a field here; did you mean person?' }],
      ]);
      expect(JSON.stringify(body)).not.toContain(other);
    }
    expect((await record({ referralId, person: other, answer: 'refused' })).status).toBe(201);
  });

  test('is not refused for a field that is like none, nor one beside the field it is like', async () => {
    const { body: receipt } = await send('fire', visit());
    const { referralId } = receipt;
    const { status, body } = await record({ referralId, person: 'p1', peson: secret, reason: secret, answer: 'refused' });
    expect([status, codes(body.warnings)]).toEqual([201, ['/peson unknown-field', '/reason unknown-field']]);
    const alone = await record({ referralId, reason: secret, answer: 'refused' });
    expect([alone.status, codes(alone.body.warnings)]).toEqual([201, ['/reason unknown-field']]);
  });

  test('nor is what it covers more than was said', async () => {
    const { body: receipt } = await send('fire', visit());
    const { referralId } = receipt;
    const exceptions = [{ answer: 'permit', [`recipi ents`]: [secret] }];
    const { status, body } = await record({ referralId, answer: 'given', untl: '2026-11-30', exceptions });
    expect([status, codes(body.faults)]).toEqual([422, ['/exceptions/0/… misspelt', '/untl misspelt']]);
    expect(JSON.stringify(body)).not.toContain(secret);
  });
});

describe.each(Object.keys(sources))('a safeguarding concern from %s', (from) => {
  test.each(['safegaurding', 'Safeguarding', 'safe-guarding'])('is not dropped as %s', async (name) => {
    const message = example(from, 'complete');
    delete message.safeguarding;
    for (const query of ['', '?strict=true']) {
      const { status, body } = await send(from, { ...message, [name]: { grounds: secret } }, query);
      expect([status, body.faults]).toEqual([
        422,
        [{ pointer: `/${name}`, code: 'misspelt', detail: 'is not a field here; did you mean safeguarding?' }],
      ]);
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  });
});

describe('what would do harm if it were dropped', () => {
  const first = (of: object[], also: object) => of.map((each, index) => (index === 0 ? { ...each, ...also } : each));
  const fire = () => example('fire', 'complete');
  const police = () => example('police', 'complete');
  const cases: readonly (readonly [string, string, () => object])[] = [
    ['fire', '/safeguarding/immediateDanegr', () => ({ ...fire(), safeguarding: { ...concern, immediateDanegr: secret } })],
    ['fire', '/occupants/0/consnet', () => ({ ...fire(), occupants: first(unasked(fire().occupants), { consnet: { answer: secret } }) })],
    ['fire', '/occupants/0/consent/exeptions', () => said({ answer: 'given', exeptions: [{ answer: 'deny', recipients: [secret] }] })],
    [
      'fire',
      '/occupants/0/consent/exceptions/0/recipents',
      () => said({ answer: 'given', exceptions: [{ answer: 'deny', recipents: [secret] }] }),
    ],
    [
      'fire',
      '/occupants/0/safe_contact',
      () => ({ ...fire(), occupants: first(fire().occupants, { safeContact: undefined, safe_contact: {} }) }),
    ],
    [
      'fire',
      '/occupants/0/safeContact/aviod',
      () => ({ ...fire(), occupants: first(fire().occupants, { safeContact: { aviod: secret } }) }),
    ],
    ['housing', '/complaints/0/abuot', () => ({ ...example('housing', 'complete'), complaints: [{ text: 'Noise at night', abuot: 2 }] })],
    ['fire', '/stafSafety', () => ({ ...fire(), staffSafety: undefined, stafSafety: secret })],
    ['police', '/people/0/Protected', () => ({ ...police(), people: first(police().people, { protected: undefined, Protected: secret }) })],
    [
      'police',
      '/people/0/domesticabuse',
      () => ({ ...police(), people: first(police().people, { domesticAbuse: undefined, domesticabuse: secret }) }),
    ],
    [
      'police',
      '/people/0/date_of_birth',
      () => ({ ...police(), people: first(police().people, { dateOfBirth: undefined, date_of_birth: secret }) }),
    ],
  ];
  const concern = { reasonableCause: true, atRisk: 'adult', grounds: 'The fire was set on purpose while he slept.' };
  const unasked = (occupants: object[]) => occupants.map((occupant) => ({ ...occupant, consent: undefined }));
  const said = (consent: object) => ({ ...fire(), occupants: first(fire().occupants, { consent }) });

  test.each(cases)('from %s is a fault where it is misspelt: %s', async (from, pointer, make) => {
    for (const query of ['', '?strict=true']) {
      const { status, body } = await send(from, make(), query);
      expect([status, codes(body.faults)]).toEqual([422, [`${pointer} misspelt`]]);
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  });

  test.each(['comment', 'content', 'contents', 'context'])('is not a %s beside somebody who was not asked', async (name) => {
    const { status, body } = await send('fire', { ...fire(), occupants: first(unasked(fire().occupants), { [name]: secret }) });
    expect([status, codes(body.warnings)]).toContainEqual(expect.arrayContaining([`/occupants/0/${name} unknown-field`]));
    expect(status).toBe(201);
  });

  test('is not what else a system says of an answer', async () => {
    const more = { givenAt: secret, recordedAt: secret, categorys: [secret], unit: secret };
    for (const given of [{}, { givenOn: '2026-11-02' }])
      expect((await send('fire', said({ answer: 'given', ...given, ...more }))).status).toBe(201);
    const { status, body } = await send('fire', said({ answer: 'given', ...more }));
    const at = '/occupants/0/consent';
    expect([status, codes(body.warnings).filter((told) => told.startsWith(at))]).toEqual([
      201,
      [`${at}/givenAt unknown-field`, `${at}/recordedAt unknown-field`, `${at}/categorys unknown-field`, `${at}/unit unknown-field`],
    ]);
    const alone = await hub.post('/v1/consents', { as: 'fire', body: { referralId: body.referralId, answer: 'given', ...more } });
    expect([alone.status, codes(alone.body.warnings).slice(0, 3)]).toEqual([
      201,
      ['/givenAt unknown-field', '/recordedAt unknown-field', '/categorys unknown-field'],
    ]);
  });
});

describe('any other field', () => {
  test('that is misspelt is dropped, and the warning says what was perhaps meant; strictly, so does the fault', async () => {
    const message = example('job-centre', 'complete');
    const { urgency: _, ...rest } = { ...message, urgncy: 'soon', caseNotes: secret };
    const lenient = await send('job-centre', rest);
    expect([lenient.status, lenient.body.warnings.map(({ detail }: Told) => detail)]).toEqual([
      201,
      [
        'This contract does not have the field, so it was dropped. Did you mean urgency?',
        'This contract does not have the field, so it was dropped.',
      ],
    ]);
    const strict = await send('job-centre', rest, '?strict=true');
    expect(strict.body.faults.map(({ detail }: Told) => detail)).toEqual([
      'is not in this contract: take it out; or did you mean urgency?',
      'is not in this contract: take it out',
    ]);
  });

  test('that stands for one that is required is told with it, by name where a name may be told', async () => {
    const { occupants, ...message } = example('fire', 'complete');
    const told = async (name: string) => (await send('fire', { ...message, [name]: occupants })).body.faults;
    expect(await told('ocupants')).toEqual([
      { pointer: '/occupants', code: 'missing', detail: 'is required: a list; did you mean it by ocupants, which is not a field here?' },
    ]);
    expect((await told('occu pants'))[0].detail).toBe('is required: a list; did you mean it by the unknown field beside it?');
    expect((await told('tenants'))[0].detail).toBe('is required: a list');
  });

  test('within another is looked at there', async () => {
    const message = example('job-centre', 'complete');
    const { familyName, ...customer } = message.customer;
    const { body } = await send('job-centre', { ...message, customer: { ...customer, family_name: familyName } });
    expect(body.faults).toEqual([
      {
        pointer: '/customer/familyName',
        code: 'missing',
        detail: 'is required: text; did you mean it by family_name, which is not a field here?',
      },
    ]);
  });
});

describe('a name is near to a field', () => {
  const fields = ['person', 'purposes', 'answer', 'until', 'role', 'familyName'];
  test.each([
    ['PERSON', 'person'],
    ['rpseon', undefined],
    ['prseon', 'person'],
    ['prson', 'person'],
    ['preson', 'person'],
    ['personal', 'person'],
    ['reason', undefined],
    ['purpose', 'purposes'],
    ['urposess', undefined],
    ['family_names', 'familyName'],
    ['roles', undefined],
    ['untill', 'until'],
    ['x'.repeat(100_000), undefined],
    ['', undefined],
  ])('%.20s: %s', (name, field) => expect(meantBy(name, fields)).toBe(field));
});
