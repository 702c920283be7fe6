import fc from 'fast-check';
import { expect, it } from 'vitest';
import { usedAssertion } from '../../functions/partners/assertion.ts';
import type { Row } from '../../functions/store/ports.ts';
import { rebuild } from '../../functions/views/rebuild/rebuild.ts';
import { partitions } from '../../functions/views/summary.ts';
import { memoryViews } from '../support/memory-ports.ts';
import { comparable } from '../support/rows.ts';
import { player, type Step, sequence } from '../support/sequences.ts';
import { aWorld, type World } from '../support/world.ts';

/** A world after some steps, its views as the readers of changes made them. */
async function after(steps: readonly Step[], settleEach: boolean): Promise<World> {
  const hub = await aWorld();
  await player(hub)(steps, async () => {
    if (settleEach) await hub.settle();
  });
  await hub.settle();
  return hub;
}

/** Views made again from nothing. */
async function rebuilt({ store }: World): Promise<Row[]> {
  const views = memoryViews();
  await rebuild({ store, views });
  return views.all();
}

it('views made again from the commits are the views that grew, whatever was asked in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(sequence, fc.boolean(), async (steps, settleEach) => {
      const hub = await after(steps, settleEach);
      expect(comparable(await rebuilt(hub))).toEqual(comparable(hub.views.all()));
    }),
    { numRuns: 25 },
  );
}, 120_000);

it('a rebuild leaves views that are right as they are, and makes right those that are not', async () => {
  await fc.assert(
    fc.asyncProperty(sequence, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), async (steps, picks) => {
      // Rows of every state that each case was ever in, as a reader that came late would have written them.
      const hub = await aWorld();
      const past: Row[] = [];
      await player(hub)(steps, async () => {
        await hub.settle();
        past.push(...hub.views.all());
      });
      const right = hub.views.all();
      await hub.views.claim({ pk: usedAssertion('used'), sk: 'used', expiresAt: 2_000_000_000 });
      await hub.views.write(
        picks.flatMap((pick) => past[pick % past.length] ?? []),
        picks.flatMap((pick) => right[(pick * 7) % right.length] ?? []),
      );
      await hub.views.write([{ pk: 'worklist#first-contact#open', sk: 'never', caseId: 'nobody' }]);
      await rebuild(hub.runtime);
      expect(comparable(hub.views.all().filter(({ pk }) => pk !== usedAssertion('used')))).toEqual(comparable(right));
      expect(await hub.views.get([{ pk: usedAssertion('used'), sk: 'used' }])).toHaveLength(1);
      expect((await rebuild(hub.runtime)).removed).toBe(0);
    }),
    { numRuns: 12 },
  );
}, 120_000);

it('is shown of every view there is, of open cases and closed, of referrals of organisations and of teams', async () => {
  const beginningOf = (pk: string) => pk.split('#')[0];
  const every = Object.values(partitions).map((partition) =>
    beginningOf(typeof partition === 'function' ? (partition as (...names: string[]) => string)('one', 'open') : partition),
  );
  const pks = new Set<string>();
  for (const steps of fc.sample(sequence, { numRuns: 30, seed: 7 })) {
    const hub = await aWorld();
    await player(hub)(steps, async () => {
      await hub.settle();
      for (const { pk } of hub.views.all()) pks.add(pk);
    });
  }
  expect(new Set([...pks].map(beginningOf))).toEqual(new Set(every));
  for (const kind of [/^worklist#.*#open$/, /^worklist#.*#closed$/, /^referrals#[^#]+$/, /^referrals#[^#]+#[^#]+$/])
    expect([...pks].filter((pk) => kind.test(pk))).not.toEqual([]);
}, 120_000);
