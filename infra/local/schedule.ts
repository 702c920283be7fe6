import type { Log } from '../../functions/store/ports.ts';
import { persistently } from './persistently.ts';

/**
 * Runs work now and every so many minutes, repeating what is `Unavailable`, and never while it is still at it; what fails is
 * in the log by its kind, and runs at its next time. Gives what ends it, which does not wait for work in hand.
 */
export function onSchedule(name: string, minutes: number, work: () => Promise<unknown>, log: Log): () => void {
  let isRunning = false;
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    await persistently(work).catch((error: unknown) =>
      log.write({ code: 'schedule-failed', level: 'error', name, error: error instanceof Error ? error.name : 'unknown' }),
    );
    isRunning = false;
  };
  const timer = setInterval(run, minutes * 60_000);
  void run();
  return () => clearInterval(timer);
}
