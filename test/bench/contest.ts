import type { Run } from './load.ts';
import type { Bench } from './measuring.ts';
import type { Measured } from './rows.ts';
import { median, quantile } from './statistics.ts';

/** One of those who take turns. */
export interface Contender {
  readonly name: string;
  readonly run: (milliseconds: number) => Promise<Run>;
  /** Resolves when nothing that a run caused is still going on. */
  readonly settle: () => Promise<unknown>;
  /** Milliseconds of processor its server has used. */
  readonly processorMs: () => Promise<number>;
}

/**
 * Has contenders take turns, A B A B …, after a turn each that does not count: so that whatever else the machine does
 * falls on all of them. A rate is the median of its passes; times are of all requests together.
 */
export async function contest(contenders: readonly Contender[], { effort, say, found }: Bench): Promise<void> {
  const runs = new Map(contenders.map(({ name }) => [name, [] as { run: Run; processor: number }[]]));
  for (let pass = 0; pass <= effort.passes; pass += 1) {
    for (const { name, run, settle, processorMs } of contenders) {
      say(pass === 0 ? `${name}: warming up` : `${name}: pass ${pass} of ${effort.passes}`);
      const before = await processorMs();
      const done = await run(effort.passMs);
      await settle();
      const processor = ((await processorMs()) - before) / Math.max(1, done.latencies.length);
      if (pass > 0) runs.get(name)?.push({ run: done, processor });
    }
  }
  for (const [name, all] of runs) found(name, measuredOf(all));
}

function measuredOf(all: readonly { readonly run: Run; readonly processor: number }[]): Measured {
  const latencies = all.flatMap(({ run }) => run.latencies);
  return {
    value: median(all.map(({ run }) => run.rate)),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    busy: all.reduce((sum, { run }) => sum + run.busy, 0),
    processor: median(all.map(({ processor }) => processor)),
  };
}
