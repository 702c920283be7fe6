import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** What a process of the benchmarks offers to the one that started it: plain values in, plain values out. */
export type Methods = Readonly<Record<string, (...sent: never[]) => unknown>>;

interface Asked {
  readonly id: number;
  readonly method: string;
  readonly sent: readonly never[];
}
interface Answered {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** A process that was started for the benchmarks. */
export interface Child<M extends Methods> {
  call<N extends keyof M & string>(method: N, ...sent: Parameters<M[N]>): Promise<Awaited<ReturnType<M[N]>>>;
  /** Asks it to clean up and end; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a module of the project as a process of its own, and waits until it is ready; `onStop` is told how to end it. Throws what it said if it ended before that. */
export async function startChild<M extends Methods>(
  module: URL,
  { args = [], onStop }: { readonly args?: readonly string[]; readonly onStop: (end: () => Promise<void>) => void },
): Promise<Child<M>> {
  const child: ChildProcess = fork(module, args, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.on('data', (data: Buffer) => {
    complaint = `${complaint}${data.toString()}`.slice(-4_000);
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let isGone = false;
  const gone = once(child, 'exit').then(() => {
    isGone = true;
    for (const { reject } of waiting.values()) reject(new Error(`a process of the benchmarks ended: ${complaint}`));
  });
  child.on('message', ({ id, value, error }: Answered) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value as never);
    else asked?.reject(new Error(error));
  });
  let asked = 0;
  const call = (method: string, ...sent: readonly unknown[]): Promise<never> => {
    if (isGone) return Promise.reject(new Error(`a process of the benchmarks ended: ${complaint}`));
    asked += 1;
    const id = asked;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, method, sent }, (error) => error && reject(error));
    });
  };
  const stop = async () => {
    if (child.connected) child.disconnect();
    await gone;
  };
  onStop(stop);
  try {
    await call('ready');
  } catch (error) {
    await stop();
    throw error;
  }
  return { call, stop };
}

/**
 * In the process that was started: makes ready, offers what it can do, and cleans up when it is no longer wanted, even if
 * whoever started it was killed. Ctrl-C in a terminal reaches every process, and is left to the first.
 */
export async function offer(make: () => Promise<{ readonly methods: Methods; readonly close: () => Promise<void> }>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const made = make();
  process.once('disconnect', () => {
    made
      .then(({ close }) => close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  });
  const answer = async ({ id, method, sent }: Asked): Promise<Answered> => {
    try {
      const { methods } = await made;
      return { id, value: method === 'ready' ? true : await methods[method]?.(...sent) };
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : 'it failed' };
    }
  };
  process.on('message', (asked: Asked) => {
    void answer(asked).then((answered) => process.send?.(answered));
  });
  await made.catch(() => undefined);
}
