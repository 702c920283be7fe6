import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { bugs, type PlantedBug } from './bugs.ts';

/**
 * Plants each bug in a copy of the project and runs the scenario that must find it there: found is when that fails and
 * names the promise. First the same scenarios must pass in the copy as it is. Ends with 1 if a bug survives, cannot be
 * planted, or the project itself does not pass.
 */

const project = fileURLToPath(new URL('../..', import.meta.url));
const needed = ['contracts', 'policies', 'functions', 'infra', 'test', 'package.json', 'tsconfig.json'];
/** How many are tried at once, each in a copy of its own. */
const atOnce = 2;

new Command('npm run test:planted --')
  .description(
    `Plants ${bugs.length} bugs, one at a time, in a copy of the project, and sees that the scenario that guards the promise finds each. ` +
      'It takes minutes. It ends with 1 if one is not found. The project itself is not touched.',
  )
  .allowExcessArguments(false)
  .parse();

/** The runs under way, to be ended with this one. */
const running = new Set<ChildProcess>();
let stoppedBy: NodeJS.Signals | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stoppedBy = signal;
    for (const child of running) child.kill();
  });

interface Ran {
  readonly passed: boolean;
  /** How many tests ran. */
  readonly tests: number;
  readonly printed: string;
}

async function aCopy(folder: string, name: string): Promise<string> {
  const copy = join(folder, name);
  for (const each of needed) await cp(join(project, each), join(copy, each), { recursive: true });
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const fileOf = ({ test }: PlantedBug) => `test/faults/crash-points-${test}.test.ts`;
const patternOf = (scenarios: readonly string[]) =>
  `(${scenarios.map((each) => each.replaceAll(/[.()]/g, '\\$&')).join('|')}) (is done|keeps every promise|asks to be tried)`;

/** Runs some scenarios of some test files in a copy. */
function run(copy: string, files: readonly string[], scenarios: readonly string[]): Promise<Ran> {
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');
  const flags = ['run', '--config', 'test/vitest.config.ts', '--cache=false', '--maxWorkers=1', '--testNamePattern', patternOf(scenarios)];
  // biome-ignore lint/style/noProcessEnv: the tests get this environment
  const child = spawn(process.execPath, [vitest, ...flags, ...files], { cwd: copy, env: { ...process.env, NO_COLOR: '1' } });
  running.add(child);
  if (stoppedBy) child.kill();
  let printed = '';
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      const [, passed = 0, failed = 0] = /(\d+) passed, (\d+) failed/.exec(printed) ?? [];
      resolve({ passed: code === 0, tests: Number(passed) + Number(failed), printed });
    });
  });
}

type Verdict = 'found' | 'NOTHING RAN' | 'SURVIVED' | 'FAILED FOR ANOTHER REASON' | 'NO LONGER MATCHES';

async function verdictOn(bug: PlantedBug, copy: string): Promise<Verdict> {
  const path = join(copy, bug.file);
  const text = await readFile(path, 'utf8');
  if (text.split(bug.find).length !== 2) return 'NO LONGER MATCHES';
  await writeFile(
    path,
    text.replace(bug.find, () => bug.replace),
  );
  try {
    const { passed, tests, printed } = await run(copy, [fileOf(bug)], [bug.scenario]);
    if (tests === 0 && passed) return 'NOTHING RAN';
    if (passed) return 'SURVIVED';
    return printed.includes(`"promise": "${bug.breaks}"`) ? 'found' : 'FAILED FOR ANOTHER REASON';
  } finally {
    await writeFile(path, text);
  }
}

function stopped(): number {
  console.log(`\nStopped by ${stoppedBy}`);
  return stoppedBy === 'SIGINT' ? 130 : 143;
}

async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'planted-'));
  try {
    const copies = await Promise.all(Array.from({ length: atOnce }, (_, index) => aCopy(folder, `copy-${index}`)));
    const scenarios = [...new Set(bugs.map(({ scenario }) => scenario))];
    if (stoppedBy) return stopped();
    console.log(`Without a bug, ${scenarios.length} scenarios:`);
    const calm = await run(copies[0] ?? '', [...new Set(bugs.map(fileOf))], scenarios);
    if (stoppedBy) return stopped();
    const isCalm = calm.passed && calm.tests >= scenarios.length;
    console.log(isCalm ? `${calm.tests} tests pass\n` : calm.printed);
    if (!isCalm) return 1;

    const left = [...bugs.entries()];
    const verdicts = new Map<PlantedBug, Verdict>();
    await Promise.all(
      copies.map(async (copy) => {
        for (let next = left.shift(); next; next = left.shift()) {
          const [index, bug] = next;
          const verdict = await verdictOn(bug, copy);
          if (stoppedBy) return;
          verdicts.set(bug, verdict);
          console.log(`${String(index + 1).padStart(2)}/${bugs.length} ${verdict}: ${bug.name}`);
        }
      }),
    );
    if (stoppedBy) return stopped();
    console.log(`\n${'promise'.padEnd(40)} ${'bug'.padEnd(58)} verdict`);
    for (const bug of bugs) console.log(`${bug.breaks.padEnd(40)} ${bug.name.padEnd(58)} ${verdicts.get(bug)}`);
    const missed = bugs.filter((bug) => verdicts.get(bug) !== 'found');
    console.log(`\n${bugs.length - missed.length} of ${bugs.length} planted bugs found`);
    for (const { file } of missed) console.log(`look at ${relative(project, join(project, file))}`);
    return missed.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

process.exitCode = await main();
