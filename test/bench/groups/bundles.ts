import { bundleAll, bundleSizes } from '../../../infra/aws/bundle.ts';
import { bundleEverything, load, startBranchKey } from '../../infra/loading.ts';
import { ownFolder } from '../folder.ts';
import type { Bench } from '../measuring.ts';
import { median } from '../statistics.ts';

/** The intake’s own bundle: how large, and how long a new process takes until it could serve, beside one that has everything in it. */
export async function bundles(bench: Bench): Promise<void> {
  const folder = ownFolder();
  bench.say('bundle intake');
  const built = await bundleAll(folder, ['receive']);
  bench.found('bundle intake', { value: ((await bundleSizes(built)).get('receive') ?? 0) / 1_000 });
  if (!bench.wants('load intake', 'load everything')) return;

  const loads = [
    { name: 'load everything', file: await bundleEverything(folder), times: [] as number[] },
    { name: 'load intake', file: `${built.get('receive')}/index.mjs`, times: [] as number[] },
  ];
  const aws = await startBranchKey();
  bench.onStop(async () => aws.stop());
  for (let pass = 0; pass <= bench.effort.starts; pass += 1) {
    for (const { name, file, times } of loads) {
      bench.say(`${name}: start ${pass} of ${bench.effort.starts}`);
      const { milliseconds } = await load(file, aws.url);
      if (pass > 0) times.push(milliseconds);
    }
  }
  for (const { name, times } of loads) bench.found(name, { value: median(times) });
}
