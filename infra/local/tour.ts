import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed } from '../seed.ts';
import { createHub } from './runtime.ts';
import { stories } from './stories/index.ts';
import { Stage, Surprise } from './stories/stage.ts';
import { table, terminal } from './terminal.ts';

const help = `npm run tour [-- STORY …]: plays the stories on a hub of its own, with real requests, and shows each request and reply.

${table(
  ['story', 'shows'],
  Object.entries(stories).map(([name, { shows }]) => [name, shows]),
)}

All of them, if none is named. Exits with 1 on any surprise.
`;

/** A story is asked for that there is not; the message names those that there are. */
class NoSuchStory extends Error {
  override readonly name = 'NoSuchStory';
}

function told(error: unknown): string {
  if (error instanceof NoSuchStory) return error.message;
  if (error instanceof Surprise) return `\nA surprise: ${error.message}`;
  return `\n${error instanceof Error ? error.stack : 'It failed.'}`;
}

async function main(): Promise<void> {
  const asked = [...new Set(process.argv.slice(2))];
  if (asked.includes('--help') || asked.includes('-h')) return void process.stdout.write(help);
  const unknown = asked.filter((name) => !Object.hasOwn(stories, name));
  if (unknown.length > 0)
    throw new NoSuchStory(`There is no story ${unknown.join(', nor ')}. There are: ${Object.keys(stories).join(', ')}`);
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-tour-'));
  const hub = await createHub({ port: 0, dataDir, seed });
  try {
    const stage = new Stage(hub, dataDir, (line) => process.stdout.write(`${line}\n`));
    for (const name of asked.length > 0 ? asked : Object.keys(stories)) await stories[name]?.play(stage);
    process.stdout.write(`\n${terminal.green('Every step went as told.')}\n`);
  } finally {
    await hub.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${told(error)}\n`);
    process.exit(1);
  },
);
