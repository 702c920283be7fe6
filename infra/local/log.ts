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
  let lines = '';
  const taken = () => {
    const all = lines;
    lines = '';
    return all;
  };
  const flush = () => {
    const all = taken();
    if (all !== '') stream.write(all);
  };
  return {
    write: ({ level = 'info', ...entry }) => {
      // What is written in one turn of the loop goes to the file as one: a write costs more than a line.
      if (lines === '') setImmediate(flush);
      lines += `${JSON.stringify({ at: clock.now().toISOString(), level, ...entry })}\n`;
    },
    close: () => new Promise((resolve) => stream.end(taken(), resolve)),
  };
}
