import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock, Log } from '../../../functions/store/ports.ts';
import type { DeadLetters } from '../../../infra/local/dead-letters.ts';

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'referral-hub-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ids of the processes whose command line names this text, without this process. */
export function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandLine(pid).includes(text))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Waits until something holds, at most so many milliseconds; says whether it came to. */
export async function eventually(holds: () => boolean | Promise<boolean>, milliseconds = 5_000): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

export const clock: Clock = { now: () => new Date() };

/** A log that is kept. */
export function memoryLog(): Log & { readonly entries: { readonly code: string }[] } {
  const entries: { readonly code: string }[] = [];
  return { entries, write: (entry) => entries.push(entry) };
}

/** Dead letters that are kept. */
export function memoryDeadLetters(): DeadLetters & { readonly letters: Readonly<Record<string, unknown>>[] } {
  const letters: Readonly<Record<string, unknown>>[] = [];
  return {
    letters,
    write: async (letter) => {
      letters.push(letter);
      return true;
    },
  };
}
