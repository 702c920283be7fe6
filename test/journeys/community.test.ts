import { beforeEach, describe, expect, test } from 'vitest';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { rebuild } from '../../functions/views/rebuild/rebuild.ts';
import { communityConversations } from '../../policies/partnership/agreements/community-conversations.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});

// biome-ignore lint/suspicious/noExplicitAny: tests change one member of a message at a time
const send = (name: string, change: (message: any) => void = () => undefined, as = 'ward-team') => {
  const body = example('community', name);
  change(body);
  return hub.post('/v1/referrals/community', { as, body });
};

test('a neighbour’s concern for Cyril brings someone to his door, who knows what was seen and not who saw it', async () => {
  const { status, body } = await send('complete');
  expect([status, body.disposition, body.routedTo]).toMatchObject([201, 'conversation-needed', [{ team: 'ward-team' }]]);
  const seen = JSON.stringify((await hub.get(`/v1/cases/${body.referralId}`, { as: 'ward-team' })).body);
  for (const shared of ['Cyril', '6 Chapel Steps', 'unsafe-floor', 'no-heating', 'loneliness', 'building-unsafe'])
    expect(seen).toContain(shared);
  for (const withheld of [
    'Brenda',
    'Marsh',
    '7 Chapel',
    '960212',
    'neighbour',
    'cellar',
    'furniture',
    'lost weight',
    'Mends clocks',
    'falls',
  ])
    expect(seen).not.toContain(withheld);
});

test('First Contact may write a concern down too, and does not see the case for it', async () => {
  const { body } = await send('complete', () => undefined, 'first-contact');
  expect(body.routedTo).toMatchObject([{ team: 'ward-team' }]);
  expect((await hub.get(`/v1/cases/${body.referralId}`, { as: 'first-contact' })).status).toBe(404);
});

test('nobody is called on who does not want to be', async () => {
  const { body } = await send('complete', ({ person }) => {
    person.consent = { answer: 'not-asked', engagement: 'declined' };
  });
  expect([body.disposition, body.routedTo]).toEqual(['refused', []]);
});

test('nobody is called on who was asked whether the team may know of them, and said no', async () => {
  const { body } = await send('complete', ({ person }) => {
    person.consent = { answer: 'refused', method: 'in-person' };
  });
  expect([body.disposition, body.routedTo, body.reasonCode]).toEqual(['refused', [], 'consent-refused']);
});

test('nobody is called on outside the ward', async () => {
  const { body } = await send('outside-the-ward');
  expect([body.disposition, body.routedTo]).toEqual(['refused', []]);
});

test('no other client may send a concern', async () => {
  for (const as of ['police', 'coordinator-northgate']) expect((await send('complete', () => undefined, as)).status).toBe(403);
});

describe('a team that refers', () => {
  const sendAs = async (as: string) => {
    const { body } = await send('complete', () => undefined, as);
    await hub.settle();
    return body.referralId as string;
  };
  const mailOf = async (as: string, id: string) =>
    (await hub.get('/v1/events', { as })).body.items.flatMap(({ type, subject }: { type: string; subject: string }) =>
      subject === id ? [type] : [],
    );
  const listed = async (as: string) =>
    (await hub.get('/v1/referrals', { as })).body.items.map(({ referralId }: { referralId: string }) => referralId);

  test('lists and follows what it sent itself, and not what another team of the council did', async () => {
    const [byFirstContact, byWardTeam] = [await sendAs('first-contact'), await sendAs('ward-team')];
    const lists = async () => [await listed('first-contact'), await listed('ward-team')];
    expect(await lists()).toEqual([[byFirstContact], [byWardTeam]]);
    const follows = async (as: string, id: string) => (await hub.get(`/v1/referrals/${id}`, { as })).status;
    expect([await follows('first-contact', byFirstContact), await follows('first-contact', byWardTeam)]).toEqual([200, 404]);
    expect(await follows('ward-team', byFirstContact)).toBe(404);
    await rebuild(hub.runtime);
    expect(await lists()).toEqual([[byFirstContact], [byWardTeam]]);
  });

  test('hears in its own mailbox that it was received, what came of it where the person says so, and that it was taken back', async () => {
    const id = await sendAs('first-contact');
    expect([await mailOf('first-contact', id), await mailOf('ward-team', id)]).toEqual([['referral.received'], ['case.routed']]);
    const post = async (path: string, body: object, as = 'ward-team') => {
      expect((await hub.post(path, { as, body })).status).toBeLessThan(300);
      await hub.settle();
    };
    await post(`/v1/cases/${id}/outcome`, { outcome: 'wants-help' });
    const agrees = { answer: 'given', givenOn: '2026-11-20', engagement: 'agreed', purposes: ['support', 'feedback'] };
    const known = { recipients: ['ward-team', 'council'], categories: ['contact', 'need', 'progress'] };
    await post('/v1/consents', { referralId: id, ...agrees, ...known });
    await post(`/v1/cases/${id}/outcome`, { outcome: 'support-in-place' });
    expect(await mailOf('first-contact', id)).toEqual(['referral.received', 'referral.updated']);
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'first-contact' })).body.progress).toMatchObject({ outcome: 'support-in-place' });
    await post(`/v1/referrals/${id}/cancellation`, { reason: 'entered-in-error' }, 'first-contact');
    expect((await mailOf('first-contact', id)).at(-1)).toBe('referral.updated');
    expect((await mailOf('first-contact', id)).length).toBe(3);
  });

  test('is reminded of what is held', async () => {
    const [clause, ...others] = communityConversations.clauses;
    if (!clause) throw new Error('the agreement has no clause');
    const asksFirst = { ...communityConversations, clauses: [{ ...clause, confidentiality: 'explicit-permission' as const }, ...others] };
    hub = await aWorld({ agreements: [asksFirst] });
    const id = await sendAs('first-contact');
    hub.travel('2026-12-12T09:00:00.000Z');
    await expire(hub.runtime)();
    await hub.settle();
    expect(await mailOf('first-contact', id)).toEqual(['referral.received', 'referral.updated']);
  });
});
