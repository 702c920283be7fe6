import { expect, test } from 'vitest';
import { create } from '../../functions/cases/expire/handler.ts';
import { brokenAt } from '../../functions/store/commit.ts';
import { example } from '../support/examples.ts';
import { aWorld } from '../support/world.ts';

test.each([
  ['held and never released', 'job-centre', 'consent-missing', ['referral.updated', 'referral.updated']],
  ['refused', 'fire', 'consent-refused', ['referral.updated']],
])('what was %s is destroyed after 28 days, and its sender told; of what was held, reminded before', async (_, source, name, heard) => {
  const hub = await aWorld();
  const { body } = await hub.post(`/v1/referrals/${source}`, { as: source, body: example(source, name) });
  const kept = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  await hub.settle();
  const readable = async () => hub.keyTable.kept.size;
  const before = await readable();

  hub.travel('2026-12-18T23:59:00.000Z');
  await create(hub.runtime)();
  expect(await readable()).toBe(before);

  hub.travel('2026-12-19T00:01:00.000Z');
  await create(hub.runtime)();
  await create(hub.runtime)();
  expect(await readable()).toBe(before - 1);
  await hub.settle();
  await create(hub.runtime)();

  const tracked = await hub.get(`/v1/referrals/${body.referralId}`, { as: source });
  expect(tracked.body).toMatchObject({ reasonCode: 'content-destroyed', warnings: [], ask: [] });
  const mail = await hub.get('/v1/events', { as: source });
  const own = mail.body.items.filter((item: { subject: string }) => item.subject === body.referralId);
  expect(own.map((item: { type: string }) => item.type)).toEqual(['referral.received', ...heard]);
  const history = await hub.store.read(`case#${body.referralId}`);
  expect(history.at(-1)?.events[0]?.type).toBe('ContentDestroyed@1');
  expect(brokenAt(history)).toBeUndefined();
  expect(hub.views.all().filter(({ pk }) => pk === 'unreleased')).toEqual([]);
  expect((await hub.get(`/v1/cases/${kept.body.referralId}`, { as: 'coordinator-northgate' })).body.people).toHaveLength(1);
});
