import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { activate } from '../functions/agreements/change.ts';
import { clientOf, registerClient } from '../functions/partners/client.ts';
import type { Runtime } from '../functions/runtime.ts';
import type { Actor } from '../functions/store/commit.ts';
import { agreements } from '../policies/partnership/agreements/index.ts';
import { type DemonstrationClient, demonstrationClients } from './demonstration.ts';
import { createFile, hasCode, makeFolder } from './local/files.ts';

const operator: Actor = { client: 'operator', organisation: 'council', user: { id: 'operator-1', role: 'platform-engineer' } };
const igLead: Actor = { client: 'ig-council', organisation: 'council', user: { id: 'ig-council-1', role: 'information-governance' } };

/** Where the private keys of the demonstration clients are: made on this machine at first start, for its tools alone. */
export const demonstrationKeys = (dataDir: string): string => join(dataDir, 'demonstration-keys');

/**
 * Puts the demonstration county into an empty hub: its agreements in force, and its clients with keys made here.
 * Does nothing once the last of them is there, and finishes what a crash left half done.
 */
export async function seed({ runtime, dataDir }: { readonly runtime: Runtime; readonly dataDir: string }): Promise<void> {
  const last = demonstrationClients.at(-1);
  if (!last || (await clientOf(last.id, runtime.store))) return;
  await makeFolder(demonstrationKeys(dataDir));
  for (const agreement of agreements) {
    const activated = await activate(runtime, agreement, igLead);
    // One that is there already is the only refusal a second start can meet.
    if (!activated.ok && activated.refusal.code !== 'state-conflict') {
      throw new Error(`agreement ${agreement.id}: ${JSON.stringify(activated.refusal.faults)}`);
    }
  }
  await Promise.all(demonstrationClients.slice(0, -1).map((client) => register(client, runtime, dataDir)));
  await register(last, runtime, dataDir);
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
