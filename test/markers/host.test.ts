import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { demonstrationKey, tokenFrom } from '../../infra/local/sign-in.ts';
import { type HubProcess, startHub } from '../faults/hub-process.ts';
import { eventually, temporaryFolder } from '../local/support/temporary.ts';
import { type Exchange, placesOf, type Target } from './exchange.ts';
import { followed, namePrefix, prefix } from './plant.ts';
import { type Place, traces } from './search.ts';
import { walk } from './walk.ts';

/** Every file under a folder: its bytes, and its name. */
function filesOf(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    const named = { name: `the name of ${name}`, bytes: name };
    return statSync(path).isFile() ? [named, { name, bytes: readFileSync(path) }] : [named];
  });
}

/** Sends as a client’s first user, or as another whom it names. */
const senderTo =
  (hub: HubProcess, dataDir: string): Target['send'] =>
  async (method, path, { user, ...asked }) => {
    const named = demonstrationClients.find(({ id }) => id === asked.as)?.users.find(({ id }) => id === user);
    if (!asked.as || !named) return hub.call(method, path, asked);
    const { as, headers, ...rest } = asked;
    const key = await demonstrationKey(dataDir, as);
    if (!key) throw new Error(`${as} has no key`);
    return hub.call(method, path, {
      ...rest,
      headers: { ...headers, authorization: `Bearer ${await tokenFrom(hub.url, as, key, named)}` },
    });
  };

/** Waits until no mailbox of those who send has had anything new for a moment. */
async function settled(hub: HubProcess): Promise<void> {
  const positions = new Map<string, number>();
  let quiet = 0;
  const isQuiet = async () => {
    let news = 0;
    for (const as of ['police', 'fire', 'gp', 'job-centre', 'street-scene', 'housing', 'ward-team', 'first-contact']) {
      const { body } = await hub.call('GET', `/v1/events?after=${positions.get(as) ?? 0}&limit=100`, { as });
      news += body.items.length;
      const last = body.items.at(-1)?.position;
      if (last !== undefined) positions.set(as, last);
    }
    quiet = news > 0 ? 0 : quiet + 1;
    return quiet > 10;
  };
  expect(await eventually(isQuiet, 20_000)).toBe(true);
}

test('the real hub leaves nothing anyone said in any file, in the name of one, in what it prints or in a reply that should not have it', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const hub = await startHub(dataDir);
  onTestFinished(() => hub.kill());
  const settle = () => settled(hub);
  const exchanges: Exchange[] = await walk({ send: senderTo(hub, dataDir), settle, isThorough: false, routes: true });
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
}, 120_000);
