import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { activate } from '../functions/agreements/change.ts';
import { clientOf, registerClient } from '../functions/partners/client.ts';
import type { Runtime } from '../functions/runtime.ts';
import type { Actor } from '../functions/store/commit.ts';
import { streams } from '../functions/store/streams.ts';
import { agreements } from '../policies/partnership/agreements/index.ts';
import { type DemonstrationClient, demonstrationClients } from './demonstration.ts';
import { createFile, hasCode, makeFolder } from './local/files.ts';

const operator: Actor = { client: 'operator', organisation: 'council', user: { id: 'operator-1', role: 'platform-engineer' } };
const igLead: Actor = { client: 'ig-council', organisation: 'council', user: { id: 'ig-council-1', role: 'information-governance' } };

/** Where the private keys of the demonstration clients are: made on this machine at first start, for its tools alone. */
export const demonstrationKeys = (dataDir: string): string => join(dataDir, 'demonstration-keys');

/**
 * Puts what is missing of the demonstration county into a hub: at first start all of it, later what was added since,
 * and what a crash left half done. What is there stays as it is.
 */
export async function seed({ runtime, dataDir }: { readonly runtime: Runtime; readonly dataDir: string }): Promise<void> {
  await makeFolder(demonstrationKeys(dataDir));
  for (const agreement of agreements) {
    if (await runtime.store.last(streams.agreement(agreement.id))) continue;
    const activated = await activate(runtime, agreement, igLead);
    if (!activated.ok) throw new Error(`agreement ${agreement.id}: ${JSON.stringify(activated.refusal.faults)}`);
  }
  await Promise.all(
    demonstrationClients.map(async (client) => {
      if (!(await clientOf(client.id, runtime.store))) await register(client, runtime, dataDir);
    }),
  );
}

async function register({ id, organisation, team, scopes, users }: DemonstrationClient, runtime: Runtime, dataDir: string): Promise<void> {
  const jwk = await keyOf(id, dataDir);
  const { d: _, ...publicJwk } = jwk;
  const registered = await registerClient({ id, organisation, team, scopes, users, jwks: { keys: [publicJwk] } }, operator, runtime);
  if (!registered.ok) throw new Error(`client ${id}: ${JSON.stringify(registered.refusal.faults)}`);
}

async function keyOf(id: string, dataDir: string): Promise<Record<string, unknown>> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: `${id}-1`, alg: 'ES256' };
  const path = join(demonstrationKeys(dataDir), `${id}.json`);
  try {
    await createFile(path, `${JSON.stringify(jwk)}\n`);
    return jwk;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  }
}
