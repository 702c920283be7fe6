import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { create } from '../../functions/cases/expire/handler.ts';
import { brokenAt } from '../../functions/store/commit.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
let id: string;
beforeEach(async () => {
  hub = await aWorld();
  id = await asksForAQuote();
});

/** Harold asks the council to fetch a sofa. */
async function asksForAQuote(): Promise<string> {
  const { body } = await hub.post('/v1/referrals/street-scene', { as: 'street-scene', body: example('street-scene', 'complete') });
  expect(body.disposition).toBe('conversation-needed');
  return body.referralId;
}
const say = (outcome: string, key?: string) =>
  hub.post(`/v1/cases/${id}/outcome`, { as: 'ward-team', body: { outcome }, ...(key ? { key } : {}) });
const read = (user = 'ward-team-1') => hub.get(`/v1/cases/${id}`, { as: 'ward-team', user });
const eventsOf = async () => (await hub.store.read(`case#${id}`)).flatMap(({ events }) => events.map(({ type }) => type));

describe('a conversation', () => {
  test('is for the leader to read about, and for nobody else of the team', async () => {
    expect(JSON.stringify((await read()).body)).toContain('Pickering');
    expect((await read('ward-team-2')).body.people).toEqual([]);
  });

  test('is for the leader alone to answer, and to record what was agreed in', async () => {
    const as = { as: 'ward-team', user: 'ward-team-2' };
    const agreed = { answer: 'given', recipients: ['ward-team'], purposes: ['support'], categories: ['contact'], engagement: 'agreed' };
    for (const answer of [
      await hub.post(`/v1/cases/${id}/acceptance`, { ...as, body: {} }),
      await hub.post(`/v1/cases/${id}/refusal`, { ...as, body: { reason: 'no-capacity' } }),
      await hub.post(`/v1/cases/${id}/outcome`, { ...as, body: { outcome: 'no-wish' } }),
      await hub.post('/v1/consents', { ...as, body: { referralId: id, ...agreed } }),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'user-role']);
    expect((await read('ward-team-2')).body.people).toEqual([]);
    expect((await read()).body.people).toHaveLength(1);
  });

  test('may be tried again and again: the case stays as it is', async () => {
    for (const outcome of ['not-in', 'not-in', 'come-back']) expect((await say(outcome)).body).toMatchObject({ status: 'awaiting' });
    await hub.post(`/v1/cases/${id}/acceptance`, { as: 'ward-team', body: {} });
    expect((await say('not-in')).body).toMatchObject({ status: 'accepted' });
    expect((await read()).body.people).toHaveLength(1);
  });

  test('takes what came of a conversation, and tells what that is', async () => {
    for (const outcome of ['support-in-place', 'passed-on', 'person-declined']) {
      const { status, body } = await say(outcome);
      expect([status, body.faults[0].pointer]).toEqual([422, '/outcome']);
      expect(body.faults[0].detail).toBe('must be one of not-in, come-back, no-wish, wants-help');
    }
  });

  test('is not what comes of any other case', async () => {
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
    await hub.post(`/v1/cases/${body.referralId}/acceptance`, { as: 'coordinator-northgate', body: {} });
    const answer = await hub.post(`/v1/cases/${body.referralId}/outcome`, { as: 'coordinator-northgate', body: { outcome: 'not-in' } });
    expect(answer.status).toBe(422);
    expect(answer.body.faults[0].detail).toContain('connected-in-community');
    expect(answer.body.faults[0].detail).not.toContain('wants-help');
  });
});

test('its sender learns nothing of a wish for no help: what it reads, sends again or lists is as it was', async () => {
  const body = { ...example('street-scene', 'complete'), notes: 'not for the hub' };
  const list = (await readFile(new URL('../../contracts/sources/street-scene/examples/complete.csv', import.meta.url))).toString('utf8');
  const again = () => hub.post('/v1/referrals/street-scene', { as: 'street-scene', body, key: 'job' });
  const listed = () =>
    hub.post('/v1/referrals/street-scene', { as: 'street-scene', text: list, headers: { 'content-type': 'text/csv' }, key: 'list' });
  id = (await again()).body.referralId;
  const items = (await listed()).body.items;
  const tracked = async () => (await hub.get(`/v1/referrals/${id}`, { as: 'street-scene' })).body;
  const asTold = async () => [await tracked(), (await again()).body, (await listed()).body.items];
  await tracked();
  const before = await asTold();
  expect((await say('no-wish')).body).toMatchObject({ status: 'closed' });
  for (const { referralId } of items.filter(({ status }: { status: string }) => status === 'taken')) {
    id = referralId;
    expect((await say('no-wish')).body).toMatchObject({ status: 'closed' });
  }
  id = before[0].referralId;
  expect(await asTold()).toEqual(before);
});

test('what was lent for a conversation is not kept for longer because the team declined it', async () => {
  hub.travel('2026-12-10T10:00:00.000Z');
  await hub.post(`/v1/cases/${id}/refusal`, { as: 'ward-team', body: { reason: 'no-capacity' } });
  expect((await hub.get(`/v1/cases/${id}`, { as: 'first-contact' })).status).toBe(404);
  await hub.settle();
  const before = hub.keyTable.kept.size;
  hub.travel('2026-12-19T03:00:00.000Z');
  await create(hub.runtime)();
  expect(hub.keyTable.kept.size).toBe(before - 1);
});

describe('a wish for no contact, recorded on a conversation', () => {
  const noContact = (as: string) =>
    hub.post('/v1/consents', { as, body: { referralId: id, answer: 'not-asked', engagement: 'declined', givenOn: '2026-11-20' } });
  const fromANeighbour = async () =>
    (id = (await hub.post('/v1/referrals/community', { as: 'first-contact', body: example('community', 'complete') })).body.referralId);

  test.each([
    ['street scene, which sent the job', async () => id, 'street-scene', 'Pickering'],
    ['the team that was to call', async () => id, 'ward-team', 'Pickering'],
    ['First Contact, which a neighbour told', fromANeighbour, 'first-contact', 'Cyril'],
    ['the team that was to call on a neighbour’s word', fromANeighbour, 'ward-team', 'Cyril'],
  ])('by %s, stops it: the leader reads no more of them', async (_, begins, as, name) => {
    await begins();
    expect(JSON.stringify((await read()).body.people)).toContain(name);
    const { status, body } = await noContact(as);
    expect([status, body.released]).toEqual([201, []]);
    const view = (await read()).body;
    expect([view.people, view.area, view.ask]).toEqual([[], null, []]);
    await hub.settle();
    expect((await hub.get('/v1/events', { as: 'ward-team' })).body.items.at(-1)).toMatchObject({ type: 'case.changed', subject: id });
  });
});

describe('someone who wants no help', () => {
  test('is forgotten at once, and nobody is told', async () => {
    await hub.settle();
    const before = hub.keyTable.kept.size;
    const { status, body } = await say('no-wish');
    expect([status, body.status]).toEqual([200, 'closed']);
    expect(hub.keyTable.kept.size).toBe(before - 1);
    expect((await eventsOf()).slice(-2)).toEqual(['ConversationHeld@1', 'ContentDestroyed@1']);
    expect((await hub.store.last(`case#${id}`))?.events[0]?.data).toEqual({ reason: 'no-wish' });
    expect((await read()).body.people).toEqual([]);
    await hub.settle();
    expect(hub.views.all().filter(({ pk }) => pk === 'unreleased')).toEqual([]);
    expect((await hub.get('/v1/events', { as: 'street-scene' })).body.items).toHaveLength(1);
    expect(brokenAt(await hub.store.read(`case#${id}`))).toBeUndefined();
  });

  test('is heard once, however often it is said', async () => {
    const first = await say('no-wish', 'no');
    const again = await say('no-wish', 'no');
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await say('no-wish', 'another')).status).toBe(409);
    expect((await eventsOf()).filter((type) => type === 'ContentDestroyed@1')).toHaveLength(1);
  });

  test('may ask for something else another day, and it counts nothing against them', async () => {
    await say('no-wish');
    id = await asksForAQuote();
    expect(JSON.stringify((await read()).body)).toContain('Pickering');
  });

  test.each([
    ['a repeat', async () => expect((await say('no-wish', 'no')).status).toBe(200)],
    [
      'the daily sweep',
      async () => {
        await hub.settle();
        hub.travel('2026-11-21T03:00:00.000Z');
        await create(hub.runtime)();
      },
    ],
  ])('is forgotten by %s where a crash came between', async (_, finish) => {
    const { destroy } = hub.runtime.keys;
    const before = hub.keyTable.kept.size;
    Object.assign(hub.runtime.keys, { destroy: () => Promise.reject(new Error('gone')) });
    expect((await say('no-wish', 'no')).status).toBe(500);
    Object.assign(hub.runtime.keys, { destroy });
    expect(hub.keyTable.kept.size).toBe(before);
    await finish();
    expect(hub.keyTable.kept.size).toBe(before - 1);
    expect(await eventsOf()).toContain('ContentDestroyed@1');
  });
});

describe('someone who wants help', () => {
  const agrees = {
    answer: 'given',
    recipients: ['ward-team'],
    purposes: ['support'],
    categories: ['contact', 'need', 'service-request', 'consent'],
    method: 'in-person',
    givenOn: '2026-11-20',
    engagement: 'agreed',
    seenAlone: true,
  };

  test('is with the team, which is told what to ask and where the answer belongs', async () => {
    const { body } = await say('wants-help', 'yes');
    expect(body).toMatchObject({ status: 'accepted', links: { consents: '/v1/consents' } });
    expect(body.ask.join(' ')).toMatch(
      /Ask the person whether this may be passed on to the ward support team: .*purposes support.*POST \/v1\/consents/,
    );
    expect((await say('wants-help', 'yes')).body).toEqual(body);
    expect((await read('ward-team-2')).body.people).toEqual([]);
  });

  test('is known to the whole team once they have said what may be shared, and kept for as long as they are helped', async () => {
    await say('wants-help');
    const recorded = await hub.post('/v1/consents', { as: 'ward-team', body: { referralId: id, ...agrees } });
    expect(recorded.status).toBe(201);
    const seen = (await read('ward-team-2')).body;
    expect(JSON.stringify(seen)).toContain('Pickering');
    expect(seen.status).toBe('accepted');
    await hub.settle();
    hub.travel('2026-12-30T03:00:00.000Z');
    await create(hub.runtime)();
    expect(JSON.stringify((await read()).body)).toContain('Pickering');
    expect((await say('support-in-place')).body.status).toBe('closed');
  });

  test('may think better of it, and is forgotten then', async () => {
    await say('wants-help');
    expect((await say('no-wish')).body.status).toBe('closed');
    expect((await read()).body.people).toEqual([]);
  });

  test('may be helped without anyone else ever hearing of them', async () => {
    await say('wants-help');
    expect((await say('advice-given')).body.status).toBe('closed');
  });
});
