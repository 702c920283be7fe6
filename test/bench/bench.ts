import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { groups } from './groups/index.ts';
import { type Bench, quick, thorough } from './measuring.ts';
import { progress } from './progress.ts';
import { chart, machine, resultTable, toJson } from './report.ts';
import { type Measured, rows, rowsNamed, scope } from './rows.ts';

interface Options {
  readonly json?: string;
  readonly only?: string[];
  readonly quick?: true;
  readonly long?: true;
}

const command = new Command('bench')
  .description(
    'Benchmarks of the hub, each beside its reference in the same run. It shows what it found; it fails only when it cannot measure.',
  )
  .option('--json <file>', 'write what was found as a list of {name, value, unit}')
  .option('--only <name...>', 'only these rows, each in full or by how it begins, with their references')
  .option('--quick', 'fewer and shorter passes: a look, not a figure to hold')
  .option('--long', 'the rows that take minutes too')
  .addHelpText('after', () => `\nRows:\n${rows.map(({ name, long }) => `  ${name}${long ? '  (--long)' : ''}`).join('\n')}\n\n${scope}`)
  .parse();

const options = command.opts<Options>();
const chosen = rowsNamed(options.only ?? [], options.long ?? false);
if (!chosen) command.error('There is no such row. See: npm run bench -- --help');
else await run(chosen.map(({ name }) => name));

async function run(names: readonly string[]): Promise<void> {
  const shown = progress();
  const results = new Map<string, Measured>();
  const ends: (() => Promise<void>)[] = [];
  const endAll = () => Promise.allSettled(ends.splice(0).map((end) => end()));
  const bench: Bench = {
    effort: options.quick ? quick : thorough,
    wants: (...some) => some.some((name) => names.includes(name)),
    found: (name, measured) => names.includes(name) && results.set(name, measured),
    say: shown.say,
    onStop: (end) => ends.push(end),
  };
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      isStopped = true;
      shown.end();
      void endAll().then(() => process.exit(130));
    });
  }
  process.stdout.write(`${machine()}\n`);
  try {
    for (const group of groups) {
      if (!bench.wants(...group.rows)) continue;
      const measure = await group.load();
      await measure(bench);
    }
  } catch (error) {
    // What was stopped in the middle fails, and need not say so.
    if (isStopped) return;
    await endAll();
    shown.end();
    process.stderr.write(`${error instanceof Error ? error.stack : 'It failed.'}\n`);
    process.exit(1);
  }
  await endAll();
  shown.end();
  process.stdout.write(`${[resultTable(results), chart(results)].filter((part) => part !== '').join('\n\n')}\n`);
  if (options.json) await writeFile(options.json, `${JSON.stringify(toJson(results), null, 2)}\n`);
  process.exit(0);
}
