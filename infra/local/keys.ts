import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KeyTable } from '../../functions/store/key-ring.ts';
import { asideOf, flushFolder, hasCode, replaceFile } from './files.ts';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
type Operation = Waiting & ({ readonly put: readonly { id: string; wrapped: Uint8Array }[] } | { readonly delete: string });

/** A table of wrapped keys that must be closed. */
export interface KeyFile extends KeyTable {
  isEmpty(): boolean;
  close(): Promise<void>;
}

/**
 * Wrapped keys in one file, a line each: `id wrapped`, the latter in base64. Puts made at the same time share one
 * write and one flush. A deletion writes the file anew without the key, so that its bytes are no longer in it (what a
 * disk or a backup keeps of the old file is beyond this code). A line cut short by a crash was never acknowledged and
 * is dropped; any other damage is refused. One process at a time: the hub's lock sees to that.
 */
export async function keyFile(path: string): Promise<KeyFile> {
  const keys = new Map<string, string>();
  await rm(asideOf(path), { force: true });
  let file = await openFile(path);
  let size = load(await readFile(path, 'latin1'), path, keys);
  await file.truncate(size);

  let waiting: Operation[] = [];
  let working: Promise<void> | undefined;
  let closed = false;

  async function append(puts: readonly { id: string; wrapped: Uint8Array }[]): Promise<void> {
    const lines = puts.map(({ id, wrapped }) => [id, Buffer.from(wrapped).toString('base64')] as const);
    const bytes = Buffer.from(lines.map(([id, wrapped]) => `${id} ${wrapped}\n`).join(''), 'latin1');
    try {
      await file.write(bytes, 0, bytes.length, size);
      await file.datasync();
    } catch (error) {
      await file.truncate(size);
      throw error;
    }
    size += bytes.length;
    for (const [id, wrapped] of lines) keys.set(id, wrapped);
  }

  async function rewriteWithout(ids: ReadonlySet<string>): Promise<void> {
    const kept = [...keys].filter(([id]) => !ids.has(id));
    const bytes = Buffer.from(kept.map(([id, wrapped]) => `${id} ${wrapped}\n`).join(''), 'latin1');
    try {
      await replaceFile(path, bytes);
    } finally {
      // Whether or not it was put in place, what is there now is the file to go on with.
      await file.close();
      file = await open(path, 'r+');
      size = (await file.stat()).size;
    }
    for (const id of ids) keys.delete(id);
  }

  async function settle(operations: readonly Waiting[], work: () => Promise<void>): Promise<void> {
    if (operations.length === 0) return;
    try {
      await work();
      for (const { resolve } of operations) resolve();
    } catch (error) {
      for (const { reject } of operations) reject(error);
    }
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const puts = batch.filter((operation) => 'put' in operation);
      const deletes = batch.filter((operation) => 'delete' in operation);
      await settle(puts, () => append(puts.flatMap((operation) => operation.put)));
      const ids = new Set(deletes.map((operation) => operation.delete).filter((id) => keys.has(id)));
      await settle(deletes, () => (ids.size > 0 ? rewriteWithout(ids) : Promise.resolve()));
    }
    working = undefined;
  }

  const perform = (operation: { put: readonly { id: string; wrapped: Uint8Array }[] } | { delete: string }): Promise<void> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Error('the key file is closed'));
      waiting.push({ ...operation, resolve, reject });
      working ??= work();
    });

  return {
    put: async (fresh) => {
      for (const { id } of fresh)
        if (!/^[\w-]+$/.test(id) || keys.has(id)) throw new Error('the id of a key is new, and of letters, digits, - and _');
      if (fresh.length > 0) await perform({ put: fresh });
    },
    get: async (ids) => {
      const found = new Map<string, Uint8Array>();
      for (const id of ids) {
        const wrapped = keys.get(id);
        if (wrapped !== undefined) found.set(id, Buffer.from(wrapped, 'base64'));
      }
      return found;
    },
    delete: (id) => perform({ delete: id }),
    isEmpty: () => keys.size === 0,
    close: async () => {
      closed = true;
      await working;
      await file.close();
    },
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    const made = await open(path, 'wx+', 0o600);
    await flushFolder(dirname(path));
    return made;
  }
}

/** Reads the lines into `keys` and returns how many bytes of the file are whole lines. */
function load(text: string, path: string, keys: Map<string, string>): number {
  const end = text.lastIndexOf('\n') + 1;
  for (const line of text.slice(0, end).split('\n').slice(0, -1)) {
    const [, id, wrapped] = /^([\w-]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    if (!id || !wrapped) throw new Error(`${path} is damaged: restore it from a backup. Without its keys, what they seal cannot be read.`);
    keys.set(id, wrapped);
  }
  return end;
}
