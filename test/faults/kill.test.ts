import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually, temporaryFolder } from '../local/support/temporary.ts';
import { example } from '../support/examples.ts';
import { startHub } from './hub-process.ts';
import { killing, killsOf, victims } from './kill-run.ts';

const kills = 5;
const seed = Date.now() % 1_000_000;

test(`killed under load, the hub, its engine or both, ${kills} times (seed ${seed}), every promise holds`, async () => {
  const { kills: done, counts, violations } = await killing(join(temporaryFolder(), 'data'), killsOf(seed, kills), () => undefined);
  expect(violations).toEqual([]);
  expect(new Set(done.map(({ victim }) => victim))).toEqual(new Set(victims));
  // What was cut off or refused was met, and yet all was told to its end.
  expect(counts.cut + counts.busy).toBeGreaterThan(0);
  expect(counts.acknowledged).toBeGreaterThan(40);
}, 240_000);

test('while there is no engine a referral is answered with 503 and when to try again, and once there is one it is taken, once', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const hub = await startHub(dataDir);
  onTestFinished(() => hub.stop());
  const send = () =>
    hub.call('POST', '/v1/referrals/job-centre', { as: 'job-centre', key: 'one', body: example('job-centre', 'complete') });
  await hub.signIn('job-centre');
  // Whenever there is one again it is killed again, so that the hub waits longer each time before it starts the next.
  const killer = setInterval(() => hub.killEngine(), 100);
  const refused: [number, string | undefined][] = [];
  const deadline = performance.now() + 20_000;
  for (let reply = await send(); refused.length < 3 && performance.now() < deadline; reply = await send())
    if (reply.status !== 201) refused.push([reply.status, reply.headers['retry-after']]);
  clearInterval(killer);
  expect(refused).toEqual([503, 503, 503].map((status) => [status, '2']));
  let taken = await send();
  for (; taken.status === 503 && performance.now() < deadline + 10_000; taken = await send());
  expect(taken.status).toBe(201);
  expect((await send()).body).toEqual(taken.body);
  const listed = async () => (await hub.call('GET', '/v1/referrals', { as: 'job-centre' })).body.items;
  await eventually(async () => (await listed()).length > 0);
  expect(await listed()).toHaveLength(1);
}, 90_000);

test('the kills of a seed are the same each time, and of another seed others', () => {
  expect(killsOf(7, 50)).toEqual(killsOf(7, 50));
  expect(killsOf(8, 50)).not.toEqual(killsOf(7, 50));
  expect(new Set(killsOf(7, 50).map(({ victim }) => victim)).size).toBe(victims.length);
});
