import { startChild } from '../child.ts';
import { type Contender, contest } from '../contest.ts';
import { startHub } from '../hub.ts';
import { load } from '../load.ts';
import type { Bench } from '../measuring.ts';
import type { ReferenceMethods } from '../processes/reference.ts';
import { connections, kinds } from '../rows.ts';
import { takingIn } from '../taking-in.ts';

/**
 * The intake against the calls it makes and no more; and what the machine does with one put, and with none. Of the intake
 * alone: the hub’s readers of changes are off, as on AWS they run elsewhere. The pipeline’s rows have everything.
 */
export async function intake(bench: Bench): Promise<void> {
  bench.say('recording the intake’s calls, for the reference');
  const reference = await startChild<ReferenceMethods>(new URL('../processes/reference.ts', import.meta.url), bench);
  const hub = await startHub(bench, { consumers: 'off' });
  const url = await reference.call('where');

  /** The same requests at an address of the reference. */
  const bare = (name: string, path: string, count: number, kind: 'known' | 'new'): Contender => ({
    name,
    run: async (milliseconds) =>
      load({ url, connections: count, until: { milliseconds }, next: await hub.referrals(kind, path), wanted: 201 }),
    settle: async () => undefined,
    processorMs: () => reference.call('processorMs'),
  });
  await warmUp();
  const floor = [bare('echo c32', '/echo', 32, 'known'), bare('put c32', '/put', 32, 'known')].filter(({ name }) => bench.wants(name));
  if (floor.length > 0) await contest(floor, bench);
  for (const kind of kinds) {
    // Many clients first: few then meet code that is warm.
    for (const count of connections.toReversed()) {
      const names = [`reference ${kind} c${count}`, `intake ${kind} c${count}`] as const;
      if (!bench.wants(...names)) continue;
      await contest([bare(names[0], `/${kind}`, count, kind), takingIn(hub, names[1], count, kind)], bench);
    }
  }
  await hub.stop();
  await reference.stop();

  /** Code that has run but a few times is slow, and the hub has more of it. */
  async function warmUp(): Promise<void> {
    const given = { connections: 8, until: { requests: bench.effort.warmUp } };
    for (const kind of kinds) {
      bench.say(`warming up with ${bench.effort.warmUp} referrals, ${kind}`);
      await hub.takeIn(kind, given);
      await load({ ...given, url, next: await hub.referrals(kind, `/${kind}`), wanted: 201 });
    }
    await hub.idle();
  }
}
