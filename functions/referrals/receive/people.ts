import type { Person } from '../../../contracts/referral.ts';
import type { Withdrawal } from '../../../policies/minimise.ts';
import { withdrawalsIn } from '../../cases/circumstances.ts';
import type { Key } from '../../cases/content.ts';
import { type Actor, chain } from '../../store/commit.ts';
import { type CommitStore, type Ids, type KeyRing, Unavailable } from '../../store/ports.ts';
import { streams } from '../../store/streams.ts';

/** A person of a referral, as the hub knows them: a reference, and the key their content is sealed under. */
export interface KnownPerson {
  readonly key: string;
  readonly personId: string;
  readonly sealing: Key;
  /** Whether the hub knew them before. */
  readonly isKnown: boolean;
}

interface Parts {
  readonly store: CommitStore;
  readonly keys: KeyRing;
  readonly ids: Ids;
}

/**
 * Finds who each person is, or makes them known. The same person only on certain grounds: a valid NHS number
 * with birth date and surname, by a keyed hash. Anyone else is someone new, even if they look alike. Someone
 * who was forgotten is made known anew.
 */
export async function identify(
  people: readonly Person[],
  { at, actor }: { readonly at: string; readonly actor: Actor },
  parts: Parts,
): Promise<KnownPerson[]> {
  const found: KnownPerson[] = [];
  // One after another: two entries for one person in one message must meet.
  for (const person of people) found.push(await identifyOne(person, at, actor, parts));
  return found;
}

/** What those who were known before have withdrawn of what they had said to this organisation for this purpose. */
export async function withdrawnBy(
  people: readonly KnownPerson[],
  answered: Parameters<typeof withdrawalsIn>[1],
  at: string,
  { store }: Pick<Parts, 'store'>,
): Promise<ReadonlyMap<string, readonly Withdrawal[]>> {
  const known = people.filter(({ isKnown }) => isKnown);
  const histories = await Promise.all(known.map(({ personId }) => store.read(streams.person(personId))));
  return new Map(known.map(({ key }, index) => [key, withdrawalsIn(histories[index] ?? [], answered, at)]));
}

async function identifyOne(person: Person, at: string, actor: Actor, { store, keys, ids }: Parts): Promise<KnownPerson> {
  const hash = identityOf(person, keys);
  if (!hash) return { key: person.key, personId: ids.next(), sealing: await keys.take(), isKnown: false };
  const stream = streams.identity(hash);
  let previous = await store.last(stream);
  for (let tries = 0; tries < 5; tries += 1) {
    const claim = previous?.events.findLast((event) => event.type === 'IdentityClaimed@1');
    const sealing = claim && (await keys.get([claim.data.keyId])).get(claim.data.keyId);
    if (claim && sealing)
      return { key: person.key, personId: claim.data.personId, sealing: { id: claim.data.keyId, key: sealing }, isKnown: true };
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
    if (appended.ok) return { key: person.key, personId, sealing: taken, isKnown: false };
    // Another referral claimed this person at the same instant: whoever was first stands.
    previous = appended.conflict.kind === 'exists' ? appended.conflict.commit : await store.last(stream);
  }
  throw new Unavailable('an identity is contended');
}

function identityOf({ nhsNumber, birthDate, name }: Person, keys: KeyRing): string | undefined {
  if (!nhsNumber || !birthDate || !name?.family) return undefined;
  const surname = name.family
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
  return keys.hmac('identity', nhsNumber, birthDate, surname);
}
