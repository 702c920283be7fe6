import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Log } from '../../functions/store/ports.ts';

/** The embedded DynamoDB, running. */
export interface Engine {
  /** Its address, the same for as long as the hub runs, through restarts of the engine. */
  readonly endpoint: string;
  /** Ends it cleanly; resolves when it is gone. */
  stop(): Promise<void>;
}

/** There is no engine for this machine, or it does not start; the message says what to do. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine';
}

/**
 * The shell between the hub and the engine. Its standard input is a pipe that only the hub holds: when that closes,
 * however the hub ended, the engine is asked to end, and half a second later made to. It has a session of its own,
 * so that Ctrl-C in a terminal reaches the hub alone.
 */
const guard = `
umask 077
exec 3<&0
"$@" </dev/null 3<&- &
engine=$!
( while read -r _; do :; done
  kill -TERM $engine; for _ in 1 2 3 4 5; do sleep 0.1; kill -0 $engine || exit; done; kill -KILL $engine ) <&3 2>/dev/null &
watcher=$!
exec 3<&-
wait $engine
code=$?
kill -KILL $watcher 2>/dev/null
wait $watcher 2>/dev/null
exit $code
`;

/** How long the engine may take before it first answers, and how long one must have run for its end to be news. */
const startLimitMs = 5_000;
const settledMs = 10_000;

/** Starts the engine on a free loopback port over a database file, and restarts it, on the same port, whenever it ends by itself. */
export async function startEngine({ file, log }: { readonly file: string; readonly log: Log }): Promise<Engine> {
  const binary = findBinary();
  for (let attempt = 1; ; attempt += 1) {
    const supervised = supervise(binary, await freePort(), file, log);
    if (await answers(supervised.endpoint, startLimitMs / attempt)) return supervised;
    await supervised.stop();
    // Somebody may have taken the port between its being found free and its use.
    if (attempt === 3)
      throw new NoEngine(`The embedded database does not start on ${file}. Is the folder writable, and not in use by another hub?`);
  }
}

function findBinary(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
  } catch {
    throw new NoEngine(
      'There is no embedded database for this machine: the package @dynoxide/linux-x64 is not installed (it is for Linux x64 only). ' +
        'Start any DynamoDB, such as DynamoDB Local, and give its address in AWS_ENDPOINT_URL_DYNAMODB.',
    );
  }
}

function supervise(binary: string, port: number, file: string, log: Log): Engine {
  let stopping = false;
  let child: ChildProcess;
  let delay = 50;
  let ended: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    ended = resolve;
  });

  function run(): void {
    const started = performance.now();
    child = spawn(
      '/bin/sh',
      ['-c', guard, 'engine-guard', binary, 'serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file],
      {
        stdio: ['pipe', 'ignore', 'ignore'],
        detached: true,
      },
    );
    child.stdin?.on('error', () => undefined);
    child.once('error', ended);
    child.once('exit', (code) => {
      if (stopping) return ended();
      log.write({ code: 'engine-ended', level: 'warn', exit: code });
      if (performance.now() - started > settledMs) delay = 50;
      setTimeout(() => (stopping ? ended() : run()), delay);
      delay = Math.min(2_000, delay * 2);
    });
  }

  run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      stopping = true;
      child.stdin?.end();
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether something speaks HTTP at an address within so many milliseconds. */
export async function answers(endpoint: string, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (performance.now() < deadline) {
    try {
      await (await fetch(endpoint, { signal: AbortSignal.timeout(1_000) })).arrayBuffer();
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  return false;
}
