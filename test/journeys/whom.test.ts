import { describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';

/** A receipt says who is who by where they stand in what was sent, and of whom each question is; nobody else is told so. */

type Told = Answer['body'];
const categories = ['contact', 'need', 'mobility', 'hazard', 'consent', 'referrer'];
const yes = { answer: 'given', recipients: ['first-contact'], purposes: ['safe-and-well'], categories, engagement: 'agreed' };
const notAsked = { answer: 'not-asked' };
const born = { Walter: '1944-09-21', Edith: '1947-01-30', Joan: '1950-03-02' };

/** A home of two or three, of whom a test says who was asked what. */
const home = (change: Partial<Record<keyof typeof born, object>>) => ({
  ...example('fire', 'sparse'),
  property: { address: { postcode: 'ZZ2 1QT' } },
  occupants: Object.entries(born).flatMap(([givenName, dateOfBirth]) => {
    const more = change[givenName as keyof typeof born];
    return more ? [{ givenName, familyName: 'Penrose', dateOfBirth, ...more }] : [];
  }),
});
const send = async (hub: World, body: object, key = 'visit') => (await hub.post('/v1/referrals/fire', { as: 'fire', body, key })).body;
const record = async (hub: World, consentId: string, answer: object) =>
  (await hub.post('/v1/consents', { as: 'fire', body: { referralId: consentId, ...answer } })).body;
const consentAt = ({ people }: Told, place: string): string =>
  people.find(({ pointer }: { pointer: string }) => pointer === place).consentId;
const questions = ({ ask }: Told): string[] => ask.map((line: string) => line.split(/(?<=: )/)[0]);

describe('a home of three, of whom nobody was asked', () => {
  const everyone = home({ Walter: { consent: notAsked }, Edith: { mobility: ['Uses a wheelchair'] }, Joan: {} });

  test('each is told from the others, and asked what concerns them, the same question once', async () => {
    const told = await send(await aWorld(), everyone);
    expect(told.people.map(({ role, pointer }: Told) => [role, pointer])).toEqual([
      ['subject', '/occupants/0'],
      ['household-member', '/occupants/1'],
      ['household-member', '/occupants/2'],
    ]);
    expect(told.disposition).toBe('held');
    expect(questions(told).slice(0, -1)).toEqual(['About /occupants/0: ', 'About /occupants/1: ', 'About /occupants/2: ']);
    expect(told.ask[1]).toMatch(/^About \/occupants\/1: Ask the person whether .*categories contact, mobility\)\.$/);
    expect(told.ask[2]).toMatch(/^About \/occupants\/2: Ask the person whether .*categories contact\)\.$/);
    expect(JSON.stringify(told)).not.toMatch(/Walter|Edith|Joan|Penrose/);
  });

  test('what is to be asked of several in the same words is one line', async () => {
    const told = await send(await aWorld(), home({ Walter: { consent: notAsked }, Edith: {}, Joan: {} }));
    expect(questions(told).slice(0, -1)).toEqual(['About /occupants/0: ', 'About each of /occupants/1 and /occupants/2: ']);
  });

  test('the answer is recorded by the reference of whom it is of, and lets the rest be asked of the others', async () => {
    const hub = await aWorld();
    const told = await send(hub, everyone);
    expect(told.ask.at(-1)).toContain('as its referralId, that person’s consentId in people');
    const first = await record(hub, consentAt(told, '/occupants/2'), yes);
    expect([first.released, questions(first)]).toEqual([[], ['About /occupants/0: ', 'About /occupants/1: ']]);
    const second = await record(hub, consentAt(told, '/occupants/0'), yes);
    expect(second.released).toMatchObject([{ routedTo: [{ team: 'first-contact' }] }]);
    const names = JSON.stringify((await hub.get(`/v1/cases/${told.referralId}`, { as: 'first-contact' })).body);
    expect(['Walter', 'Edith', 'Joan'].filter((name) => names.includes(name))).toEqual(['Walter', 'Joan']);
  });

  test('it says so again when it is sent again, and when it is read', async () => {
    const hub = await aWorld();
    const told = await send(hub, everyone);
    expect(await send(hub, everyone)).toEqual(told);
    const { people, ask } = (await hub.get(`/v1/referrals/${told.referralId}`, { as: 'fire' })).body;
    expect({ people, ask }).toEqual({ people: told.people, ask: told.ask });
  });
});

test('no team is told where anyone stands, though it asks for the same case', async () => {
  const hub = await aWorld();
  const address = { line1: '30 Tanner Row', town: 'Northgate', postcode: 'ZZ1 1BD' };
  const agreed = {
    answer: 'given',
    recipients: ['ward-team'],
    purposes: ['support'],
    categories: ['contact', 'need'],
    engagement: 'agreed',
  };
  const body = {
    ...example('police', 'sparse'),
    people: [
      {
        role: 'subject',
        familyName: 'Carter',
        dateOfBirth: '1990-12-01',
        address,
        needs: [{ code: 'neighbour-dispute' }],
        consent: agreed,
      },
      { role: 'household-member', familyName: 'Carter', dateOfBirth: '2020-02-15', address, needs: [{ code: 'child-behaviour' }] },
    ],
  };
  const told = (await hub.post('/v1/referrals/police', { as: 'police', body })).body;
  expect([told.routedTo, questions(told)[0]]).toMatchObject([[{ team: 'ward-team' }], 'About /people/1: ']);
  const more = { ...agreed, categories: ['contact', 'need', 'hopes'] };
  const asked = async (as: string) => (await hub.post('/v1/consents', { as, body: { referralId: told.referralId, ...more } })).body.ask;
  const view = (await hub.get(`/v1/cases/${told.referralId}`, { as: 'ward-team' })).body;
  expect(await asked('police')).toContainEqual(expect.stringContaining('About /people/1: '));
  expect(JSON.stringify([view, await asked('ward-team')])).not.toContain('/people/');
});

test('someone who is alone is asked in the words there ever were', async () => {
  const told = await send(await aWorld(), home({ Walter: { consent: notAsked } }));
  expect(told.ask[0]).toMatch(/^Ask the person whether /);
  expect(told.ask.at(-1)).toMatch(/^Then record each answer, with POST \/v1\/consents and this referralId: /);
});

test('in FHIR, the place of each person, and of whom each question is, is FHIRPath', async () => {
  const hub = await aWorld();
  const sent = example('gp', 'complete.fhir');
  sent.entry = sent.entry.filter(({ resource }: Told) => resource.resourceType !== 'Consent');
  const body = JSON.stringify(sent);
  const answer = await hub.post('/fhir/$process-message', { as: 'gp', text: body, headers: { 'content-type': 'application/fhir+json' } });
  const issues = answer.body.entry[1].resource.issue;
  const of = (code: string) => issues.filter(({ details }: Told) => details.coding[0].code === code);
  const placeOf = (type: string) =>
    `Bundle.entry[${sent.entry.findIndex(({ resource }: Told) => resource.resourceType === type)}].resource`;
  const [patient, relative] = [placeOf('Patient'), placeOf('RelatedPerson')];
  expect(of('consent-reference').map(({ expression }: Told) => expression)).toEqual([[patient], [relative]]);
  const asks = of('ask');
  expect(asks.slice(0, -1).map(({ expression }: Told) => expression)).toEqual([[patient], [relative]]);
  expect(asks[0].diagnostics.startsWith(`About ${patient}: Ask `)).toBe(true);
  expect([asks.at(-1).expression, asks.at(-1).diagnostics.includes('POST /v1/consents')]).toEqual([undefined, true]);
});

test('of what asks for a conversation it is told when it is sent, and no later: nothing tells that somebody wanted no help', async () => {
  const hub = await aWorld();
  const send = async () =>
    (await hub.post('/v1/referrals/community', { as: 'first-contact', body: example('community', 'complete'), key: 'concern' })).body;
  const told = await send();
  expect(told.people).toMatchObject([
    { role: 'subject', pointer: '/person' },
    { role: 'complainant', pointer: '/informant' },
  ]);
  const read = async () => (await hub.get(`/v1/referrals/${told.referralId}`, { as: 'first-contact' })).body.people;
  const before = await read();
  expect(before).toEqual(told.people.map(({ role, consentId }: Told) => ({ role, consentId })));
  await hub.post(`/v1/cases/${told.referralId}/outcome`, { as: 'ward-team', body: { outcome: 'no-wish' } });
  expect([await read(), await send()]).toEqual([before, told]);
});
