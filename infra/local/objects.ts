import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../functions/store/ports.ts';
import { createFile, hasCode, makeFolder } from './files.ts';

const validName = /^[a-z0-9][a-z0-9-]{0,127}$/;

/**
 * Sealed bytes as files of a folder, durable when `put` resolves. Putting the same bytes under the same name
 * again succeeds; other bytes are refused. Does not look at what the bytes are.
 */
export function fileObjects(folder: string): ObjectStore {
  const pathOf = (name: string): string => {
    if (!validName.test(name)) throw new Error('the name of an object is made of lower-case letters, digits and hyphens, at most 128');
    return join(folder, name);
  };
  return {
    async put(name, bytes) {
      const path = pathOf(name);
      await makeFolder(folder);
      try {
        await createFile(path, bytes);
      } catch (error) {
        if (!hasCode(error, 'EEXIST') || !(await readFile(path)).equals(bytes)) throw error;
      }
    },
    get: async (name) => readFile(pathOf(name)),
  };
}
