import { expect, test } from 'vitest';
import { create as watch } from '../../functions/cases/watch/handler.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { ringing } from '../../infra/local/rings.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

const team = 'adult-safeguarding';
const concern = { atRisk: 'adult', reasonableCause: true, immediateDanger: false, grounds: 'Bruises, and afraid of her son' };

/** A world in which a concern was raised at ten, and the reference of it. */
async function raised(hub?: World) {
  const world = hub ?? (await aWorld());
  const body = { ...example('fire', 'consent-refused'), safeguarding: concern };
  const sent = await world.post('/v1/referrals/fire', { as: 'fire', body });
  expect(sent.body.routedTo).toMatchObject([{ team }]);
  await world.settle();
  return { hub: world, id: sent.body.referralId as string };
}

const alarms = (hub: World) => hub.logged.filter((entry) => (entry as { code: string }).code === 'safeguarding-overdue');
const said = async (hub: World, id: string) =>
  (await hub.store.read(`case#${id}`)).flatMap(({ events }) => events.filter(({ type }) => type === 'SafeguardingOverdue@1'));
const mail = async (hub: World): Promise<string[]> =>
  (await hub.get('/v1/events', { as: team })).body.items.map(({ type }: { type: string }) => type);

test('nobody takes a safeguarding concern on for an hour: it rings, and the team hears, once', async () => {
  const { hub, id } = await raised();
  hub.travel('2026-11-20T10:59:59.000Z');
  await watch(hub.runtime)();
  expect(alarms(hub)).toEqual([]);

  hub.travel('2026-11-20T11:00:00.000Z');
  await watch(hub.runtime)();
  await hub.settle();
  expect(alarms(hub)).toEqual([
    { code: 'safeguarding-overdue', level: 'error', caseId: id, team, since: '2026-11-20T10:00:00.000Z', isRepeat: false },
  ]);
  expect(await mail(hub)).toEqual(['case.routed', 'case.overdue']);

  hub.travel('2026-11-20T11:05:00.000Z');
  await watch(hub.runtime)();
  await hub.settle();
  expect(alarms(hub).at(-1)).toMatchObject({ isRepeat: true });
  expect(await said(hub, id)).toHaveLength(1);
  expect(await mail(hub)).toEqual(['case.routed', 'case.overdue']);
});

test('it rings for as long as nobody does, and no longer', async () => {
  const { hub, id } = await raised();
  hub.travel('2026-11-20T11:30:00.000Z');
  await watch(hub.runtime)();
  await hub.settle();
  expect((await hub.post(`/v1/cases/${id}/acceptance`, { as: team, body: {} })).status).toBe(200);
  // Before the views know of it as well as after: the case itself is asked.
  await watch(hub.runtime)();
  await hub.settle();
  await watch(hub.runtime)();
  expect(alarms(hub)).toHaveLength(1);
  expect(hub.views.all().filter(({ pk }) => pk === 'awaited-duties')).toEqual([]);
});

test('one that was about the wrong person waits for nobody', async () => {
  const { hub, id } = await raised();
  await hub.post(`/v1/referrals/${id}/cancellation`, { as: 'fire', body: { reason: 'wrong-person' } });
  hub.travel('2026-11-20T12:00:00.000Z');
  await watch(hub.runtime)();
  expect(alarms(hub)).toEqual([]);
});

test('what went to a team by agreement may wait for longer', async () => {
  const hub = await aWorld();
  await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  await hub.settle();
  hub.travel('2026-11-21T12:00:00.000Z');
  await watch(hub.runtime)();
  expect(alarms(hub)).toEqual([]);
});

test('a run that could not say so has rung all the same, and the next one says it', async () => {
  const made: { refuse: boolean } = { refuse: false };
  const hub = await aWorld({
    wrapStore: (inner) => ({
      ...inner,
      append: (...args) => (made.refuse ? Promise.reject(new Unavailable('throttled')) : inner.append(...args)),
    }),
  });
  const { id } = await raised(hub);
  hub.travel('2026-11-20T11:30:00.000Z');
  made.refuse = true;
  await expect(watch(hub.runtime)()).rejects.toThrow(Unavailable);
  expect(alarms(hub)).toMatchObject([{ isRepeat: false }]);
  expect(await said(hub, id)).toEqual([]);
  made.refuse = false;
  await watch(hub.runtime)();
  expect(await said(hub, id)).toHaveLength(1);
});

test('all that wait are said, however many, and one that cannot be read keeps none of the others', async () => {
  const made: { unreadable?: string } = {};
  const hub = await aWorld({
    wrapStore: (inner) => ({
      ...inner,
      read: (stream, options) => (stream === made.unreadable ? Promise.reject(new Error('unreadable')) : inner.read(stream, options)),
    }),
  });
  const ids: string[] = [];
  for (let count = 0; count < 105; count += 1) ids.push((await raised(hub)).id);
  made.unreadable = `case#${ids[3]}`;
  hub.travel('2026-11-20T11:30:00.000Z');
  await expect(watch(hub.runtime)()).rejects.toThrow('unreadable');
  expect(alarms(hub)).toHaveLength(104);
});

test('the person at the terminal of a hub on one machine is told what it means, and once', async () => {
  const lines: string[] = [];
  const hub = await aWorld();
  const log = ringing(hub.runtime.log, (line) => lines.push(line));
  const { id } = await raised(hub);
  for (const time of ['11:30', '11:35']) {
    hub.travel(`2026-11-20T${time}:00.000Z`);
    await watch({ ...hub.runtime, log })();
  }
  expect(alarms(hub)).toHaveLength(2);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('nobody has taken it on');
  expect(lines[0]).toContain(id);
});
