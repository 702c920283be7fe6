import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { promiseNames } from '../faults/invariants.ts';
import { cases } from '../faults/scenarios/cases.ts';
import { operations } from '../faults/scenarios/operations.ts';
import { referrals } from '../faults/scenarios/referrals.ts';
import { temporaryFolder } from '../local/support/temporary.ts';
import { bugs } from './bugs.ts';

test.each(bugs)('can be planted: $name', ({ file, find, replace, scenario, test: list }) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(text.split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
  expect({ referrals, cases, operations }[list].map(({ name }) => name)).toContain(scenario);
});

test('every promise has a bug that breaks it', () => {
  const broken = new Set(bugs.map(({ breaks }) => breaks));
  expect(promiseNames.filter((name) => !broken.has(name))).toEqual([]);
});

test('ended by a signal, a run leaves no copy of the project', async () => {
  const folder = temporaryFolder();
  // biome-ignore lint/style/noProcessEnv: the run gets this environment
  const env = { ...process.env, TMPDIR: folder };
  const run = spawn(process.execPath, ['--import', 'tsx', 'test/planted/run.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const copies = () => readdirSync(folder).filter((name) => name.startsWith('planted-'));
  await once(run.stdout, 'data');
  expect(copies()).toHaveLength(1);
  run.kill('SIGTERM');
  expect(await once(run, 'close')).toEqual([143, null]);
  expect(copies()).toEqual([]);
}, 60_000);
