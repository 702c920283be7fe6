import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { fhirExample } from '../support/fhir.ts';
import { aStoryOfArthur, asFhir, asForm, envelopes, surgeryStory } from '../support/surgery-stories.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';

/** The same story, told in two forms: nothing of what is decided, said or shown may depend on which. */

/** Every fresh reference by its place: the case’s, and those of the people after the first, in the order they were sent. */
function nameless(told: unknown, caseId: string, people: readonly { readonly consentId: string }[] = []): unknown {
  const [, ...keys] = people.map(({ consentId }) => consentId.slice(caseId.length + 1));
  const words = JSON.stringify(told).replaceAll(caseId, 'the-case');
  return JSON.parse(keys.reduce((text, key, index) => text.replaceAll(key, `person-${index + 2}`), words));
}

const readers = [
  ['first-contact', 'first-contact-1'],
  ['first-contact', 'first-contact-lead'],
  ['first-contact', 'first-contact-safeguarding'],
  ['first-response', 'first-response-1'],
  ['coordinator-oakfield', 'coordinator-oakfield-1'],
] as const;

/** All that comes of what a surgery sent, to a hub that has heard of nobody: its answer, and what each reader at each team sees. */
async function toldBySurgery(body: object): Promise<unknown> {
  const hub = await aWorld();
  const sent = await hub.post('/v1/referrals/gp', { as: 'gp', body });
  expect(sent.status).toBe(201);
  await hub.settle();
  const { referralId, people } = sent.body;
  const seen = [];
  for (const [as, user] of readers) {
    const { status, body: view } = await hub.get(`/v1/cases/${referralId}`, { as, user });
    seen.push({ as, user, status, view });
  }
  const list = (await hub.get('/v1/cases?with=summary', { as: 'first-contact' })).body;
  const tracked = (await hub.get(`/v1/referrals/${referralId}`, { as: 'gp' })).body;
  return nameless({ list, seen, receipt: placeless(sent.body), tracked: placeless(tracked) }, referralId, people);
}

/** Without places, which are those of the form: the patient is `/patient` in one, and an entry or contained in the other. Who is where stays. */
function placeless({ people, ask, ...body }: Placed): object {
  const places = new Map(people.map(({ pointer }, index) => [pointer, `person ${index + 1}`]));
  return {
    ...body,
    people: people.map(({ pointer, ...person }) => ({ ...person, pointer: places.get(pointer) })),
    ask: ask.map((question) => question.replace(/\/[\w/]+/g, (place) => places.get(place) ?? place)),
    warnings: body.warnings.map((each) => ({ ...each, pointer: 'somewhere' })),
  };
}
interface Placed {
  readonly people: readonly { readonly pointer: string }[];
  readonly ask: readonly string[];
  readonly warnings: readonly object[];
}

describe('a surgery’s story, told by its own form and by FHIR', () => {
  test('is one story: receipt, routes, what to ask, and what every reader sees', async () => {
    const one = fc.asyncProperty(surgeryStory, async (story) => {
      const expected = await toldBySurgery(asForm(story));
      for (const envelope of envelopes) expect(await toldBySurgery(asFhir(story, envelope))).toEqual(expected);
    });
    await fc.assert(one, { numRuns: 15 });
  });

  test.each([
    ['goes, when he said yes', aStoryOfArthur({}, {}), 'routed', 'Arthur'],
    ['waits, when nobody asked', aStoryOfArthur(), 'held', undefined],
    ['stops, when he said no', aStoryOfArthur({}, { answer: 'refused' }), 'refused', undefined],
    ['stops, when he would not be called on', aStoryOfArthur({}, { engagement: 'declined' }), 'refused', undefined],
    ['waits, when he may have been pressed', aStoryOfArthur({}, { pressureSuspected: true }), 'held', undefined],
    ['waits, when his yes has run out', aStoryOfArthur({}, { until: '2026-11-19' }), 'held', undefined],
  ])('%s, in whatever form', async (_, story, disposition, shown) => {
    for (const body of [asForm(story), ...envelopes.map((envelope) => asFhir(story, envelope))]) {
      const told = (await toldBySurgery(body)) as { receipt: { disposition: string; warnings: unknown[] }; seen: { view: object }[] };
      expect([told.receipt.disposition, told.receipt.warnings]).toEqual([disposition, []]);
      const view = JSON.stringify(told.seen[0]?.view);
      if (shown) expect(view).toContain(shown);
      else expect(view).not.toContain('Arthur');
    }
  });

  test('is the same as its examples tell it, whole', async () => {
    expect(await toldBySurgery(fhirExample('complete'))).toEqual(await toldBySurgery(example('gp', 'complete')));
  });
});

const columns = [
  'Job No',
  'Date Received',
  'Job Type',
  'Reported By',
  'Title',
  'Forename',
  'Surname',
  'Address 1',
  'Town',
  'Post Code',
  'Tel',
  'Email',
];

interface Job {
  readonly type: string;
  readonly title: string | undefined;
  readonly givenName: string | undefined;
  readonly familyName: string;
  readonly line1: string;
  readonly postcode: string | undefined;
  readonly telephone: string | undefined;
  readonly email: string | undefined;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const job: fc.Arbitrary<Job> = fc.record({
  type: fc.constantFrom('Bulky waste quote', 'Assisted collection', 'Garden waste visit'),
  title: maybe(fc.constantFrom('Mr', 'Ms')),
  givenName: maybe(fc.constantFrom('Harold', 'Anne Marie')),
  familyName: fc.constantFrom('Pickering', 'O’Hara', 'St. John, jr'),
  line1: fc.constantFrom('9 Foundry Street', 'Flat 2, “Mill House”', 'Flat "2"'),
  postcode: maybe(fc.constantFrom('ZZ1 1AB', 'ZZ1 2AD', 'ZZ3 1AA', 'ZZ9 9AA')),
  telephone: maybe(fc.constantFrom('01632 960411', '07700 900411')),
  email: maybe(fc.constant('harold@post.example')),
});

const asJson = ({ type, title, givenName, familyName, line1, postcode, telephone, email }: Job) => ({
  reference: 'SS-1',
  requestedOn: '2026-11-18',
  type,
  isOwnRequest: true,
  requester: { title, givenName, familyName, address: { line1, town: 'Northgate', postcode }, telephone, email },
});

function asCsv(told: Job): string {
  const { type, title, givenName, familyName, line1, postcode, telephone, email } = told;
  const cells = ['SS-1', '18/11/2026', type, 'Self', title, givenName, familyName, line1, 'Northgate', postcode, telephone, email];
  return [columns, cells].map((row) => row.map((cell = '') => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
}

const sendJob = {
  json: (hub: World, told: Job) => hub.post('/v1/referrals/street-scene', { as: 'street-scene', body: asJson(told) }),
  csv: (hub: World, told: Job) =>
    hub.post('/v1/referrals/street-scene', { as: 'street-scene', text: asCsv(told), headers: { 'content-type': 'text/csv' } }),
};

/** What became of a job, and what its readers see of it. Of a line outside the ward a list keeps not even a reference. */
async function toldByStreetScene(form: keyof typeof sendJob, told: Job): Promise<unknown> {
  const hub = await aWorld();
  const sent: Answer = await sendJob[form](hub, told);
  await hub.settle();
  const { referralId, disposition, reason, reasonCode } = form === 'csv' ? sent.body.items[0] : sent.body;
  if (reasonCode === 'not-in-area') return { reason, reasonCode };
  const seen = [];
  for (const user of ['ward-team-1', 'ward-team-2']) {
    const { body: view } = await hub.get(`/v1/cases/${referralId}`, { as: 'ward-team', user });
    const { body: list } = await hub.get('/v1/cases?with=summary', { as: 'ward-team', user });
    seen.push({ view, list });
  }
  const { body: heard } = await hub.post(`/v1/cases/${referralId}/outcome`, { as: 'ward-team', body: { outcome: 'wants-help' } });
  const tracked = (await hub.get(`/v1/referrals/${referralId}`, { as: 'street-scene' })).body;
  return nameless({ disposition, reason, reasonCode, seen, heard, tracked }, referralId);
}

describe('a job for street scene, as a line of a list and as JSON', () => {
  test('is the same job: what becomes of it, what the leader sees and what nobody else does', async () => {
    const one = fc.asyncProperty(job, async (told) => {
      expect(await toldByStreetScene('csv', told)).toEqual(await toldByStreetScene('json', told));
    });
    await fc.assert(one, { numRuns: 40 });
  });

  test.each([
    ['ZZ1 1AB', 'conversation'],
    ['ZZ3 1AA', 'not-in-area'],
  ])('from %s, in either form, comes to %s', async (postcode, reasonCode) => {
    const told = { ...asked, postcode };
    for (const form of ['csv', 'json'] as const) expect(await toldByStreetScene(form, told)).toMatchObject({ reasonCode });
  });
});

const asked: Job = {
  type: 'Bulky waste quote',
  title: 'Mr',
  givenName: 'Harold',
  familyName: 'Pickering',
  line1: '9 Foundry Street',
  postcode: 'ZZ1 1AB',
  telephone: '01632 960411',
  email: undefined,
};
