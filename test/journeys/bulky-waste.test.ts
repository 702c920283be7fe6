import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { teams } from '../../policies/partnership/teams/index.ts';
import { aStory, type Story, tells } from '../support/story.ts';

/**
 * Harold Pickering asks the council what it would cost to take away two armchairs and a bed. Someone has to call on him
 * about it anyway. The leader of the ward team may know that much, for 28 days, and asks him whether he is all right.
 */

const list = readFileSync(new URL('../../contracts/sources/street-scene/examples/complete.csv', import.meta.url), 'utf8');
const harold = ['Harold', 'Pickering', '9 Foundry Street', '01632 960411', '07700 900411', 'harold.pickering'];
/** Of the same list: who complained, what they saw, what others asked for, and what was noted beside his own request. */
const dropped = [
  'Winterbourne',
  'wireless',
  '01632 960412',
  '2 Weir Lane',
  'Saw a van',
  '4 Weir Lane',
  'number 6',
  '6 Weir Lane',
  'armchairs',
  'Ring before ten',
];
const leader = 'ward-team-1';
const member = 'ward-team-2';
const helped = {
  recipients: ['ward-team'],
  purposes: ['support'],
  categories: ['contact', 'need', 'service-request', 'consent'],
};

let hub: Story;
let id: string;
beforeEach(async () => {
  hub = await aStory();
  const { status, body } = await hub.post('/v1/referrals/street-scene', {
    as: 'street-scene',
    text: list,
    headers: { 'content-type': 'text/csv' },
  });
  expect([status, body.summary]).toEqual([200, { lines: 7, taken: 2, alreadyTaken: 0, dropped: 5, faulty: 0 }]);
  expect(body.items[0]).toMatchObject({ line: 2, status: 'taken', disposition: 'conversation-needed' });
  id = body.items[0].referralId;
  await hub.settle();
});
const seenBy = async (user: string) => JSON.stringify((await hub.get(`/v1/cases/${id}`, { as: 'ward-team', user })).body);
const listFor = async (user: string) => JSON.stringify((await hub.get('/v1/cases?with=summary', { as: 'ward-team', user })).body.items);
const hears = (outcome: string) => hub.post(`/v1/cases/${id}/outcome`, { as: 'ward-team', body: { outcome } });
const daysLater = async (day: string) => {
  await hub.settle();
  hub.travel(`${day}T03:00:00.000Z`);
  await expire(hub.runtime)();
  await hub.settle();
};

describe('a line of the morning’s list', () => {
  test('is for the leader: whom to call on, where, and about what', async () => {
    tells(await seenBy(leader), [...harold, 'Bulky waste quote', '2026-11-18'], dropped);
    tells(await listFor(leader), ['Pickering'], dropped);
    expect(await hub.mailOf('ward-team')).toEqual(['case.routed', 'case.routed']);
  });

  test('is read by nobody else: not by the leader’s own people, nor by any other team', async () => {
    tells(await seenBy(member), [], harold);
    tells(await listFor(member), [], harold);
    const others = teams.map((each) => each.id).filter((each) => each !== 'ward-team');
    for (const as of others) expect([as, (await hub.read(as, id)).status]).toEqual([as, 404]);
  });

  test('is all that came of the list: complaints, enforcement, what others asked and notes are nowhere', async () => {
    expect((await hub.worklist('ward-team')).length).toBe(2);
    const everyCase = await Promise.all(
      (await hub.worklist('ward-team')).map(({ caseId }: { caseId: string }) => hub.seen('ward-team', caseId)),
    );
    const kept = JSON.stringify([everyCase, hub.store.all(), hub.views.all(), hub.bus, hub.logged, [...hub.objects.kept]]);
    tells(kept, ['Orchard'], dropped);
  });

  test('says nothing to street scene of what the leader found: it was received, and that is all', async () => {
    await hears('wants-help');
    await hub.records('ward-team', id, { ...helped, feedback: true });
    await hears('support-in-place');
    await hub.settle();
    expect(await hub.progress('street-scene', id)).toEqual({ stage: 'received' });
    expect(new Set(await hub.mailOf('street-scene'))).toEqual(new Set(['referral.received']));
  });
});

describe('the leader’s conversation', () => {
  test('may take a few tries: he is not in, he asks them to come back; the leader alone still knows', async () => {
    for (const outcome of ['not-in', 'not-in', 'come-back']) expect((await hears(outcome)).body.status).toBe('awaiting');
    tells(await seenBy(leader), harold, []);
    tells(await seenBy(member), [], harold);
  });

  test('ends with his wanting help; to tell even the team of it is a second question, and the reply says which', async () => {
    const { body } = await hears('wants-help');
    expect([body.status, body.links.consents]).toEqual(['accepted', '/v1/consents']);
    expect(body.ask.join(' ')).toMatch(/Ask the person .*recipients ward-team, purposes support, categories contact/);
    tells(await seenBy(member), [], harold);
  });

  test('makes him a case of the whole team by his own answer, and of no other', async () => {
    await hears('wants-help');
    expect((await hub.records('ward-team', id, helped)).status).toBe(201);
    tells(await seenBy(member), [...harold, 'Bulky waste quote'], dropped);
    const onward = await hub.passesOn('ward-team', id, 'local-area-coordinator');
    expect([onward.status, onward.body.faults[0].code]).toEqual([409, 'held']);
    expect((await hub.read('coordinator-northgate', id)).status).toBe(404);
    await daysLater('2026-12-30');
    tells(await seenBy(member), ['Harold'], []);
  });

  test('ends with his wanting nothing, and what was lent is destroyed at once', async () => {
    const keys = hub.keyTable.kept.size;
    expect((await hears('no-wish')).body.status).toBe('closed');
    expect(hub.keyTable.kept.size).toBe(keys - 1);
    tells(await seenBy(leader), [], harold);
  });
});

describe('after 28 days', () => {
  test.each([
    ['nobody called', []],
    ['nobody was in', ['not-in', 'not-in']],
    ['he wanted help, and nobody asked him what may be shared', ['wants-help']],
  ])('it is gone, where %s', async (_, heard) => {
    for (const outcome of heard) await hears(outcome);
    await daysLater('2026-12-18');
    tells(await seenBy(leader), ['Pickering'], []);
    const keys = hub.keyTable.kept.size;
    await daysLater('2026-12-19');
    expect(hub.keyTable.kept.size).toBeLessThan(keys);
    tells(JSON.stringify([await seenBy(leader), await listFor(leader)]), [], harold);
  });
});
