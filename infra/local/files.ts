import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Files that survive a loss of power: written aside, flushed, then put in place in one step. */

/** Where {@link replaceFile} writes first: what a crash leaves there is nothing yet, and may be removed. */
export const asideOf = (path: string): string => `${path}.tmp`;

/**
 * Replaces a file, or makes it, all at once: a reader sees the old bytes or the new. Durable when it resolves. Only
 * one at a time for a file.
 */
export async function replaceFile(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeFlushed(asideOf(path), 'w', bytes);
  await rename(asideOf(path), path);
  await flushFolder(dirname(path));
}

/** Makes a file that must not be there yet. Durable when it resolves; throws `EEXIST` and changes nothing if there is one. */
export async function createFile(path: string, bytes: Uint8Array | string): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFlushed(aside, 'wx', bytes);
    // A rename would replace what is there; a link refuses.
    await link(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
  await flushFolder(dirname(path));
}

/** Makes a folder, and those above it, readable by its owner alone. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Makes the names in a folder durable. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Whether an error of the file system has this code, such as `ENOENT`. */
export const hasCode = (error: unknown, code: string): boolean => error instanceof Error && (error as NodeJS.ErrnoException).code === code;

async function writeFlushed(path: string, flags: 'w' | 'wx', bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
