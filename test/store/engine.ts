import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { createTables, dynamoClient, tables } from '../../infra/local/tables.ts';

/** The real engine over an empty file of its own, with both tables. Stop it, or it outlives the test file. */
export async function anEngine() {
  const folder = await mkdtemp(join(tmpdir(), 'referral-hub-engine-'));
  const engine = await startEngine({ file: join(folder, 'hub.db'), log: { write: () => undefined } });
  const client = dynamoClient(engine.endpoint);
  await createTables(client);
  return {
    endpoint: engine.endpoint,
    client,
    store: dynamoStore({ client, table: tables.events, feed: () => true }),
    views: dynamoViews({ client, table: tables.views }),
    stop: async () => {
      client.destroy();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
