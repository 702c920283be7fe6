import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BadEnvironment, readEnvironment } from '../../infra/local/environment.ts';
import { Locked, readLock, takeLock } from '../../infra/local/lock.ts';
import { temporaryFolder } from './support/temporary.ts';

const now = new Date('2026-03-02T09:00:00Z');

test('a data folder is taken once, says by whom, and is free again after', async () => {
  const path = join(temporaryFolder(), 'hub.json');
  const lock = await takeLock(path, now);
  await lock.update({ port: 3000, engine: 'http://127.0.0.1:8000' });
  await expect(takeLock(path, now)).rejects.toThrow(Locked);
  await expect(takeLock(path, now)).rejects.toThrow(/port 3000/);
  expect(await readLock(path)).toMatchObject({ pid: process.pid, port: 3000, engine: 'http://127.0.0.1:8000', started: now.toISOString() });
  await lock.release();
  expect(existsSync(path)).toBe(false);
  await (await takeLock(path, now)).release();
});

test('it is taken over from a process that is gone, from a later process of the same number, and from a record torn', async () => {
  const path = join(temporaryFolder(), 'hub.json');
  const left = [
    { pid: 2 ** 22 + 1, process: '1', started: now.toISOString(), engine: 'http://127.0.0.1:1' },
    { pid: process.pid, process: '1', started: now.toISOString() },
  ];
  for (const record of left) {
    writeFileSync(path, JSON.stringify(record));
    const lock = await takeLock(path, now);
    expect(lock.stale).toEqual(record);
    await lock.release();
  }
  writeFileSync(path, '{"pid":');
  await (await takeLock(path, now)).release();
});

test('it is taken over from a process that was killed and that nobody has waited for', async () => {
  const path = join(temporaryFolder(), 'hub.json');
  // What the shell started is the child of a program that never waits for it.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const pid = await new Promise<number>((told) => parent.stdout.once('data', (bytes) => told(Number(String(bytes)))));
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '';
    writeFileSync(path, JSON.stringify({ pid, process: stat.split(' ')[19], started: now.toISOString() }));
    await expect(takeLock(path, now)).rejects.toThrow(Locked);
    await new Promise((pause) => setTimeout(pause, 600));
    expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
    await (await takeLock(path, now)).release();
  } finally {
    parent.kill('SIGKILL');
  }
});

test('the environment has defaults, and is refused with a sentence for each bad value', () => {
  expect(readEnvironment({})).toEqual({ port: 3000, dataDir: '.hub', endpoint: undefined });
  expect(readEnvironment({ PORT: '', HUB_DATA: '/x', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' })).toEqual({
    port: 3000,
    dataDir: '/x',
    endpoint: 'http://127.0.0.1:8000',
  });
  for (const PORT of ['http', '-1', '65536', '3000.5', '0x10'])
    expect(() => readEnvironment({ PORT })).toThrow(/^PORT should be a TCP port/);
  expect(() => readEnvironment({ PORT: 'x', AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' })).toThrow(BadEnvironment);
  expect(() => readEnvironment({ PORT: 'x', AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' })).toThrow(
    /PORT[\s\S]*\n[\s\S]*AWS_ENDPOINT_URL_DYNAMODB/,
  );
});
