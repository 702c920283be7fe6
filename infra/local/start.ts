import { join, resolve } from 'node:path';
import { answers } from './engine.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { hasCode, makeFolder } from './files.ts';
import { type Lock, type LockRecord, takeLock } from './lock.ts';

const help = `npm start: the referral hub on this machine, with a demonstration county in it.

  PORT                       where it listens on 127.0.0.1 (3000; 0 takes any free port)
  HUB_DATA                   where its data are kept (.hub)
  AWS_ENDPOINT_URL_DYNAMODB  a DynamoDB to use in place of the embedded one, such as http://127.0.0.1:8000

It is up when it prints "ready http://127.0.0.1:PORT". Ctrl-C stops it; what it was told is kept in HUB_DATA.
To begin again with an empty county, stop it and remove that folder.
`;

/** The longest that stopping may take, in milliseconds. */
const stopMs = 15_000;

/** Errors whose message is a sentence for the person at the keyboard. */
const told = new Set(['BadEnvironment', 'Locked', 'NoEngine']);

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(help);
  if (args.length > 0) throw new Refused(`npm start takes no arguments but --help: ${args.join(' ')}`);
  const environment = readEnvironment();
  const started = start(environment);
  let stopping = false;
  const stop = (): void => {
    // A terminal and npm may each send the signal: the second changes nothing.
    if (stopping) return;
    stopping = true;
    // A start that does not come to its end is not waited for; what it began ends with this process.
    setTimeout(() => process.exit(1), stopMs).unref();
    started
      .then((running) => running.stop())
      .then(
        () => {
          process.stdout.write(`stopped; what it was told is kept in ${environment.dataDir}\n`);
          process.exit(0);
        },
        () => process.exit(1),
      );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  const { text } = await started;
  process.on('uncaughtException', failed);
  if (!stopping) process.stdout.write(text);
}

/** The end of a hub by a fault of its own: told by its kind and place, for its message might quote what was sent. */
function failed(error: Error): void {
  process.stderr.write(
    `The hub has failed and stopped: ${error.name}${/\n\s+at .+/.exec(error.stack ?? '')?.[0] ?? ''}\nStart it again; what it had acknowledged is kept.\n`,
  );
  process.exit(1);
}

async function start({ port, dataDir, endpoint }: Environment): Promise<{ readonly text: string; stop(): Promise<void> }> {
  const folder = resolve(dataDir);
  const lock = await folderTaken(folder);
  try {
    await untilGone(lock.stale, endpoint);
    // Loaded here, so that help and refusals do not wait for the AWS SDK.
    const [{ createHub }, { seed }, { banner }] = await Promise.all([import('./runtime.ts'), import('../seed.ts'), import('./banner.ts')]);
    const tell = (line: string) => process.stdout.write(line);
    const hub = await createHub({ port, dataDir: folder, endpoint, seed, tell });
    await lock.update({ port: Number(new URL(hub.url).port), engine: hub.engine });
    return {
      text: `${banner({ url: hub.url, dataDir: folder, engine: hub.engine })}ready ${hub.url}\n`,
      stop: async () => {
        await hub.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    if (hasCode(error, 'EADDRINUSE'))
      throw new Refused(`Port ${port} is in use. Stop what uses it, or choose another: PORT=3001 npm start`);
    if (hasCode(error, 'EACCES')) throw new Refused(`Port ${port} or the folder ${folder} may not be used by this user.`);
    throw error;
  }
}

async function folderTaken(folder: string): Promise<Lock> {
  try {
    await makeFolder(folder);
    return await takeLock(join(folder, 'hub.json'), new Date());
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw new Refused(
        `The folder ${folder} cannot be used for data (${(error as NodeJS.ErrnoException).code}). Name another: HUB_DATA=… npm start`,
      );
    }
    throw error;
  }
}

/** The engine of a hub that crashed ends within a second; its database should not be opened by two. */
async function untilGone(stale: LockRecord | undefined, endpoint: string | undefined): Promise<void> {
  if (!stale?.engine || stale.engine === endpoint) return;
  for (let tries = 0; tries < 20 && (await answers(stale.engine, 20)); tries += 1) await new Promise((wait) => setTimeout(wait, 100));
}

/** Something the person at the keyboard can put right. */
class Refused extends Error {
  override readonly name = 'Refused';
}

process.stdout.on('error', () => undefined);
main().catch((error: unknown) => {
  const known = error instanceof Error && (told.has(error.name) || error instanceof Refused);
  process.stderr.write(
    known ? `${error.message}\n` : `The hub could not start: ${error instanceof Error ? error.stack : 'for no reason given'}\n`,
  );
  process.exit(1);
});
