import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import type { Clock, Log } from '../../functions/store/ports.ts';

/** A log that must be closed. */
export type LogFile = Log & { close(): Promise<void> };

/** Above this many bytes at start, the file is put aside as `….old`, in place of the one put aside before. */
const tooLong = 20_000_000;

/** A log of JSON lines in a file, each with its time and level. What cannot be written is dropped. */
export function logFile(path: string, clock: Clock): LogFile {
  if (existsSync(path) && statSync(path).size > tooLong) renameSync(path, `${path}.old`);
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  stream.on('error', () => undefined);
  return {
    write: ({ level = 'info', ...entry }) => {
      stream.write(`${JSON.stringify({ at: clock.now().toISOString(), level, ...entry })}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
