import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../../contracts/problem.ts';
import type { Replayed } from '../../functions/delivery/replay/replay.ts';
import type { Commit } from '../../functions/store/commit.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { functions } from '../../infra/local/functions.ts';
import { comparable } from '../support/rows.ts';
import { player, type Step, sequence } from '../support/sequences.ts';
import { aWorld, type World } from '../support/world.ts';
import { check } from './invariants.ts';

/**
 * The readers of changes are down for longer than a change stream keeps anything: what was committed meanwhile is lost to
 * them. A twin, whose readers were never down, has what there should be after a replay and a rebuild.
 */

const before: readonly Step[] = [
  { do: 'refer', source: 'job-centre', example: 'complete' },
  { do: 'refer', source: 'fire', example: 'not-asked' },
  { do: 'refer', source: 'police', example: 'safeguarding-adult' },
];
const twoDays: readonly Step[] = [
  { do: 'wait', hours: 2 },
  { do: 'answer', referral: 0, team: 0, answer: 'refusal', body: { reason: 'no-capacity' } },
  { do: 'refer', source: 'fire', example: 'complete' },
  { do: 'answer', referral: 3, team: 0, answer: 'acceptance', body: {} },
  { do: 'say', referral: 1, by: 'sender', yes: true },
  { do: 'wait', hours: 24 },
  { do: 'refer', source: 'housing', example: 'complete' },
  { do: 'cancel', referral: 4, reason: 'wrong-person' },
  { do: 'refer', source: 'street-scene', example: 'complete' },
  { do: 'withdraw', referral: 3 },
  { do: 'wait', hours: 22 },
];
const after: readonly Step[] = [
  { do: 'refer', source: 'gp', example: 'complete' },
  { do: 'answer', referral: 3, team: 0, answer: 'outcome', body: { outcome: 'advice-given' } },
];

interface Outage {
  readonly hub: World;
  /** What readers that were never down made of the same commits. */
  readonly twin: World;
  readonly since: string;
}

const byReaders = ({ actor }: Commit): boolean => actor.client === 'deliver';

/** Requests before, during and after an outage; nothing that was committed during it ever reaches the hub’s own readers. */
async function outage(first: readonly Step[], meanwhile: readonly Step[], then: readonly Step[]): Promise<Outage> {
  const hub = await aWorld();
  const play = player(hub);
  await play(first, hub.settle);
  const since = hub.runtime.clock.now().toISOString();
  const twin = await aWorld({ from: hub.kept() });
  let seen = hub.committed.length;
  const next = async (isDown: boolean) => {
    const fresh = hub.committed.slice(seen).filter((commit) => !byReaders(commit));
    seen = hub.committed.length;
    for (const commit of fresh) await twin.store.append([commit]);
    await twin.settle();
    if (isDown) return;
    await hub.changes(fresh);
    await bringAll(hub);
  };
  await play(meanwhile, () => next(true));
  await play(then, () => next(false));
  return { hub, twin, since };
}

/** Everything on the bus, as queues bring it: ten at a time, in another order. */
async function bringAll(hub: World): Promise<void> {
  const left = hub.bus.splice(0).reverse();
  while (left.length > 0) expect((await hub.bring(left.splice(0, 10))).batchItemFailures).toEqual([]);
}

const operate = (hub: World, name: 'replay' | 'rebuild', sent?: unknown) =>
  functions.operator[name](hub.runtime)(sent) as Promise<Replayed & Problem>;

const violations = ({ hub, twin }: Outage) =>
  check({
    commits: hub.committed,
    order: 'appended',
    asked: [],
    settled: true,
    now: hub.runtime.clock.now().toISOString(),
    views: { grown: comparable(twin.views.all()), rebuilt: comparable(hub.views.all()) },
  });

test('readers down for two days: after a replay and a rebuild each mailbox has each event once, and views are as if nothing had been', async () => {
  const whole = await outage(before, twoDays, after);
  const { hub, since } = whole;
  const missing = violations(whole);
  expect(new Set(missing.map(({ promise }) => promise))).toEqual(new Set(['delivered to whom it is for', 'views rebuilt are views grown']));
  const { events, next } = await operate(hub, 'replay', { since });
  expect(next).toBeUndefined();
  expect(events).toBeGreaterThan(missing.filter(({ detail }) => detail.startsWith('never came')).length - 1);
  await bringAll(hub);
  await operate(hub, 'rebuild');
  expect(violations(whole)).toEqual([]);

  const [mail, rows] = [hub.committed.length, hub.views.all()];
  await operate(hub, 'replay', { since });
  await bringAll(hub);
  await operate(hub, 'rebuild');
  expect([hub.committed.length, hub.views.all()]).toEqual([mail, rows]);
});

test('so it is whatever was asked before, meanwhile and afterwards', async () => {
  let lost = 0;
  await fc.assert(
    fc.asyncProperty(sequence, sequence, sequence, async (first, meanwhile, then) => {
      const whole = await outage(first, meanwhile, then);
      lost += violations(whole).length > 0 ? 1 : 0;
      await operate(whole.hub, 'replay', { since: whole.since });
      await bringAll(whole.hub);
      await operate(whole.hub, 'rebuild');
      expect(violations(whole)).toEqual([]);
    }),
    { numRuns: 6 },
  );
  expect(lost).toBeGreaterThan(0);
}, 120_000);

test('a replay that is stopped says where to go on, and comes to the same', async () => {
  const whole = await outage(before, twoDays, after);
  const { hub, since } = whole;
  let from: number | undefined = 0;
  let starts = 0;
  for (; from !== undefined && starts < 1000; starts += 1) {
    // Time for a few pages of the table; and every third time the bus gives way.
    let pages = 0;
    const context = { getRemainingTimeInMillis: () => (pages++ < 60 ? 900_000 : 1_000) };
    const bus = { publish: () => Promise.reject(new Unavailable('the bus')) };
    const runtime = starts % 3 === 2 ? { ...hub.runtime, bus } : hub.runtime;
    const { next } = (await functions.operator.replay(runtime)({ since, from }, context)) as Replayed;
    expect(next ?? 64).toBeGreaterThanOrEqual(from);
    from = next;
  }
  expect(starts).toBeGreaterThan(5);
  await bringAll(hub);
  from = 0;
  for (let again = 0; from !== undefined && again < 100; again += 1) {
    let pages = 0;
    const context = { getRemainingTimeInMillis: () => (pages++ < 60 ? 900_000 : 1_000) };
    ({ next: from } = (await functions.operator.rebuild(hub.runtime)({ from }, context)) as { next?: number });
  }
  expect(violations(whole)).toEqual([]);
});

test('what was committed at the moment asked for is published, though its function began a quarter of an hour before', async () => {
  const hub = await aWorld();
  await player(hub)([{ do: 'refer', source: 'job-centre', example: 'complete' }], async () => undefined);
  hub.travel('2026-11-20T11:00:00.000Z');
  expect(await operate(hub, 'replay', { since: '2026-11-20T10:15:00Z' })).toMatchObject({ events: 2 });
  expect(await operate(hub, 'replay', { since: '2026-11-20T10:30:00Z' })).toMatchObject({ events: 0 });
});

test.each([
  [undefined, ''],
  [{}, '/since'],
  [{ since: 'yesterday' }, '/since'],
  [{ since: '2026-11-20' }, '/since'],
  [{ since: '2026-13-40T00:00Z' }, '/since'],
  [{ since: '2027-01-01T00:00Z' }, '/since'],
  [{ since: '2026-11-20T00:00Z', from: 64 }, '/from'],
  [{ since: '2026-11-20T00:00Z', form: 1 }, '/form'],
])('a replay of %j is refused, and says what is wrong with it', async (sent, pointer) => {
  const hub = await aWorld();
  const refused = await operate(hub, 'replay', sent);
  expect(refused).toMatchObject({ code: 'schema-faults', faults: [{ pointer }] });
  expect(hub.bus).toEqual([]);
});

test.each(['puts', 'deletes'] as const)('a case that moves while a rebuild %s its rows has the rows of what it is now', async (what) => {
  const hub = await aWorld();
  await player(hub)([{ do: 'refer', source: 'job-centre', example: 'complete' }], hub.settle);
  const caseId = hub.committed.find(({ stream }) => stream.startsWith('case#'))?.stream.slice('case#'.length) ?? '';
  const team = 'coordinator-northgate';
  // Where it will be when it is closed: of a reader that came too late, and to be taken away, but for what happens meanwhile.
  const [open] = (await hub.views.query(`worklist#${team}#open`, { limit: 1 })).rows;
  if (!open) throw new Error('the case is in no worklist');
  await hub.views.write([{ ...open, pk: `worklist#${team}#closed` }]);
  let isMoved = false;
  const write: typeof hub.views.write = async (puts, deletes = []) => {
    if (!isMoved && (what === 'puts' ? puts : deletes).length > 0) {
      isMoved = true;
      const answer = (verb: string, body: object) => hub.post(`/v1/cases/${caseId}/${verb}`, { as: team, body });
      expect((await answer('acceptance', {})).status).toBe(200);
      expect((await answer('outcome', { outcome: 'advice-given' })).status).toBe(200);
      await hub.settle();
    }
    await hub.views.write(puts, deletes);
  };
  await functions.operator.rebuild({ ...hub.runtime, views: { ...hub.views, write } })();
  expect(isMoved).toBe(true);
  expect((await hub.views.query(`worklist#${team}#open`, { limit: 1 })).rows).toEqual([]);
  expect((await hub.views.query(`worklist#${team}#closed`, { limit: 2 })).rows).toMatchObject([{ caseId, status: 'closed' }]);
});
