import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RecipientName } from '../../contracts/consent.ts';
import { problems } from '../../contracts/problem.ts';
import { askedOf, type Replayed } from '../../functions/delivery/replay/replay.ts';
import { recipientOf } from '../../functions/edge/caller.ts';
import type { Result } from '../../functions/edge/result.ts';
import { clientOf, registerClient } from '../../functions/partners/client.ts';
import { unknownScopes } from '../../functions/partners/scopes.ts';
import type { Actor } from '../../functions/store/commit.ts';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import type { CommitStore, ViewStore } from '../../functions/store/ports.ts';
import { streams } from '../../functions/store/streams.ts';
import { type Rebuilt, rebuild } from '../../functions/views/rebuild/rebuild.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { demonstrationClients } from '../demonstration.ts';
import { readEnvironment } from './environment.ts';
import { createFile, hasCode } from './files.ts';
import { isAlive, readLock } from './lock.ts';
import { systemClock } from './open-runtime.ts';
import { isHandedOver } from './recovery.ts';
import { type ReplayedHere, replayHere } from './replaying.ts';
import { demonstrationKey, type PrivateJwk, tokenFrom } from './sign-in.ts';
import { dynamoClient, tables } from './tables.ts';

/** Something the operator can put right; its message says how. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** A running hub as its operator reaches it: its address, its folder, and its tables themselves. */
export interface OperatedHub {
  readonly url: string;
  readonly dataDir: string;
  readonly store: CommitStore;
  readonly views: ViewStore;
  close(): void;
}

/** In whose name the operator changes what there is. */
export const actor: Actor = { client: 'operator', organisation: 'council', user: { id: 'operator-1', role: 'platform-engineer' } };

/** Finds the hub that runs on HUB_DATA. Refuses, saying what to do, if none does. */
export async function runningHub(): Promise<OperatedHub> {
  const { port, dataDir } = readEnvironment();
  const folder = resolve(dataDir);
  const lock = await readLock(join(folder, 'hub.json'));
  if (!lock?.engine || !isAlive(lock))
    throw new Refused(
      `No hub is running on ${dataDir}. Start one with: npm start. HUB_DATA names the folder of the one you mean: HUB_DATA=… npm run hub -- …`,
    );
  const client = dynamoClient(lock.engine);
  return {
    url: `http://127.0.0.1:${lock.port ?? port}`,
    dataDir: folder,
    store: dynamoStore({ client, table: tables.events, feed: isHandedOver }),
    views: dynamoViews({ client, table: tables.views }),
    close: () => client.destroy(),
  };
}

/** A bearer token for a demonstration client, or for any client whose private key is in a file. */
export async function token(
  hub: OperatedHub,
  client: string,
  { user, key }: { readonly user?: string; readonly key?: string },
): Promise<string> {
  const known = demonstrationClients.find(({ id }) => id === client);
  const jwk = key ? await privateKeyIn(key) : await demonstrationKey(hub.dataDir, client);
  if (!jwk)
    throw new Refused(
      `${client} is not a demonstration client. See: npm run hub -- clients. For a client of your own, name its private key: --key FILE`,
    );
  const vouched = known
    ? user === undefined
      ? known.users[0]
      : known.users.find(({ id }) => id === user)
    : user === undefined
      ? undefined
      : { id: user, role: 'practitioner' };
  if (known && !vouched) throw new Refused(`${client} has no user of that id. It has: ${known.users.map(({ id }) => id).join(', ')}`);
  return tokenFrom(hub.url, client, jwk, vouched);
}

/** The position of the last event in the mailbox that a client reads; 0 if there is none yet. */
export async function lastEvent({ store }: Pick<OperatedHub, 'store'>, client: string): Promise<number> {
  const known = await clientOf(client, store);
  if (!known) return 0;
  const { organisation, team, scopes } = known;
  const recipient = recipientOf({ client, organisation, team, scopes: new Set(scopes), user: undefined });
  return (await store.last(streams.mailbox(recipient)))?.seq ?? 0;
}

/** What `hub client add` is told. */
interface NewClient {
  readonly jwks: string;
  readonly organisation: string;
  readonly team?: string;
  readonly scope: readonly string[];
  readonly replace?: boolean;
}

/**
 * Registers a client with the public keys in a JWKS file. Refuses a private key, scopes that no route asks for, and, unless
 * `replace` says that it is meant, a client that is there already.
 */
export async function addClient(hub: OperatedHub, id: string, options: NewClient) {
  const { organisation, team, scope: scopes } = options;
  const jwks = await jsonFile(options.jwks);
  if (isPrivate(jwks))
    throw new Refused(
      `${options.jwks} is the private key, which stays with you. Give the public one: ${options.jwks.replace(/(\.private)?\.json$/, '')}.jwks.json`,
    );
  const [unknown] = unknownScopes(scopes);
  if (unknown) {
    const named = scopes.filter((scope) => unknownScopes([scope]).length > 0);
    throw new Refused(`There is no scope ${named.join(', nor ')}: each ${unknown.detail}`);
  }
  const known = options.replace ? undefined : await clientOf(id, hub.store);
  if (known) {
    const demonstration = demonstrationClients.some((each) => each.id === id) ? ', a demonstration client' : '';
    throw new Refused(
      `${id} is registered already, for ${known.organisation}${demonstration}. To replace its keys, scopes and organisation on purpose: --replace`,
    );
  }
  return settled(
    await registerClient({ id, organisation, team, scopes, jwks }, actor, { store: hub.store, clock: systemClock, partnership }),
  );
}

/** Makes a key pair for a client: the private key in one file, what the hub may know in another. */
export async function keygen(name: string): Promise<{ readonly privateFile: string; readonly jwksFile: string }> {
  if (!RecipientName.safeParse(name).success) throw new Refused('A name for a key is in lower case with hyphens, such as my-system.');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = `${name}-1`;
  const privateFile = `${name}.private.json`;
  const jwksFile = `${name}.jwks.json`;
  try {
    await createFile(privateFile, `${JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256' })}\n`);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    throw new Refused(`${privateFile} is there already, and stays as it is. For another key, choose another name, or move it away first.`);
  }
  await writeFile(jwksFile, `${JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256' }] })}\n`);
  return { privateFile, jwksFile };
}

/** Makes the worklists and lists again from the commits. Refuses, saying so, if a table stopped answering before the end. */
export async function rebuildViews(hub: OperatedHub, progress: (so: Rebuilt) => void): Promise<Rebuilt> {
  const rebuilt = await rebuild(hub, { progress });
  if (rebuilt.next !== undefined) throw new Refused('The database stopped answering before the end. It is safe to run this again.');
  return rebuilt;
}

/** Publishes again what was committed since a moment. Refuses what is no moment, and says so if it could not go to the end. */
export async function replaySince(
  hub: OperatedHub,
  sent: { readonly since: string },
  progress: (so: Replayed) => void,
): Promise<ReplayedHere> {
  const asked = askedOf(sent, systemClock.now());
  if (!asked.ok)
    throw new Refused(`--since ${asked.refusal.faults?.[0]?.detail ?? 'cannot be read'}: it was ${JSON.stringify(sent.since)}`);
  const replayed = await replayHere(hub, asked.value, progress);
  if (replayed.next !== undefined) throw new Refused('The database stopped answering before the end. It is safe to run this again.');
  if (replayed.dead > 0)
    throw new Refused(`${replayed.dead} events could not be delivered: see dead-letters.jsonl in the data folder, and run this again.`);
  return replayed;
}

async function privateKeyIn(path: string): Promise<PrivateJwk> {
  const jwk = await jsonFile(path);
  if (isPrivate(jwk)) return jwk as PrivateJwk;
  throw new Refused(
    `${path} holds no private key. Give the one that hub keygen made: ${path.replace(/(\.jwks)?\.json$/, '')}.private.json`,
  );
}

/** Whether a key, or one of a set of keys, has its private part. */
function isPrivate(json: unknown): boolean {
  const { keys, d } = Object(json) as { keys?: unknown; d?: unknown };
  return d !== undefined || (Array.isArray(keys) && keys.some(isPrivate));
}

async function jsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new Refused(`There is no file ${path}.`);
    throw new Refused(`${path} cannot be read as JSON.`);
  }
}

/** What a step gave back; what it refused as a sentence, with every fault. */
export function settled<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const faults = (result.refusal.faults ?? []).map(({ pointer, detail }) => `  ${pointer || '(whole)'} ${detail}`);
  // At a terminal there is no body that could be wrong.
  const title = result.refusal.code === 'schema-faults' ? 'That cannot be done as it was asked:' : problems[result.refusal.code].title;
  throw new Refused([title, ...faults].join('\n'));
}
