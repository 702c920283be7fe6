import { expect, test } from 'vitest';
import type { CommitStore } from '../../functions/store/ports.ts';
import { example } from '../support/examples.ts';
import { aWorld } from '../support/world.ts';
import { marker, prefix } from './plant.ts';
import { placeOf, traces } from './search.ts';

/** What a fault of a library may quote: in one line, or in one that looks like a line of its stack. */
const quotes = [`Unexpected token in "${marker()}"`, `Unexpected token in "said\n    at ${marker()} (home)"`, ''];

test.each(quotes)('a fault that quotes what was said is told and logged by its kind alone', async (message) => {
  let failing = false;
  const wrapStore = (inner: CommitStore): CommitStore => {
    const or = <T>(work: () => Promise<T>): Promise<T> => (failing ? Promise.reject(new SyntaxError(message)) : work());
    return {
      ...inner,
      read: (...args) => or(() => inner.read(...args)),
      last: (...args) => or(() => inner.last(...args)),
      append: (...args) => or(() => inner.append(...args)),
    };
  };
  const hub = await aWorld({ wrapStore });
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  failing = true;
  const answers = [
    await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') }),
    await hub.get(`/v1/cases/${body.referralId}`, { as: 'coordinator-northgate' }),
    await hub.get(`/v1/referrals/${body.referralId}`, { as: 'job-centre' }),
  ];
  await hub.changes(hub.store.all().map((commit) => ({ ...commit, seq: commit.seq + 5 }))).catch(() => undefined);
  await hub.bring(hub.bus);
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 500]);
  expect(hub.logged.map((entry) => (entry as { error?: string }).error)).toContain('SyntaxError');
  expect(hub.logged.flatMap((entry) => (entry as { at?: string }).at ?? []).every((at) => at.includes('/'))).toBe(true);
  expect(traces([prefix], [placeOf('the log', hub.logged), placeOf('the replies', answers)])).toEqual([]);
});
