import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import { eventually } from '../local/support/temporary.ts';

/** A program that was started, and what it has printed. */
export interface Program {
  readonly child: ChildProcess;
  readonly printed: { out: string; error: string };
  readonly ended: Promise<number | null>;
  /** Waits until it has printed this, on either stream. */
  readonly says: (what: RegExp, milliseconds?: number) => Promise<void>;
}

/** Starts one of the project’s own programs on a folder of data. */
export function start(script: 'start' | 'hub', dataDir: string, ...args: string[]): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', `infra/local/${script}.ts`, ...args], {
    // biome-ignore lint/style/noProcessEnv: the child gets this environment, and its own settings
    env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: '', PORT: '0', HUB_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', error: '' };
  child.stdout?.on('data', (data) => (printed.out += String(data)));
  child.stderr?.on('data', (data) => (printed.error += String(data)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    printed,
    ended,
    says: async (what, milliseconds = 60_000) => {
      const isSaid = () => what.test(printed.out) || what.test(printed.error);
      await eventually(() => isSaid() || child.exitCode !== null, milliseconds);
      expect(`${printed.out}${printed.error}`).toMatch(what);
    },
  };
}

/** Starts a hub, waits until it is ready, and gives its address. */
export async function aHub(dataDir: string): Promise<Program & { readonly url: string }> {
  const program = start('start', dataDir);
  await program.says(/^ready /m);
  return { ...program, url: /^ready (\S+)$/m.exec(program.printed.out)?.[1] ?? '' };
}
