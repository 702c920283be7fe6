import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const run = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8' });

test('a story that there is not is answered with those that there are, and is no surprise', { timeout: 30_000 }, () => {
  const { status, stderr } = run('infra/local/tour.ts', 'nope');
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^There is no story nope\. There are: .*bulky-waste/)]);
});

test('the program that makes the description tells what it does, and takes nothing it does not know', { timeout: 30_000 }, () => {
  const { status, stdout } = run('infra/openapi.ts', '--help');
  expect([status, stdout]).toEqual([0, expect.stringContaining('makes contracts/openapi.json anew')]);
  expect(run('infra/openapi.ts', '--check').status).toBe(1);
});
