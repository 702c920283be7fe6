import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RecipientName } from '../../contracts/consent.ts';
import type { Event } from '../../contracts/events.ts';
import { problems } from '../../contracts/problem.ts';
import { activate, resume, takeOutOfForce } from '../../functions/agreements/change.ts';
import { fold } from '../../functions/cases/case.ts';
import type { Result } from '../../functions/edge/result.ts';
import { registerClient } from '../../functions/partners/client.ts';
import { type Actor, brokenAt, type Commit } from '../../functions/store/commit.ts';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import type { CommitStore, Head, ViewStore } from '../../functions/store/ports.ts';
import { guardsOf, isReference, streams } from '../../functions/store/streams.ts';
import { type Rebuilt, rebuild } from '../../functions/views/rebuild/rebuild.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { demonstrationClients } from '../demonstration.ts';
import { readEnvironment } from './environment.ts';
import { isAlive, readLock } from './lock.ts';
import { systemClock } from './open-runtime.ts';
import { demonstrationKey, type PrivateJwk, tokenFrom } from './sign-in.ts';
import { dynamoClient, tables } from './tables.ts';

/** Something the operator can put right; its message says how. */
class Refused extends Error {
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

const actor: Actor = { client: 'operator', organisation: 'council', user: { id: 'operator-1', role: 'platform-engineer' } };

/** Finds the hub that runs on HUB_DATA. Refuses, saying what to do, if none does. */
export async function runningHub(): Promise<OperatedHub> {
  const { port, dataDir } = readEnvironment();
  const folder = resolve(dataDir);
  const lock = await readLock(join(folder, 'hub.json'));
  if (!lock?.engine || !isAlive(lock))
    throw new Refused(`No hub is running on ${dataDir}. Start one with: npm start (or say where it is: HUB_DATA=… PORT=…)`);
  const client = dynamoClient(lock.engine);
  return {
    url: `http://127.0.0.1:${lock.port ?? port}`,
    dataDir: folder,
    store: dynamoStore({ client, table: tables.events, feed: true }),
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
  const jwk = key ? ((await jsonFile(key)) as PrivateJwk) : await demonstrationKey(hub.dataDir, client);
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

/** Registers a client with the public keys in a JWKS file. */
export async function addClient(
  hub: OperatedHub,
  id: string,
  options: { readonly jwks: string; readonly organisation: string; readonly team?: string; readonly scope: readonly string[] },
) {
  const jwks = await jsonFile(options.jwks);
  const { organisation, team, scope: scopes } = options;
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
  await writeFile(privateFile, `${JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256' })}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  await writeFile(jwksFile, `${JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256' }] })}\n`);
  return { privateFile, jwksFile };
}

/** Suspends, ends or resumes an agreement: from when this resolves, disclosures go by it. */
export async function changeAgreement(hub: OperatedHub, id: string, change: 'suspend' | 'end' | 'resume', reason: string) {
  const parts = { store: hub.store, clock: systemClock };
  return settled(
    change === 'resume'
      ? await resume(parts, id, actor)
      : await takeOutOfForce(parts, id, change === 'suspend' ? 'suspended' : 'ended', reason, actor),
  );
}

/** Puts an agreement of the demonstration county in force: one that was added since, or a new version. */
export async function activateAgreement(hub: OperatedHub, id: string) {
  const agreement = agreements.find((each) => each.id === id);
  if (!agreement) throw new Refused(`There is no agreement ${id}. There are: ${agreements.map((each) => each.id).join(', ')}`);
  return settled(await activate({ store: hub.store, clock: systemClock }, agreement, actor));
}

/** The demonstration county’s agreements as they stand: id, version, status, title. */
export function agreementRows(hub: OperatedHub): Promise<string[][]> {
  const statuses: Partial<Record<Event['type'], string>> = {
    'AgreementActivated@1': 'in force',
    'AgreementSuspended@1': 'suspended',
    'AgreementEnded@1': 'ended',
  };
  return Promise.all(
    agreements.map(async ({ id, version, title }) => {
      const last = await hub.store.last(streams.agreement(id));
      const type = last?.events.at(-1)?.type;
      return [id, String(version), (type && statuses[type]) ?? 'not there', title];
    }),
  );
}

/** Makes the worklists and lists again from the commits. */
export const rebuildViews = (hub: OperatedHub, progress: (so: Rebuilt) => void): Promise<Rebuilt> => rebuild(hub, progress);

/** Everything that happened to one case, whoever did it, in order; and whether each chain holds. */
export async function trail(hub: OperatedHub, caseId: string): Promise<{ readonly commits: readonly Commit[]; readonly intact: boolean }> {
  const own = isReference(caseId) ? await hub.store.read(streams.case(caseId)) : [];
  const state = fold(own);
  if (!state) throw new Refused('There is no case of that reference.');
  const recipients = [...state.teams.map(({ id }) => id), state.received.organisation];
  const related = [
    ...recipients.map((recipient) => streams.disclosures(caseId, recipient)),
    ...new Set(state.received.people.map(({ personId }) => streams.person(personId))),
  ];
  const histories = [own, ...(await Promise.all(related.map((stream) => hub.store.read(stream))))];
  const commits = histories.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { commits, intact: histories.every((history) => brokenAt(history) === undefined) };
}

/**
 * Checks every stream there is: that its chain holds from its first commit, that each sealed part is there or in the
 * object store, that guards stand where what they guard does, and that what a disclosure rested on still exists. Does
 * not see a stream that was removed whole, or the end of one, where nothing else tells of it.
 */
export async function verify(
  hub: OperatedHub,
  progress: (streams: number) => void,
): Promise<{ readonly streams: number; readonly broken: readonly string[] }> {
  const seen = new Set<string>();
  const broken = new Set<string>();
  const expected = new Map<string, number>();
  for await (const page of hub.store.scan()) {
    for (const { stream } of page) {
      if (seen.has(stream)) continue;
      seen.add(stream);
      const history = await hub.store.read(stream);
      const isWhole = history.every(({ parts }) => parts.every(({ bytes, object }) => bytes !== undefined || object !== undefined));
      if (brokenAt(history) !== undefined || !isWhole) broken.add(stream);
      for (const { stream: other, seq } of history.flatMap(referredTo)) expected.set(other, Math.max(seq, expected.get(other) ?? 0));
    }
    progress(seen.size);
  }
  for (const [stream, seq] of expected) {
    if (((await hub.store.last(stream))?.seq ?? 0) < seq) broken.add(stream);
  }
  return { streams: seen.size, broken: [...broken] };
}

/** The places of other streams that a commit tells of: what a disclosure rested on, and what a guard stands for. */
function referredTo({ stream, seq, events }: Commit): Head[] {
  const rested = events.flatMap((event) => (event.type === 'CaseDisclosed@1' ? event.data.restsOn : []));
  const [guarded, guard] = stream.split('~');
  if (guard !== undefined && guarded !== undefined) return [...rested, { stream: guarded, seq }];
  const isGuarded = /^(agreement|register)#/.test(stream);
  return [...rested, ...(isGuarded ? guardsOf(stream).map((each) => ({ stream: each, seq })) : [])];
}

async function jsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new Refused(`${path} cannot be read as JSON.`);
  }
}

function settled<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const faults = (result.refusal.faults ?? []).map(({ pointer, detail }) => `  ${pointer || '(whole)'} ${detail}`);
  throw new Refused([problems[result.refusal.code].title, ...faults].join('\n'));
}

/** The coded part of an event that a reader of the trail wants, in a few words. */
export function detailOf(event: Event): string {
  switch (event.type) {
    case 'ReferralReceived@1':
      return `${event.data.source}, ${event.data.people.length} ${event.data.people.length === 1 ? 'person' : 'people'}, ${event.data.urgency}`;
    case 'SharingDecided@1':
      return `to ${event.data.to.team ?? event.data.to.organisation}: ${counts(event.data.rulings.map(({ outcome }) => outcome))}`;
    case 'CaseRouted@1':
      return `${event.data.team.id}, ${event.data.reason}`;
    case 'CaseHeld@1':
    case 'CaseRefused@1':
      return `${event.data.reason}, kept until ${event.data.keepUntil}`;
    case 'CaseDisclosed@1':
      return `to ${event.data.to.team ?? event.data.to.organisation}, ${event.data.purpose}: ${event.data.facts.map(({ owner, category, count }) => `${owner} ${category}${count > 1 ? ` ×${count}` : ''}`).join(', ') || 'nothing'}`;
    case 'CaseDeclined@1':
      return event.data.reason;
    case 'OutcomeRecorded@1':
      return event.data.outcome;
    case 'ConsentWithdrawn@1':
      return event.data.consentId;
    default:
      return '';
  }
}

function counts(outcomes: readonly string[]): string {
  const of = new Map<string, number>();
  for (const outcome of outcomes) of.set(outcome, (of.get(outcome) ?? 0) + 1);
  return [...of].map(([outcome, count]) => `${outcome} ${count}`).join(', ') || 'nothing asked';
}
