import { beforeAll, describe, expect, test } from 'vitest';
import { sources } from '../../contracts/sources/index.ts';
import { example } from '../support/examples.ts';
import { changed, resourceIn } from '../support/fhir.ts';
import { aWorld, type Call, type World } from '../support/world.ts';

type Loose = ReturnType<typeof example>;
type Told = { pointer: string; code: string };

let hub: World;
beforeAll(async () => {
  hub = await aWorld();
});
const send = (from: string, body: unknown, query = '', call: Call = {}) =>
  hub.post(`/v1/referrals/${from}${query}`, { as: from === 'community' ? 'ward-team' : from, body, ...call });
const told = (body: { warnings?: Told[]; faults?: Told[] }) =>
  (body.warnings ?? body.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

const misspelt = {
  answer: 'given',
  recipients: ['first-contact', 'first-contakt'],
  exceptions: [{ answer: 'deny', recipients: ['gp', 'gpp'] }],
};

describe('a recipient who is nobody, in a consent of a referral', () => {
  /** A message of each source that has answers, with the first of them said anew, and where that is. */
  const messages: Readonly<Record<string, [place: string, (message: Loose) => Loose]>> = {
    'job-centre': ['/consent', (message) => ({ ...message, consent: misspelt })],
    fire: ['/occupants/0/consent', (message) => ({ ...message, occupants: [{ ...message.occupants[0], consent: misspelt }] })],
    police: [
      '/people/0/consent',
      (message) => ({ ...message, people: [{ ...message.people[0], consent: misspelt }, ...message.people.slice(1)] }),
    ],
    housing: [
      '/household/0/consent',
      (message) => ({ ...message, household: [{ ...message.household[0], consent: misspelt }, ...message.household.slice(1)] }),
    ],
    gp: ['/patient/consent', (message) => ({ ...message, patient: { ...message.patient, consent: misspelt } })],
    community: ['/person/consent', (message) => ({ ...message, person: { ...message.person, consent: misspelt } })],
  };

  test('is looked for from every source whose messages have answers', () => {
    const silent = Object.keys(sources).filter((name) => !Object.hasOwn(messages, name));
    expect(silent).toEqual(['street-scene']);
  });

  test.each(Object.entries(messages))('is told by %s, and refused with strict', async (from, [place, change]) => {
    const message = change(example(from, 'complete'));
    const strangers = [`${place}/recipients/1 recipient-unknown`, `${place}/exceptions/0/recipients/1 recipient-unknown`];
    const lenient = await send(from, message);
    expect(lenient.status).toBe(201);
    expect(told(lenient.body).filter((each) => each.endsWith('recipient-unknown'))).toEqual(strangers);
    const strict = await send(from, message, '?strict=true');
    expect([strict.status, told(strict.body)]).toEqual([422, strangers]);
    expect(JSON.stringify([lenient.body.warnings, strict.body])).not.toMatch(/contakt|gpp/);
  });

  test('is told with every other fault', async () => {
    const { status, body } = await send(
      'job-centre',
      { ...example('job-centre', 'complete'), urgency: 'now', consent: misspelt },
      '?strict=true',
    );
    expect([status, told(body)]).toEqual([
      422,
      ['/urgency invalid-value', '/consent/recipients/1 recipient-unknown', '/consent/exceptions/0/recipients/1 recipient-unknown'],
    ]);
  });
});

test('a recipient who is nobody is refused with strict where an answer is recorded', async () => {
  const { referralId } = (await send('fire', example('fire', 'complete'))).body;
  const { status, body } = await hub.post('/v1/consents?strict=true', { as: 'fire', body: { referralId, ...misspelt } });
  expect([status, told(body)]).toEqual([422, ['/recipients/1 recipient-unknown', '/exceptions/0/recipients/1 recipient-unknown']]);
});

describe('who thinks that somebody was alerted', () => {
  const message = (change: object) => ({ ...example('job-centre', 'complete'), ...change });
  const concern = (reasonableCause: boolean) => ({ atRisk: 'adult', reasonableCause, grounds: 'Bruises on both arms.' });
  const noCause = '/safeguarding/reasonableCause concern-without-cause';
  const notRung = '/urgency nobody-rung';

  test.each<[what: string, change: object, warnings: string[]]>([
    ['by a concern without reasonable cause', { safeguarding: concern(false) }, [noCause]],
    ['by an emergency', { urgency: 'emergency' }, [notRung]],
    ['by both', { urgency: 'emergency', safeguarding: concern(false) }, [noCause, notRung]],
  ])('%s is told that nobody was, what the duty needs, and to ring 999', async (_, change, warnings) => {
    const { status, body } = await send('job-centre', message(change), '?strict=true');
    expect([status, told(body)]).toEqual([201, warnings]);
    for (const { detail } of body.warnings) expect(detail).toContain('If anyone is in danger now, ring 999.');
    expect(body.reasonCode).not.toBe('statutory-duty');
  });

  test.each<[string, object]>([
    ['a concern goes to its door', { urgency: 'emergency', safeguarding: concern(true) }],
    ['it is urgent', { urgency: 'urgent' }],
    ['nothing is said of it', {}],
  ])('is told nothing where %s', async (_, change) => {
    expect(told((await send('job-centre', message(change))).body)).toEqual([]);
  });

  test('in FHIR is told where it says so', async () => {
    const asked = changed((bundle) => {
      resourceIn(bundle, 'ServiceRequest').priority = 'stat';
    });
    const at = asked.entry.findIndex(({ resource }: Loose) => resource.resourceType === 'ServiceRequest');
    const { status, body } = await send('gp', asked, '', { headers: { 'content-type': 'application/fhir+json' } });
    expect([status, told(body)]).toEqual([201, [`/entry/${at}/resource/priority nobody-rung`]]);
  });
});
