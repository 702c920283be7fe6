import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { answers, startEngine } from '../../infra/local/engine.ts';
import { persistently } from '../../infra/local/persistently.ts';
import { ringing } from '../../infra/local/rings.ts';
import { createTables, dynamoClient, tables } from '../../infra/local/tables.ts';
import { aCommit } from './support/commits.ts';
import { eventually, memoryLog, processesNaming, temporaryFolder } from './support/temporary.ts';

test('a hub that is killed leaves no engine and no shell behind, within a second', async () => {
  const file = join(temporaryFolder(), 'hub.db');
  const hub = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'support/engine-host.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(hub.stdout, 'data')) as [Buffer];
  const endpoint = line.toString().trim();
  expect(await answers(endpoint, 1_000)).toBe(true);
  expect(processesNaming(file).length).toBeGreaterThan(1);

  hub.kill('SIGKILL');

  expect(await eventually(() => processesNaming(file).length === 0, 1_000)).toBe(true);
  expect(await answers(endpoint, 50)).toBe(false);
});

test('an engine that is killed is started again at the same address, with what it held', async () => {
  const file = join(temporaryFolder(), 'hub.db');
  const log = memoryLog();
  const told: string[] = [];
  const engine = await startEngine({ file, log: ringing(log, (line) => told.push(line)) });
  onTestFinished(engine.stop);
  const client = dynamoClient(engine.endpoint);
  await createTables(client);
  const store = dynamoStore({ client, table: tables.events, feed: () => true });
  await store.append([aCommit('case:1', 1)]);

  const guards = processesNaming('engine-guard');
  for (const pid of processesNaming(file).filter((each) => !guards.includes(each))) process.kill(pid, 'SIGKILL');

  expect(await persistently(() => store.read('case:1'))).toEqual([aCommit('case:1', 1, (await store.last('case:1'))?.at)]);
  expect((await persistently(() => store.append([aCommit('case:1', 2)]))).ok).toBe(true);
  expect(log.entries.map(({ code }) => code)).toContain('engine-ended');
  expect(told[0]).toMatch(/^ALARM engine-ended: .* started again\..*\n$/);
});

test('an engine whose guard is killed ends, and another is started at the same address, with what it held', async () => {
  const file = join(temporaryFolder(), 'hub.db');
  const engine = await startEngine({ file, log: memoryLog() });
  onTestFinished(engine.stop);
  const client = dynamoClient(engine.endpoint);
  await createTables(client);
  const store = dynamoStore({ client, table: tables.events });
  await store.append([aCommit('case:1', 1)]);
  const enginesNow = () => processesNaming(file).filter((each) => !processesNaming('engine-guard').includes(each));
  const [before] = enginesNow();
  const guards = processesNaming('engine-guard').filter((each) => processesNaming(file).includes(each));

  // The first of them is the guard itself, the others are its watcher.
  process.kill(Math.min(...guards), 'SIGKILL');

  expect(await eventually(() => !enginesNow().includes(before ?? 0) && enginesNow().length === 1, 10_000)).toBe(true);
  expect(await persistently(() => store.read('case:1'))).toHaveLength(1);
  expect((await persistently(() => store.append([aCommit('case:1', 2)]))).ok).toBe(true);
  expect(await eventually(() => enginesNow().length === 1, 5_000)).toBe(true);
}, 30_000);

test('an engine that is stopped is gone when that is done, and tables are made once', async () => {
  const file = join(temporaryFolder(), 'hub.db');
  const engine = await startEngine({ file, log: memoryLog() });
  const client = dynamoClient(engine.endpoint);
  await createTables(client);
  await createTables(client);

  await engine.stop();

  expect(await answers(engine.endpoint, 50)).toBe(false);
  // A `sleep` of the guard’s that was just being started bears the guard’s name until it is.
  expect(await eventually(() => processesNaming(file).length === 0, 500)).toBe(true);
});
