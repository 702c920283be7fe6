import { describe, expect, test } from 'vitest';
import type { Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { example } from '../support/examples.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';
import { disclosuresIn, unproving } from './changes-of-mind.ts';

const team = 'coordinator-northgate';

/** What someone may be doing at the moment a referral is taken back. */
const doings: Readonly<Record<string, (hub: World, id: string) => Promise<Answer>>> = {
  'a team reads it': (hub, id) => hub.get(`/v1/cases/${id}`, { as: team }),
  'a team looks through its worklist': (hub) => hub.get('/v1/cases?with=summary', { as: team }),
  'a team takes it on': (hub, id) => hub.post(`/v1/cases/${id}/acceptance`, { as: team, body: {}, key: 'accept' }),
  'a team passes it on': (hub, id) => hub.post(`/v1/cases/${id}/refusal`, { as: team, body: { reason: 'no-capacity' }, key: 'decline' }),
  'the person withdraws': (hub, id) => hub.post(`/v1/consents/${id}.p1/withdrawal`, { as: 'job-centre', body: {}, key: 'withdraw' }),
};

/** Takes a referral back just before call number `index` of the store that something else makes; says whether it came to that call. */
async function race(doing: (hub: World, id: string) => Promise<Answer>, index: number, wrap = (store: CommitStore) => store) {
  const order: Commit[] = [];
  let calls = 0;
  let inject: (() => Promise<unknown>) | undefined;
  const turn = async () => {
    const now = inject;
    if (!now || calls++ !== index) return;
    inject = undefined;
    await now();
  };
  const hub = await aWorld({
    wrapStore: (bare) => {
      const inner = wrap(bare);
      return {
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
    },
  });
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  const id: string = body.referralId;
  await hub.settle();
  const cancel = () => hub.post(`/v1/referrals/${id}/cancellation`, { as: 'job-centre', body: { reason: 'wrong-person' } });
  let cancelled: Answer | undefined;
  inject = async () => {
    cancelled = await cancel();
  };
  const answer = await doing(hub, id);
  const injected = cancelled !== undefined;
  inject = undefined;
  cancelled ??= await cancel();
  await hub.settle();
  const moment = order.findIndex(({ events }) => events.some(({ type }) => type === 'ReferralCancelled@1'));
  return { hub, id, answer, cancelled, injected, after: order.slice(moment) };
}

async function everyPoint(doing: (hub: World, id: string) => Promise<Answer>, wrap?: (store: CommitStore) => CommitStore) {
  const races: Awaited<ReturnType<typeof race>>[] = [];
  // Until it came after the last call.
  for (let index = 0; races.at(-1)?.injected ?? true; index += 1) races.push(await race(doing, index, wrap));
  return races;
}

const showsSomeone = (commit: Commit) => disclosuresIn(commit).some(({ facts }) => facts.length > 0);

describe('a referral is taken back between any two steps while', () => {
  test.each(Object.entries(doings))('%s: nothing of it is seen after, and no team has it', async (_, doing) => {
    const races = await everyPoint(doing);
    expect(races.length).toBeGreaterThan(2);
    for (const { hub, id, answer, cancelled, after } of races) {
      expect([200, 404], `${answer.status}`).toContain(answer.status);
      expect(cancelled.status).toBe(200);
      expect(after.filter(showsSomeone)).toEqual([]);
      const history = await hub.store.read(`case#${id}`);
      expect(history.flatMap(({ events }) => events.filter(({ type }) => type === 'ContentDestroyed@1'))).toHaveLength(1);
      expect(history.at(0)?.parts.every(({ keys }) => keys.every((key) => hub.keyTable.kept.has(key)))).toBe(false);
      for (const as of [team, 'first-contact']) {
        expect((await hub.get(`/v1/cases/${id}`, { as })).status).toBe(404);
        expect((await hub.get('/v1/cases', { as })).body.items).toEqual([]);
      }
    }
  });

  test('a team reads it: the check finds a store that does not prove', async () => {
    const races = await everyPoint(doings['a team reads it'] ?? (() => Promise.reject(new Error('nothing is done'))), unproving);
    expect(races.some(({ after }) => after.some(showsSomeone))).toBe(true);
  });
});
