import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { sources } from '../../contracts/sources/index.ts';
import type { Runtime } from '../../functions/runtime.ts';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import { keyRing } from '../../functions/store/key-ring.ts';
import type { Bus, Clock, CommitStore, Ids, Log } from '../../functions/store/ports.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { engineViews } from './engine-views.ts';
import { makeFolder } from './files.ts';
import { keyFile } from './keys.ts';
import { fileObjects } from './objects.ts';
import { isHandedOver } from './recovery.ts';
import { branchKey, tokenKey } from './secrets.ts';
import { dynamoClient, tables } from './tables.ts';

/** Real time. */
export const systemClock: Clock = { now: () => new Date() };

/** Real randomness: 128 bits in 25 lower-case letters and digits. */
export const randomIds: Ids = {
  next: () =>
    BigInt(`0x${randomBytes(16).toString('hex')}`)
      .toString(36)
      .padStart(25, '0'),
};

export interface RuntimeParts {
  readonly dataDir: string;
  /** The address of the DynamoDB that holds the tables, which exist. */
  readonly endpoint: string;
  /** Whether that is the embedded engine, of this machine. */
  readonly isEmbedded: boolean;
  /** The hub's own address. */
  readonly url: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly bus: Bus;
}

export interface OpenRuntime {
  readonly runtime: Runtime;
  /** The client of the runtime's tables. */
  readonly client: ReturnType<typeof dynamoClient>;
  close(): Promise<void>;
}

/**
 * What every function is given on one machine: DynamoDB at an address, and keys, objects and secrets as files of the
 * data folder. Its store hands nothing over by itself. One process at a time, for the file of keys is read once.
 */
export async function openRuntime({ dataDir, endpoint, isEmbedded, url, clock, ids, log, bus }: RuntimeParts): Promise<OpenRuntime> {
  const keysDir = join(dataDir, 'keys');
  await makeFolder(keysDir);
  const table = await keyFile(join(keysDir, 'wrapped-keys'));
  const branch = await branchKey(join(keysDir, 'branch.key'), !table.isEmpty());
  const token = await tokenKey(join(keysDir, 'token-key.json'));
  const client = dynamoClient(endpoint);
  const runtime: Runtime = {
    clock,
    ids,
    log,
    config: { issuer: url },
    sources,
    partnership,
    store: dynamoStore({ client, table: tables.events, feed: isHandedOver }),
    views: (isEmbedded ? engineViews : dynamoViews)({ client, table: tables.views }),
    keys: keyRing({ branchKey: branch, table }),
    objects: fileObjects(join(dataDir, 'objects')),
    bus,
    signer: token,
    verifierKey: token,
  };
  return {
    runtime,
    client,
    close: async () => {
      client.destroy();
      await table.close();
    },
  };
}

/** The same runtime with another store. */
export const withStore = (runtime: Runtime, store: CommitStore): Runtime => ({ ...runtime, store });
