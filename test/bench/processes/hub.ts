import { join } from 'node:path';
import { functions } from '../../../infra/local/functions.ts';
import { createHub } from '../../../infra/local/runtime.ts';
import { seed } from '../../../infra/seed.ts';
import { offer } from '../child.ts';
import { type Consumers, consumersOff } from '../consumers.ts';
import { processorMs } from '../cpu.ts';
import { ownFolder } from '../folder.ts';

/** The hub as `npm start` runs it, with its consumers or without, on the folder it is given or one of its own. */
await offer(async () => {
  const [consumers, given] = process.argv.slice(2) as [Consumers, string?];
  const folder = given ?? ownFolder();
  const changes = consumers === 'off' ? consumersOff : functions.changes;
  const hub = await createHub({ port: 0, dataDir: folder, seed, functions: { ...functions, changes } });
  const database = join(folder, 'hub.db');
  return {
    methods: {
      where: () => ({ url: hub.url, engine: hub.engine, dataDir: folder }),
      idle: () => hub.idle(300_000),
      processorMs: () => processorMs(database),
      commits: () => count(hub.runtime.store.scan()),
    } satisfies HubMethods,
    close: async () => {
      await hub.stop();
    },
  };
});

/** What that process answers. */
export type HubMethods = {
  where: () => { readonly url: string; readonly engine: string; readonly dataDir: string };
  /** Resolves when everything it was told has been consumed and delivered. */
  idle: () => Promise<void>;
  /** Of the hub and its engine. */
  processorMs: () => number;
  /** How many commits it has. */
  commits: () => Promise<number>;
};

async function count(pages: AsyncIterable<readonly unknown[]>): Promise<number> {
  let sum = 0;
  for await (const page of pages) sum += page.length;
  return sum;
}
