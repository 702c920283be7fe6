import { expect, test } from 'vitest';
import { create as createExpire } from '../../functions/cases/expire/handler.ts';
import { create as createForget } from '../../functions/cases/forget/handler.ts';
import { example } from '../support/examples.ts';
import { aWorld } from '../support/world.ts';

/** A hub whose keys were put back as they were before it destroyed what one case held. */
async function restoredHub() {
  const hub = await aWorld();
  const held = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'consent-missing') });
  const kept = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  await hub.settle();
  const backup = [...hub.keyTable.kept].map(([id, wrapped]) => ({ id, wrapped }));
  hub.travel('2026-12-19T00:01:00.000Z');
  await createExpire(hub.runtime)();
  const forgotten = new Set(hub.keyTable.kept.keys());
  const destroyed = backup.filter(({ id }) => !forgotten.has(id));
  await hub.keyTable.put(destroyed);
  return { hub, destroyed, held, kept };
}

test('what was forgotten is forgotten again after its key came back from a backup, and nothing else is', async () => {
  const { hub, destroyed, held, kept } = await restoredHub();
  expect(destroyed).toHaveLength(1);
  const before = hub.keyTable.kept.size;

  expect(await createForget(hub.runtime)()).toEqual({ cases: 1 });

  expect(hub.keyTable.kept.size).toBe(before - 1);
  expect(hub.keyTable.kept.has(destroyed[0]?.id ?? '')).toBe(false);
  expect((await hub.get(`/v1/cases/${kept.body.referralId}`, { as: 'coordinator-northgate' })).body.people).toHaveLength(1);
  const commits = await hub.store.read(`case#${held.body.referralId}`);
  expect(await createForget(hub.runtime)()).toEqual({ cases: 1 });
  expect(await hub.store.read(`case#${held.body.referralId}`)).toEqual(commits);
});

test('one that is stopped goes on from where it was', async () => {
  const { hub, destroyed } = await restoredHub();
  const stopped = await createForget(hub.runtime)({}, { getRemainingTimeInMillis: () => 0 });
  const from = 'next' in stopped ? stopped.next : undefined;
  expect(from).toBeTypeOf('number');
  await createForget(hub.runtime)({ from });
  expect(hub.keyTable.kept.has(destroyed[0]?.id ?? '')).toBe(false);
});

test('what is asked wrongly is told, and nothing is destroyed', async () => {
  const { hub, destroyed } = await restoredHub();
  expect(await createForget(hub.runtime)({ from: -1 })).toMatchObject({ status: 422, code: 'schema-faults' });
  expect(hub.keyTable.kept.has(destroyed[0]?.id ?? '')).toBe(true);
});
