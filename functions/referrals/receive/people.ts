import type { Distinction } from '../../../contracts/events.ts';
import type { Person } from '../../../contracts/referral.ts';
import type { Key } from '../../cases/content.ts';
import type { PersonInCase } from '../../consents/answers.ts';
import { type Actor, type Commit, chain } from '../../store/commit.ts';
import { type CommitStore, type Ids, type KeyRing, Unavailable } from '../../store/ports.ts';
import { keysOfPart } from '../../store/seal.ts';
import { isReference, streams } from '../../store/streams.ts';

/** A person of a referral, as the hub knows them: a reference, whom they may be, and the key their content is sealed under. */
export interface KnownPerson extends PersonInCase {
  readonly sealing: Key;
}

interface Parts {
  readonly store: CommitStore;
  readonly keys: KeyRing;
  readonly ids: Ids;
}

/** What makes it certain, or possible, who someone is. */
export type Identifiable = Pick<Person, 'key' | 'name' | 'birthDate' | 'nhsNumber' | 'knownFrom'>;

/**
 * Finds who each person is, or makes them known. The same person only on certain grounds: a valid NHS number
 * with birth date and surname, by a keyed hash; or a reference that the same organisation was given for them. Anyone
 * else is someone new, even if they look alike. Someone who was forgotten is made known anew.
 */
export async function identify(
  people: readonly Identifiable[],
  { at, actor }: { readonly at: string; readonly actor: Actor },
  parts: Parts,
): Promise<KnownPerson[]> {
  const found: KnownPerson[] = [];
  const claims = await claimsOn(people, parts);
  // One after another: two entries for one person in one message must meet.
  for (const person of people) {
    const { key } = person;
    const likeness = likenessOf(person, parts.keys);
    const apart = distinctionOf(person, likeness, parts.keys);
    const known = (await referredTo(person, likeness, actor, parts)) ?? (await identifyOne(person, claims, at, actor, parts));
    found.push({ key, likeness, ...apart, ...known });
  }
  return found;
}

/** The last claim on the identity of each person who is not known from an earlier case, by stream, where there is one. */
async function claimsOn(people: readonly Identifiable[], { store, keys }: Parts): Promise<ReadonlyMap<string, Commit | undefined>> {
  const names = new Set(people.flatMap((person) => (person.knownFrom ? [] : (streamOf(person, keys) ?? []))));
  return new Map(await Promise.all([...names].map(async (stream) => [stream, await store.last(stream)] as const)));
}

/** Whoever a reference that this organisation was given leads to, unless what is said of them now speaks against it. */
async function referredTo(
  { knownFrom = '' }: Identifiable,
  likeness: string | undefined,
  { organisation }: Actor,
  { store, keys }: Parts,
): Promise<Found | undefined> {
  const [caseId = '', key = ''] = knownFrom.split('.');
  if (!isReference(caseId)) return undefined;
  const [first] = await store.read(streams.case(caseId), { limit: 1 });
  const received = first?.events.find((event) => event.type === 'ReferralReceived@1');
  if (!first || received?.data.organisation !== organisation) return undefined;
  const person = received.data.people.find((each) => each.key === key);
  if (!person || (likeness && person.likeness && likeness !== person.likeness)) return undefined;
  const id = keysOfPart(first, `person-${key}`)?.[1];
  const sealing = id === undefined ? undefined : (await keys.get([id])).get(id);
  return id !== undefined && sealing ? { personId: person.personId, sealing: { id, key: sealing }, isNew: false } : undefined;
}

type Found = Pick<KnownPerson, 'personId' | 'sealing' | 'isNew'>;

async function identifyOne(
  person: Identifiable,
  claims: ReadonlyMap<string, Commit | undefined>,
  at: string,
  actor: Actor,
  { store, keys, ids }: Parts,
): Promise<Found> {
  const stream = streamOf(person, keys);
  if (!stream) return { personId: ids.next(), sealing: await keys.take(), isNew: true };
  let previous = claims.has(stream) ? claims.get(stream) : await store.last(stream);
  for (let tries = 0; tries < 5; tries += 1) {
    const claim = previous?.events.findLast((event) => event.type === 'IdentityClaimed@1');
    const sealing = claim && (await keys.get([claim.data.keyId])).get(claim.data.keyId);
    if (claim && sealing) return { personId: claim.data.personId, sealing: { id: claim.data.keyId, key: sealing }, isNew: false };
    const taken = await keys.take();
    const personId = ids.next();
    const commit = chain({
      stream,
      seq: (previous?.seq ?? 0) + 1,
      previous: previous?.hash,
      at,
      actor,
      events: [{ type: 'IdentityClaimed@1', data: { personId, keyId: taken.id } }],
    });
    const appended = await store.append([commit]);
    if (appended.ok) return { personId, sealing: taken, isNew: true };
    // Another referral claimed this person at the same instant: whoever was first stands.
    previous = appended.conflict.kind === 'exists' ? appended.conflict.commit : await store.last(stream);
  }
  throw new Unavailable('an identity is contended');
}

/** The stream of claims on someone’s identity, if what is known of them is grounds for one. */
function streamOf({ nhsNumber, birthDate, name }: Identifiable, keys: Pick<KeyRing, 'hmac'>): string | undefined {
  if (!nhsNumber || !birthDate || !name?.family) return undefined;
  return streams.identity(keys.hmac('identity', nhsNumber, birthDate, plain(name.family)));
}

/** What everyone shares who may be the same person: surname and date of birth. Not grounds to take them for one. */
export function likenessOf({ birthDate, name }: Identifiable, keys: Pick<KeyRing, 'hmac'>): string | undefined {
  return birthDate && name?.family ? keys.hmac('identity', 'likeness', birthDate, plain(name.family)) : undefined;
}

/**
 * By what someone is told apart from whoever looks like them; nothing of anyone who looks like nobody. Of several given
 * names the first, for not every system has the others. Bound to the likeness: the hash of a name alone could be compared
 * with that of any other person.
 */
function distinctionOf({ name, nhsNumber }: Identifiable, likeness: string | undefined, keys: Pick<KeyRing, 'hmac'>): Distinction {
  const given = plain(/\S+/.exec(name?.given ?? '')?.[0] ?? '');
  return {
    ...(likeness && given ? { given: keys.hmac('identity', 'given', likeness, given) } : {}),
    ...(likeness && nhsNumber ? { number: keys.hmac('identity', 'number', likeness, nhsNumber) } : {}),
  };
}

/** A name without accents, case, spaces and punctuation: the ways in which systems differ. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
