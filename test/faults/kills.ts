import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { table, terminal } from '../../infra/local/terminal.ts';
import { killing, killsOf, victims } from './kill-run.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

function number(said: string): number {
  if (!/^[1-9]\d{0,8}$/.test(said)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(said);
}

const { kills: count, seed = (Date.now() % 1_000_000) + 1 } = new Command('npm run test:kills --')
  .description('Kills a hub under load, its engine, or both, at random moments, and checks every promise after each kill.')
  .option('--kills <number>', 'how many times', number, 50)
  .option('--seed <number>', 'the same victims and moments as a run that printed it (random, if left out)', number)
  .parse()
  .opts<{ kills: number; seed?: number }>();

print(`${count} kills, seed ${seed}: to repeat them, npm run test:kills -- --kills ${count} --seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), 'hub-kills-'));
try {
  const { kills, counts, violations } = await killing(join(folder, 'data'), killsOf(seed, count), print);
  const of = (victim: (typeof victims)[number]) => kills.filter((kill) => kill.victim === victim).map(({ recoveredMs }) => recoveredMs);
  const rows = victims.map((victim) => {
    const times = of(victim).sort((a, b) => a - b);
    return [victim, String(times.length), `${times[times.length >> 1] ?? '–'}`, `${times.at(-1) ?? '–'}`];
  });
  print(`\n${table(['killed', 'times', 'answered again, ms (median)', '(longest)'], rows)}\n`);
  print(
    table(
      ['of all requests', ''],
      [
        ['sent', String(counts.requests)],
        ['acknowledged', String(counts.acknowledged)],
        ['asked to try again (503)', String(counts.busy)],
        ['cut off', String(counts.cut)],
        ['commits', String(counts.commits)],
      ],
    ),
  );
  print(
    violations.length === 0
      ? terminal.green('\n0 violations')
      : terminal.red(`\n${violations.length} violations\n${violations.join('\n')}`),
  );
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
