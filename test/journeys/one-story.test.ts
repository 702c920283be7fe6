import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});

const fromFire = async (change: object = {}, sent: object = {}) => {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const { body } = await hub.post('/v1/referrals/fire', {
    as: 'fire',
    body: { ...message, occupants: [{ ...walter, ...change }], ...sent },
  });
  await hub.settle();
  return body.referralId as string;
};

/** The Job Centre knows him too. */
const fromJobCentre = async (customer: object = {}) => {
  const message = example('job-centre', 'complete');
  const walter = { givenName: 'Walter', familyName: 'Penrose', dateOfBirth: '1944-09-21', nhsNumber: '9990456704' };
  const body = {
    ...message,
    customer: { ...message.customer, ...walter, ...customer },
    consent: { ...message.consent, recipients: ['first-contact'] },
    requestedTeams: ['first-contact'],
  };
  hub.travel('2026-11-20T11:00:00.000Z');
  const sent = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body });
  await hub.settle();
  return sent.body.referralId as string;
};
const relatedTo = async (id: string, as = 'first-contact') => (await hub.get(`/v1/cases/${id}`, { as })).body.related;

describe('someone two agencies told of', () => {
  test('is one story to the team that has both: each leads to the other', async () => {
    const fire = await fromFire();
    const jobCentre = await fromJobCentre();
    expect(await relatedTo(fire)).toEqual([
      {
        caseId: jobCentre,
        receivedAt: '2026-11-20T11:00:00.000Z',
        status: 'awaiting',
        source: { organisation: 'job-centre', name: 'Jobcentre Plus, Marlshire' },
        links: { self: `/v1/cases/${jobCentre}` },
      },
    ]);
    expect(await relatedTo(jobCentre)).toMatchObject([{ caseId: fire, source: { organisation: 'fire' } }]);
    const [disclosed] = await hub.store.read(`disclosures#${jobCentre}#first-contact`);
    expect(disclosed?.events[0]?.data).toMatchObject({ facts: [{ owner: 'p1', category: 'contact', count: 1 }] });
  });

  test('is told of by no more than five others, the latest first', async () => {
    const ids: string[] = [];
    for (let hour = 10; hour < 17; hour += 1) {
      hub.travel(`2026-11-20T${hour}:00:00.000Z`);
      ids.push(await fromFire());
    }
    const related = await relatedTo(ids[0] ?? '');
    expect(related.map(({ caseId }: { caseId: string }) => caseId)).toEqual(ids.slice(2).reverse());
  });

  test('is nobody’s story who only looks alike', async () => {
    const fire = await fromFire();
    await fromJobCentre({ nhsNumber: undefined });
    expect(await relatedTo(fire)).toEqual([]);
  });

  test('is two stories to two teams, which hear nothing of each other', async () => {
    const fire = await fromFire();
    const message = example('job-centre', 'complete');
    const walter = { givenName: 'Walter', familyName: 'Penrose', dateOfBirth: '1944-09-21', nhsNumber: '9990456704' };
    await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: { ...message, customer: { ...message.customer, ...walter } } });
    await hub.settle();
    expect(await relatedTo(fire)).toEqual([]);
  });

  test('is not told of where they withdrew in the other, or in this one', async () => {
    const fire = await fromFire();
    const jobCentre = await fromJobCentre();
    await hub.post(`/v1/consents/${jobCentre}.p1/withdrawal`, { as: 'job-centre', body: {} });
    expect([await relatedTo(fire), await relatedTo(jobCentre)]).toEqual([[], []]);
  });

  test('is not told of once the team has declined one of them', async () => {
    const fire = await fromFire();
    const jobCentre = await fromJobCentre();
    await hub.post(`/v1/cases/${jobCentre}/refusal`, { as: 'first-contact', body: { reason: 'already-supported' } });
    await hub.settle();
    expect(await relatedTo(fire)).toEqual([]);
  });

  test('is not found through whoever else a case tells of', async () => {
    const fire = await fromFire();
    const message = example('fire', 'complete');
    const [walter, edith] = message.occupants;
    const home = { ...message, occupants: [{ ...edith, consent: walter.consent }, walter] };
    await hub.post('/v1/referrals/fire', { as: 'fire', body: home });
    await hub.settle();
    expect(await relatedTo(fire)).toEqual([]);
  });
});
