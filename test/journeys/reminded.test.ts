import { expect, test } from 'vitest';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { chain } from '../../functions/store/commit.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

async function held(hub: World): Promise<string> {
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'consent-missing') });
  expect(body.disposition).toBe('held');
  await hub.settle();
  return body.referralId;
}

/** The daily sweep, on a day of December. */
async function sweepOn(hub: World, day: number) {
  hub.travel(`2026-12-${String(day).padStart(2, '0')}T09:00:00.000Z`);
  await expire(hub.runtime)();
  await hub.settle();
}

const eventsOf = async (hub: World, id: string) =>
  (await hub.store.read(`case#${id}`)).flatMap(({ events }) => events.map(({ type }) => type));
const reminders = async (hub: World, id: string) => (await eventsOf(hub, id)).filter((type) => type === 'HoldReminded@1').length;
const mail = async (hub: World, as: string, id: string): Promise<string[]> => {
  const { body } = await hub.get('/v1/events', { as });
  return body.items.flatMap(({ type, subject }: { type: string; subject: string }) => (subject === id ? [type] : []));
};

test('who sent what is held is reminded a week before its last day, once, and can see which day that is', async () => {
  const hub = await aWorld();
  const id = await held(hub);
  await sweepOn(hub, 10);
  expect(await reminders(hub, id)).toBe(0);
  for (const day of [11, 12, 18]) await sweepOn(hub, day);
  expect(await reminders(hub, id)).toBe(1);
  expect(await mail(hub, 'job-centre', id)).toEqual(['referral.received', 'referral.updated']);
  expect((await hub.get(`/v1/referrals/${id}`, { as: 'job-centre' })).body).toMatchObject({ disposition: 'held', keepUntil: '2026-12-18' });
  // Nothing is released by it.
  expect(await eventsOf(hub, id)).not.toContain('CaseRouted@1');

  await sweepOn(hub, 19);
  expect((await eventsOf(hub, id)).slice(-2)).toEqual(['ContentDestroyed@1', 'ReferrerToBeTold@1']);
  expect((await hub.get(`/v1/referrals/${id}`, { as: 'job-centre' })).body).toMatchObject({
    keepUntil: null,
    reasonCode: 'content-destroyed',
  });
});

test('a sweep that was missed reminds late rather than never, and of nothing that is past', async () => {
  const hub = await aWorld();
  const [late, past] = [await held(hub), await held(hub)];
  await sweepOn(hub, 17);
  expect([await reminders(hub, late), await reminders(hub, past)]).toEqual([1, 1]);
  const other = await aWorld();
  const gone = await held(other);
  await sweepOn(other, 20);
  expect(await reminders(other, gone)).toBe(0);
  expect(await eventsOf(other, gone)).toContain('ContentDestroyed@1');
});

test('nobody is reminded of what was refused, or taken back', async () => {
  const hub = await aWorld();
  const refused = await hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'consent-refused') });
  const withdrawn = await held(hub);
  await hub.post(`/v1/referrals/${withdrawn}/cancellation`, { as: 'job-centre', body: { reason: 'withdrawn' } });
  await hub.settle();
  await sweepOn(hub, 15);
  for (const id of [refused.body.referralId, withdrawn]) expect(await reminders(hub, id)).toBe(0);
});

test('a referrer that was told it went to a team hears nothing of its being held since, nor until when', async () => {
  const hub = await aWorld();
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  await hub.post(`/v1/cases/${body.referralId}/refusal`, { as: 'coordinator-northgate', body: { reason: 'person-declined' } });
  await hub.settle();
  expect(await eventsOf(hub, body.referralId)).toContain('CaseHeld@1');
  expect((await hub.get(`/v1/referrals/${body.referralId}`, { as: 'job-centre' })).body).toMatchObject({
    disposition: 'routed',
    keepUntil: null,
  });
  await sweepOn(hub, 15);
  expect(await reminders(hub, body.referralId)).toBe(0);
});

/** Lends a case to the ward team’s leader for a conversation, until a day. */
async function lend(hub: World, id: string, keepUntil: string) {
  const commits = await hub.store.read(`case#${id}`);
  const head = commits.at(-1);
  await hub.store.append([
    chain({
      stream: `case#${id}`,
      seq: (head?.seq ?? 0) + 1,
      previous: head?.hash,
      at: '2026-11-20T10:00:00.000Z',
      actor: { client: 'test', organisation: 'hub' },
      events: [
        {
          type: 'CaseRouted@1',
          data: {
            team: { id: 'ward-team', kind: 'ward-team', organisation: 'council' },
            urgency: 'routine',
            reason: 'conversation',
            purpose: 'conversation',
            keepUntil,
          },
        },
      ],
    }),
  ]);
  await hub.settle();
}

test('what was lent for a conversation that led to nothing is gone the day after its last, and the team finds it gone', async () => {
  const hub = await aWorld();
  const id = await held(hub);
  await lend(hub, id, '2026-12-05');
  expect((await hub.get('/v1/cases', { as: 'ward-team' })).body.items).toHaveLength(1);
  const keys = hub.keyTable.kept.size;
  await sweepOn(hub, 5);
  expect(hub.keyTable.kept.size).toBe(keys);
  await sweepOn(hub, 6);
  expect(hub.keyTable.kept.size).toBe(keys - 1);
  for (const path of [`/v1/cases/${id}`]) expect((await hub.get(path, { as: 'ward-team' })).status).toBe(404);
  expect((await hub.get('/v1/cases', { as: 'ward-team' })).body.items).toEqual([]);
  expect(await mail(hub, 'ward-team', id)).toEqual(['case.routed', 'case.changed']);
});

test('what another team has for reasons of its own outlives the conversation', async () => {
  const hub = await aWorld();
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  await lend(hub, body.referralId, '2026-12-05');
  const keys = hub.keyTable.kept.size;
  await sweepOn(hub, 20);
  expect(hub.keyTable.kept.size).toBe(keys);
  expect((await hub.get(`/v1/cases/${body.referralId}`, { as: 'coordinator-northgate' })).body.people).toHaveLength(1);
});

test('what a resident asked the council for is gone from the ward team after 28 days, and who passed it on is told nothing', async () => {
  const hub = await aWorld();
  const { body } = await hub.post('/v1/referrals/street-scene', { as: 'street-scene', body: example('street-scene', 'complete') });
  expect(body.disposition).toBe('conversation-needed');
  await hub.settle();
  expect((await hub.get('/v1/cases', { as: 'ward-team' })).body.items).toHaveLength(1);
  for (const day of [11, 18]) await sweepOn(hub, day);
  expect((await hub.get('/v1/cases', { as: 'ward-team' })).body.items).toHaveLength(1);
  await sweepOn(hub, 19);
  expect((await hub.get(`/v1/cases/${body.referralId}`, { as: 'ward-team' })).status).toBe(404);
  expect((await hub.get('/v1/cases', { as: 'ward-team' })).body.items).toEqual([]);
  expect(await mail(hub, 'street-scene', body.referralId)).toEqual(['referral.received']);
});
