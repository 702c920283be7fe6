import { createHash } from 'node:crypto';
import type { KeyTable } from '../../functions/store/key-ring.ts';
import type { ObjectStore, Row, ViewStore } from '../../functions/store/ports.ts';

/** The views table in memory. */
export function memoryViews(begins: readonly Row[] = []): ViewStore & { all(): Row[] } {
  const name = ({ pk, sk }: { pk: string; sk: string }) => `${pk}\u0000${sk}`;
  const rows = new Map<string, Row>(begins.map((row) => [name(row), row]));
  return {
    all: () => [...rows.values()].sort((a, b) => (name(a) < name(b) ? -1 : 1)),
    get: async (keys) => [...new Set(keys.map(name))].flatMap((key) => rows.get(key) ?? []),
    write: async (puts, deletes = [], last = []) => {
      for (const key of deletes) rows.delete(name(key));
      for (const row of [...puts, ...last]) rows.set(name(row), row);
    },
    query: async (pk, { limit, after, where = {} }) => {
      const partition = [...rows.values()]
        .filter((row) => row.pk === pk && (after === undefined || row.sk > after))
        .sort((a, b) => (a.sk < b.sk ? -1 : 1));
      const page = partition.slice(0, limit);
      const next = partition.length > limit ? page.at(-1)?.sk : undefined;
      const kept = page.filter((row) => Object.entries(where).every(([attribute, value]) => row[attribute] === value));
      return { rows: kept, ...(next === undefined ? {} : { next }) };
    },
    async *scan(segment = 0, segments = 1) {
      // By its key alone, as DynamoDB has it: a row stays in its segment while others come and go.
      yield [...rows.values()].filter((row) => createHash('sha256').update(row.pk).digest().readUInt32BE() % segments === segment);
    },
    claim: async (row) => {
      if (rows.has(name(row))) return false;
      rows.set(name(row), row);
      return true;
    },
  };
}

/** Wrapped keys in memory. */
export function memoryKeyTable(begins: ReadonlyMap<string, Uint8Array> = new Map()): KeyTable & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map(begins);
  return {
    kept,
    put: async (keys) => {
      for (const { id, wrapped } of keys) kept.set(id, wrapped);
    },
    get: async (ids) => new Map(ids.flatMap((id) => (kept.has(id) ? [[id, kept.get(id) as Uint8Array]] : []))),
    delete: async (id) => {
      kept.delete(id);
    },
  };
}

/** Objects in memory. */
export function memoryObjects(
  begins: ReadonlyMap<string, Uint8Array> = new Map(),
): ObjectStore & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map(begins);
  return {
    kept,
    put: async (name, bytes) => {
      if (kept.has(name)) throw new Error('an object is never overwritten');
      kept.set(name, bytes);
    },
    get: async (name) => {
      const bytes = kept.get(name);
      if (!bytes) throw new Error('no such object');
      return bytes;
    },
  };
}
