import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownFolder } from '../folder.ts';
import { type BenchHub, startHub } from '../hub.ts';
import type { Bench } from '../measuring.ts';
import type { Measured } from '../rows.ts';
import { median } from '../statistics.ts';

const all = 50_000;
const some = 5_000;
const connections = 32;

/**
 * Whether what is kept slows what comes: the first and the last 5,000 of 50,000 commits, with everything they cause done,
 * and a start on nothing but the demonstration county beside one on those 50,000.
 */
export async function growth(bench: Bench): Promise<void> {
  const folder = ownFolder();
  const hub = await startHub(bench, { folder });
  bench.say('flat: warming up');
  await hub.takeIn('known', { connections, until: { requests: 400 } });
  await hub.idle();

  const before = await hub.commits();
  const probe = 100;
  await hub.takeIn('known', { connections, until: { requests: probe } });
  await hub.idle();
  const each = ((await hub.commits()) - before) / probe;
  bench.say('flat first 5000');
  bench.found('flat first 5000', await throughput(hub, Math.ceil(some / each)));
  for (let left = all - some - (await hub.commits()); left > 0; left = all - some - (await hub.commits())) {
    bench.say(`flat: ${left} commits to go to the last ${some}`);
    await hub.takeIn('known', { connections, until: { requests: Math.ceil(Math.min(left, some) / each) } });
    await hub.idle();
  }
  bench.say('flat last 5000');
  bench.found('flat last 5000', await throughput(hub, Math.ceil(some / each)));
  await hub.stop();
  if (bench.wants('start empty', `start ${all}`)) await starts(bench, folder);
}

/** Referrals a second, from the first to the moment when nothing that any of them caused is left to do. */
async function throughput(hub: BenchHub, requests: number): Promise<Measured> {
  const [before, began] = [await hub.processorMs(), performance.now()];
  const { busy } = await hub.takeIn('known', { connections, until: { requests } });
  await hub.idle();
  const value = requests / ((performance.now() - began) / 1_000);
  return { value, busy, processor: ((await hub.processorMs()) - before) / requests };
}

async function starts({ say, found, effort }: Bench, full: string): Promise<void> {
  const contenders = [
    { name: 'start empty', folder: ownFolder(), times: [] as number[] },
    { name: `start ${all}`, folder: full, times: [] as number[] },
  ];
  for (let pass = 0; pass <= effort.starts; pass += 1) {
    for (const { name, folder, times } of contenders) {
      say(`${name}: start ${pass} of ${effort.starts}`);
      const time = await untilReady(folder);
      // The first start of a folder puts the county in, and is not what is asked.
      if (pass > 0) times.push(time);
    }
  }
  for (const { name, times } of contenders) found(name, { value: median(times) });
}

/** Milliseconds from `npm start`’s process to its line that says `ready`; then stops it. */
async function untilReady(folder: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts'], {
    // biome-ignore lint/style/noProcessEnv: the child gets this environment, and its own settings
    env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: '', PORT: '0', HUB_DATA: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  const ready = new Promise<true>((resolve) => {
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      if (/^ready /m.test(printed)) resolve(true);
    });
  });
  const isReady = await Promise.race([ready, exited.then(() => false)]);
  const time = performance.now() - began;
  child.kill('SIGTERM');
  await exited;
  process.off('exit', stop);
  if (!isReady) throw new Error('the hub ended before it was ready');
  return time;
}
