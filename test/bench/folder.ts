import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of this process’s own, gone when the process ends, however it ends itself. */
export function ownFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}
