import { beforeEach, describe, expect, test } from 'vitest';
import { openCase } from '../../functions/cases/content.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

const visit = example('fire', 'complete');
const [walter] = visit.occupants;
const identity = { nhsNumber: '999 045 6704', dateOfBirth: '1944-09-21', familyName: 'PENROSE' };
const yes = {
  answer: 'given',
  recipients: ['first-contact'],
  purposes: ['safe-and-well'],
  categories: ['contact', 'consent'],
  method: 'telephone',
  givenOn: '2026-11-20',
  recordedBy: 'Jo Castell',
  seenAlone: true,
  engagement: 'agreed',
};

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});
const hour = (at: number) => hub.travel(`2026-11-20T${at}:00:00.000Z`);
const send = async (...occupants: object[]) => (await hub.post('/v1/referrals/fire', { as: 'fire', body: { ...visit, occupants } })).body;
const unasked = { ...walter, consent: { answer: 'not-asked' } };
const record = async (body: object, as = 'fire') => (await hub.post('/v1/consents', { as, body })).body;
const withdraw = async (id: string, as = 'fire') =>
  expect((await hub.post(`/v1/consents/${id}/withdrawal`, { as, body: {} })).status).toBe(200);
const sharing = async (id: string) => (await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.sharing;

describe('what a sender itself took back', () => {
  test('permits nothing that it sends after', async () => {
    const { consentId } = await record({ identity, ...yes });
    expect(await send(unasked)).toMatchObject({ disposition: 'routed' });
    hour(11);
    await withdraw(consentId);
    hour(12);
    expect(await send(unasked)).toMatchObject({ disposition: 'refused', routedTo: [] });
  });

  test('does so though a team had taken it back before', async () => {
    const { people } = await send(walter);
    hour(11);
    await withdraw(people[0].consentId, 'first-contact');
    expect(await send(walter)).toMatchObject({ disposition: 'routed' });
    hour(12);
    await withdraw(people[0].consentId);
    await withdraw(people[0].consentId);
    expect(await send(walter)).toMatchObject({ disposition: 'refused' });
    const withdrawn = hub.committed.flatMap(({ events }) => events.filter(({ type }) => type === 'ConsentWithdrawn@1'));
    expect(withdrawn.map(({ data }) => ('team' in data ? data.team : undefined))).toEqual(['first-contact', undefined]);
  });
});

describe('what a team took back', () => {
  test('is not in what the sender is told of its decision, once its own answer lets a referral go', async () => {
    const linesWhere = async (isWithdrawn: boolean) => {
      hub = await aWorld();
      const { people } = await send(walter);
      hour(11);
      if (isWithdrawn) await withdraw(people[0].consentId, 'first-contact');
      hour(12);
      const { referralId } = await send(unasked);
      const reply = await record({ referralId, ...yes });
      expect(reply.released).toHaveLength(1);
      return [await sharing(referralId), reply.ask];
    };
    const lines = await linesWhere(true);
    expect(lines[0]).not.toEqual([]);
    expect(lines).toEqual(await linesWhere(false));
  });

  test('is heeded where the sender’s older answer would let a referral go', async () => {
    const { people } = await send(walter);
    const { referralId } = await send(unasked);
    hour(11);
    await withdraw(people[0].consentId, 'first-contact');
    hub.travel('2026-11-21T10:00:00.000Z');
    expect(await record({ referralId, ...yes, givenOn: '2026-11-19' })).toMatchObject({ released: [] });
  });

  test('of the sender’s no leaves that a no in the sender’s next receipt', async () => {
    const { referralId } = await send(walter);
    const { consentId } = await record({ referralId, answer: 'refused' });
    hour(11);
    await withdraw(consentId, 'first-contact');
    hour(12);
    expect(await send(unasked)).toMatchObject({ disposition: 'refused', reasonCode: 'consent-refused' });
  });
});

describe('of two teams of one organisation', () => {
  const concern = example('community', 'complete');
  const cyril = { nhsNumber: '9990456704', dateOfBirth: concern.person.dateOfBirth, familyName: concern.person.familyName };
  const tell = async (as: string, more: object = {}) => {
    const person = { ...concern.person, nhsNumber: cyril.nhsNumber, ...more };
    return (await hub.post('/v1/referrals/community', { as, body: { ...concern, person } })).body;
  };
  const refused = { disposition: 'refused', reasonCode: 'consent-refused' };

  test.each([
    ['ward-team', 'first-contact'],
    ['first-contact', 'ward-team'],
  ])('a no that %s recorded is heard in its own receipt, and not in the one of %s', async (own, other) => {
    expect((await record({ identity: cyril, answer: 'refused' }, own)).status).toBe('refused');
    hour(11);
    expect(await tell(own)).toMatchObject(refused);
    expect(await tell(other)).toMatchObject({ disposition: 'conversation-needed' });
  });

  test.each([
    ['ward-team', 'first-contact'],
    ['first-contact', 'ward-team'],
  ])('nor is a no in a message of %s', async (own, other) => {
    await tell(own, { consent: { answer: 'refused' } });
    hour(11);
    expect(await tell(own)).toMatchObject(refused);
    expect(await tell(other)).toMatchObject({ disposition: 'conversation-needed' });
  });

  test('a no that one took back is none in its own receipt', async () => {
    const { consentId } = await record({ identity: cyril, answer: 'refused' }, 'ward-team');
    hour(11);
    await withdraw(consentId, 'ward-team');
    expect(await tell('ward-team')).toMatchObject({ disposition: 'conversation-needed' });
  });
});

test('people are opened in the order they were sent, though two of them are one person', async () => {
  const { referralId } = await send(
    { ...walter, givenName: 'Walter' },
    { givenName: 'Ida', familyName: 'Marsh' },
    { ...walter, givenName: 'Wally' },
  );
  const [first] = await hub.store.read(`case#${referralId}`);
  const { referral } = first ? await openCase(first, hub.runtime) : { referral: undefined };
  expect(referral?.people.map(({ name }) => name?.given)).toEqual(['Walter', 'Ida', 'Wally']);
});
