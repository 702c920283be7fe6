import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { countAll } from './count.ts';
import { costPage, withPage } from './page.ts';

/** `npm run cost`: what a referral consumes and costs on AWS, counted on the real engine, as the README has it. */
const readme = new URL('../../README.md', import.meta.url);
const { write } = new Command('cost')
  .description('What a referral consumes on AWS and what a million cost, counted on the embedded engine.')
  .option('--write', 'put it into the README, in place of what stands there')
  .parse()
  .opts<{ readonly write?: true }>();
const page = costPage((await countAll()).sized);
if (write) writeFileSync(readme, withPage(readFileSync(readme, 'utf8'), page));
else process.stdout.write(`${page}\n`);
process.exit(0);
