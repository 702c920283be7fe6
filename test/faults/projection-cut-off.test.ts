import { expect, test } from 'vitest';
import type { Commit } from '../../functions/store/commit.ts';
import { type Row, Unavailable, type ViewStore } from '../../functions/store/ports.ts';
import { project } from '../../functions/views/project/project.ts';
import { rebuild } from '../../functions/views/rebuild/rebuild.ts';
import { example } from '../support/examples.ts';
import { memoryViews } from '../support/memory-ports.ts';
import { comparable } from '../support/rows.ts';
import { aWorld } from '../support/world.ts';

test('rows that a cut-off write left behind go, though the case has moved on since', async () => {
  const world = await aWorld();
  const sent = await world.post('/v1/referrals/job-centre', { as: 'job-centre', key: 'one', body: example('job-centre', 'complete') });
  const id = sent.body.referralId;
  await world.post(`/v1/referrals/${id}/cancellation`, { as: 'job-centre', key: 'two', body: { reason: 'entered-in-error' } });
  const [received, ...later]: Commit[] = await world.store.read(`case#${id}`);
  if (!received || later.length === 0) throw new Error('the referral was not taken back');
  // All the rows of the first state but the one that says it was applied.
  const cutOff: Pick<ViewStore, 'get' | 'write'> = {
    get: world.views.get,
    write: async (puts) => {
      await world.views.write(puts);
      throw new Unavailable('cut off');
    },
  };
  await expect(project([received], { store: world.store, views: cutOff })).rejects.toThrow(Unavailable);
  const open = async () => (await world.views.query('worklist#coordinator-northgate#open', { limit: 10 })).rows.length;
  expect(await open()).toBe(1);
  await project([received, ...later], world.runtime);
  expect(await open()).toBe(0);
});

/** Views that take whatever they may of a write but the rows of one partition, and say that it failed. */
function throttled(views: ViewStore, isHot: (row: { pk: string }) => boolean): ViewStore {
  const isCold = (row: { pk: string }) => !isHot(row);
  return {
    ...views,
    write: async (puts, deletes = [], last = []) => {
      const isWhole = [...puts, ...deletes].every(isCold);
      await views.write(puts.filter(isCold), deletes.filter(isCold), isWhole ? last : []);
      if (!isWhole) throw new Unavailable('one partition is hot');
    },
  };
}

const sendings = [
  ['job-centre', 'complete'],
  ['job-centre', 'consent-missing'],
  ['police', 'safeguarding-child'],
] as const;
const makings = {
  projected: async (commits: readonly Commit[], views: ViewStore, store: Awaited<ReturnType<typeof aWorld>>['store']) =>
    project(commits, { store, views }),
  rebuilt: async (_: readonly Commit[], views: ViewStore, store: Awaited<ReturnType<typeof aWorld>>['store']) => {
    if ((await rebuild({ store, views })).next !== undefined) throw new Unavailable('not to its end');
  },
};

test.each(Object.entries(makings))('no row that was throttled is lost once the same is %s again', async (_, make) => {
  const world = await aWorld();
  const commits: Commit[] = [];
  for (const [source, name] of sendings) {
    const { body } = await world.post(`/v1/referrals/${source}`, { as: source, body: example(source, name) });
    commits.push(...(await world.store.read(`case#${body.referralId}`)));
  }
  await world.settle();
  const right: Row[] = comparable(world.views.all());
  const partitions = new Set(right.map(({ pk }) => pk).filter((pk) => !pk.startsWith('case#')));
  for (const begins of ['worklist#', 'unreleased', 'awaited-duties']) expect([...partitions].join()).toContain(begins);
  for (const hot of partitions) {
    const views = memoryViews();
    await expect(
      make(
        commits,
        throttled(views, ({ pk }) => pk === hot),
        world.store,
      ),
    ).rejects.toThrow(Unavailable);
    await make(commits, views, world.store);
    expect(comparable(views.all()), hot).toEqual(right);
  }
});
