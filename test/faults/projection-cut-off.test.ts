import { expect, test } from 'vitest';
import type { Commit } from '../../functions/store/commit.ts';
import { Unavailable, type ViewStore } from '../../functions/store/ports.ts';
import { project } from '../../functions/views/project/project.ts';
import { example } from '../support/examples.ts';
import { aWorld } from '../support/world.ts';

test('rows that a cut-off write left behind go, though the case has moved on since', async () => {
  const world = await aWorld();
  const sent = await world.post('/v1/referrals/job-centre', { as: 'job-centre', key: 'one', body: example('job-centre', 'complete') });
  const id = sent.body.referralId;
  await world.post(`/v1/referrals/${id}/cancellation`, { as: 'job-centre', key: 'two', body: { reason: 'entered-in-error' } });
  const [received, ...later]: Commit[] = await world.store.read(`case#${id}`);
  if (!received || later.length === 0) throw new Error('the referral was not taken back');
  // All the rows of the first state but the last, which says that it was applied.
  const cutOff: Pick<ViewStore, 'get' | 'write'> = {
    get: world.views.get,
    write: async (puts) => {
      await world.views.write(puts.slice(0, -1));
      throw new Unavailable('cut off');
    },
  };
  await expect(project([received], { store: world.store, views: cutOff })).rejects.toThrow(Unavailable);
  const open = async () => (await world.views.query('worklist#coordinator-northgate#open', { limit: 10 })).rows.length;
  expect(await open()).toBe(1);
  await project([received, ...later], world.runtime);
  expect(await open()).toBe(0);
});
