import { describe, expect, test } from 'vitest';
import type { Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { example } from '../support/examples.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';
import { type ChangeOfMind, changesOfMind, disclosesForbidden, unproving } from './changes-of-mind.ts';

/** A store that runs something before its call number so and so, and writes down what was committed in which order. */
function interleaving(inner: CommitStore) {
  let calls = 0;
  let at = Number.POSITIVE_INFINITY;
  let inject: (() => Promise<void>) | undefined;
  const order: Commit[] = [];
  const turn = async () => {
    const now = inject;
    if (!now || calls++ !== at) return;
    inject = undefined;
    await now();
  };
  const store: CommitStore = {
    ...inner,
    read: async (...args) => turn().then(() => inner.read(...args)),
    last: async (...args) => turn().then(() => inner.last(...args)),
    append: async (...args) => {
      await turn();
      const appended = await inner.append(...args);
      if (appended.ok) order.push(...args[0]);
      return appended;
    },
  };
  return {
    store,
    order,
    arm(index: number, what: () => Promise<void>) {
      calls = 0;
      at = index;
      inject = what;
    },
    /** Whether it has been run; if not, it will not be. */
    disarm(): boolean {
      const injected = inject === undefined;
      inject = undefined;
      return injected;
    },
  };
}

const coordinator = 'coordinator-northgate';
const views: Readonly<Record<string, (hub: World, caseId: string) => Promise<Answer>>> = {
  'a case that is read': (hub, caseId) => hub.get(`/v1/cases/${caseId}`, { as: coordinator }),
  'a worklist with summaries': (hub) => hub.get('/v1/cases?with=summary', { as: coordinator }),
  'a referral that is followed': (hub, caseId) => hub.get(`/v1/referrals/${caseId}`, { as: 'job-centre' }),
};
type View = (typeof views)[string];

/** Reads once with the change made just before the store’s call number `index`; says whether it came to that call, and what was committed too late. */
async function race(
  view: View,
  change: ChangeOfMind,
  index: number,
  { warm, wrap }: { warm: boolean; wrap?: (store: CommitStore) => CommitStore },
) {
  const made: { store?: ReturnType<typeof interleaving> } = {};
  const hub = await aWorld({
    wrapStore: (inner) => {
      made.store = interleaving(wrap ? wrap(inner) : inner);
      return made.store.store;
    },
  });
  const { store } = made;
  if (!store) throw new Error('the world did not wrap its store');
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  const caseId: string = body.referralId;
  await hub.settle();
  if (warm) await view(hub, caseId);
  store.arm(index, () => change.make(hub, caseId));
  const answer = await view(hub, caseId);
  const injected = store.disarm();
  if (!injected) await change.make(hub, caseId);
  const after = await view(hub, caseId);
  const moment = store.order.findIndex((commit) => change.isIn(commit, caseId));
  expect(moment).toBeGreaterThan(0);
  const late = store.order.slice(moment).filter((commit) => disclosesForbidden(commit, change));
  const early = store.order.slice(0, moment).filter((commit) => disclosesForbidden(commit, change));
  return { injected, late, early, statuses: [answer.status, after.status] };
}

async function everyPoint(view: View, change: ChangeOfMind, options: { warm: boolean; wrap?: (store: CommitStore) => CommitStore }) {
  const races: Awaited<ReturnType<typeof race>>[] = [];
  // Until it came after the last call.
  for (let index = 0; races.at(-1)?.injected ?? true; index += 1) races.push(await race(view, change, index, options));
  return races;
}

const permissionOf = (view: string) =>
  view === 'a referral that is followed' ? changesOfMind.filter(({ makes }) => makes === 'agreement') : changesOfMind;
const pairs = Object.entries(views).flatMap(([name, view]) =>
  permissionOf(name).flatMap((change) => [true, false].map((warm) => ({ name, view, change, warm, what: change.name }))),
);

describe('between any two steps of a disclosure', () => {
  test.each(pairs)('$name, and $what: nothing it forbids is disclosed after it (read before: $warm)', async ({ view, change, warm }) => {
    const races = await everyPoint(view, change, { warm });
    expect(races.length).toBeGreaterThan(4);
    for (const { late, statuses } of races) {
      expect(late).toEqual([]);
      expect(statuses).toEqual([200, 200]);
    }
    // Before it, it was disclosed: there was something to forbid.
    expect(races.at(-1)?.early.length).toBeGreaterThan(0);
  });

  test.each(pairs.filter(({ warm }) => warm))('$name, and $what: the check finds a store that does not prove', async ({ view, change }) => {
    const races = await everyPoint(view, change, { warm: true, wrap: unproving });
    expect(races.some(({ late }) => late.length > 0)).toBe(true);
  });
});
