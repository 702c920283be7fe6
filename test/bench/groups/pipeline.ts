import { startHub } from '../hub.ts';
import { mailboxAt, type Point } from '../mailbox.ts';
import type { Bench } from '../measuring.ts';
import { quantile } from '../statistics.ts';

/** Where the source’s complete example goes. */
const team = 'coordinator-northgate';
const connections = 32;

/** How often a mailbox is looked at: seldom to count, often to time; a time is too long by half of that in the mean. */
const countEveryMs = 500;
const timeEveryMs = 25;

/**
 * The whole way to the team’s mailbox, under a load that does not let up: how much arrives a second, how much more waits
 * each second than the second before, and how long one commit takes to be there.
 */
export async function pipeline(bench: Bench): Promise<void> {
  const hub = await startHub(bench);
  const mailbox = mailboxAt(hub.engine, team);
  bench.onStop(async () => mailbox.close());
  if (bench.wants('pipeline c32', 'pipeline c32 backlog')) await sustained();
  if (bench.wants('commit to mailbox p50', 'commit to mailbox p99')) await timed();
  mailbox.close();
  await hub.stop();

  async function sustained(): Promise<void> {
    bench.say(`pipeline c32: ${bench.effort.pipelineMs / 1_000} s of load`);
    const began = await mailbox.length();
    const taken: Point[] = [];
    const watching = mailbox.watch(countEveryMs);
    const { busy } = await hub.takeIn('known', {
      connections,
      until: { milliseconds: bench.effort.pipelineMs },
      seen: () => taken.push({ at: performance.now(), count: taken.length + 1 }),
    });
    const delivered = (await watching.stop()).map(({ at, count }) => ({ at, count: count - began }));
    await hub.idle();
    // The first fifth fills the pipe; the rest is how it runs.
    const steady = delivered.slice(Math.floor(delivered.length / 5));
    let place = 0;
    const backlog = steady.map(({ at, count }) => {
      while ((taken[place]?.at ?? Number.POSITIVE_INFINITY) <= at) place += 1;
      return { at, count: place - count };
    });
    bench.found('pipeline c32', { value: slope(steady), busy });
    bench.found('pipeline c32 backlog', { value: slope(backlog) });
  }

  async function timed(): Promise<void> {
    bench.say('commit to mailbox: under the same load');
    const before = await mailbox.length();
    const watching = mailbox.watch(timeEveryMs);
    await hub.takeIn('known', { connections, until: { milliseconds: bench.effort.pipelineMs / 3 } });
    await hub.idle();
    const points = await watching.stop();
    const committed = await mailbox.committed(before);
    const since = performance.timeOrigin;
    let place = 0;
    const times = committed.flatMap((at, index) => {
      while (place < points.length && (points[place]?.count ?? 0) < before + index + 1) place += 1;
      const seen = points[place];
      return seen ? [since + seen.at - at] : [];
    });
    bench.found('commit to mailbox p50', { value: quantile(times, 0.5) });
    bench.found('commit to mailbox p99', { value: quantile(times, 0.99) });
  }
}

/** How much the count grows a second, by least squares. */
export function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const at = mean((point) => point.at);
  const count = mean((point) => point.count);
  const over = points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  return over === 0 ? 0 : (1_000 * points.reduce((sum, point) => sum + (point.at - at) * (point.count - count), 0)) / over;
}
