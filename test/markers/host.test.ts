import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../faults/hub-process.ts';
import { eventually, temporaryFolder } from '../local/support/temporary.ts';
import { followed, namePrefix, prefix } from './plant.ts';
import { type Place, traces } from './search.ts';
import { placesOf, walk } from './walk.ts';

/** Every file under a folder: its bytes, and its name. */
function filesOf(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    const named = { name: `the name of ${name}`, bytes: name };
    return statSync(path).isFile() ? [named, { name, bytes: readFileSync(path) }] : [named];
  });
}

test('the real hub leaves nothing anyone said in any file, in the name of one, in what it prints or in a reply that should not have it', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const hub = await startHub(dataDir);
  onTestFinished(() => hub.kill());
  const mailed = async (as: string) => (await hub.call('GET', '/v1/events?after=0&limit=100', { as })).body.items.length as number;
  let sent = 0;
  const exchanges = await walk({
    send: async (method, path, asked) => {
      const answer = await hub.call(method, path, asked);
      if (answer.status === 201 && answer.headers['idempotency-replayed'] !== 'true') sent += 1;
      return answer;
    },
    settle: async () => {
      expect(await eventually(async () => (await mailed('fire')) + (await mailed('job-centre')) >= sent, 10_000)).toBe(true);
    },
    routes: true,
  });
  const running = filesOf(dataDir);
  await hub.stop();
  const stopped = filesOf(dataDir);

  expect(exchanges.filter(({ answer }) => answer.status === 201).length).toBeGreaterThan(10);
  expect(exchanges.filter(({ answer }) => answer.status >= 500).map(({ name, answer }) => [name, answer.status])).toEqual([]);
  const shown = exchanges.filter(({ shows }) => shows).map(({ name, answer }) => ({ name, bytes: JSON.stringify(answer.body) }));
  expect(traces([prefix], shown).length).toBeGreaterThan(10);
  // It looked where everything is.
  for (const name of ['hub.db', 'hub.log', 'keys/wrapped-keys']) expect(running.map((file) => file.name)).toContain(name);
  expect(running.some(({ name }) => name.startsWith('objects/'))).toBe(true);
  expect(traces(['ReferralReceived@1'], running).length).toBeGreaterThan(0);

  const content = [prefix, ...followed];
  expect(traces(content, placesOf(exchanges))).toEqual([]);
  expect(traces([...content, namePrefix], [...running, ...stopped, { name: 'what it prints', bytes: hub.printed() }])).toEqual([]);
}, 60_000);
