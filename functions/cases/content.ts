import type { Referral } from '../../contracts/referral.ts';
import type { Receipt } from '../../contracts/replies/referrals.ts';
import type { Commit, SealedPart } from '../store/commit.ts';
import type { Ids, KeyRing, ObjectStore } from '../store/ports.ts';
import { keysOfPart, type OpenPart, open, seal } from '../store/seal.ts';

/** A key with its id, as content is sealed under. */
export interface Key {
  readonly id: string;
  readonly key: Uint8Array;
}

/** The first commit of a case, which its referral and the reply to it are sealed for. */
interface Place {
  readonly stream: string;
  readonly seq: number;
}
type Sealing = { readonly objects: Pick<ObjectStore, 'put'>; readonly ids: Ids };

/**
 * A referral as sealed parts: each person under the case’s key and their own; what is the referral’s own with
 * its subject; what tells of several people under the keys of all of them. So a person, or a case, can be
 * forgotten and no one else with them.
 */
export async function sealReferral(
  place: Place,
  referral: Referral,
  keys: { readonly ofCase: Key; readonly ofPeople: ReadonlyMap<string, Key> },
  world: Sealing,
): Promise<SealedPart[]> {
  const { people, narrative, safeguarding, ...own } = referral;
  const of = (...persons: string[]) => [keys.ofCase, ...persons.flatMap((person) => keys.ofPeople.get(person) ?? [])];
  const everyone = people.map((person) => person.key);
  const parts: OpenPart[] = people.map((person) => ({ id: `person-${person.key}`, content: person, keys: of(person.key) }));
  parts.push({ id: 'referral', content: own, keys: of(subjectOf(people)) });
  if (narrative !== undefined) parts.push({ id: 'narrative', content: narrative, keys: of(...everyone) });
  if (safeguarding !== undefined) parts.push({ id: 'safeguarding', content: safeguarding, keys: of(...everyone) });
  return seal(place, parts, world);
}

/** The reply its sender was given, as a sealed part of the same commit: under the case’s key alone, so that it outlasts whom it is about. */
export const sealReply = (place: Place, reply: unknown, ofCase: Key, world: Sealing): Promise<SealedPart[]> =>
  seal(place, [{ id: 'reply', content: reply, keys: [ofCase] }], world);

/** What its sender is told of a decision that let it go, as a sealed part of the commit that did: under the case’s key alone. Nothing if that is gone. */
export async function sealLines(
  place: Place,
  lines: Receipt['sharing'],
  first: Commit,
  world: Sealing & { readonly keys: Pick<KeyRing, 'get'> },
): Promise<SealedPart[]> {
  const id = caseKeyOf(first) ?? '';
  const key = (await world.keys.get([id])).get(id);
  return key ? seal(place, [{ id: 'sharing', content: lines, keys: [{ id, key }] }], world) : [];
}

/** The lines that were sealed so; none if the commit has none, or they can be read no more. */
export const openLines = async (commit: Commit, world: Parameters<typeof open>[1]): Promise<Receipt['sharing']> =>
  ((await open(commit, world)).get('sharing') as Receipt['sharing'] | undefined) ?? [];

const subjectOf = (people: Referral['people']): string => (people.find((person) => person.role === 'subject') ?? people[0])?.key ?? '';

/** The key of the case that a first commit was sealed under: every part of it is. */
export const caseKeyOf = (first: Commit): string | undefined => keysOfPart(first, 'reply')?.[0];

/** What can still be read of a case’s first commit. */
export interface Content {
  /** Absent once its subject or the case has been forgotten; people who were are not in it. */
  readonly referral: Referral | undefined;
  /** The reply its sender was given. */
  readonly reply: unknown;
}

/** Opens a case’s first commit. */
export async function openCase(
  commit: Commit,
  world: { readonly keys: Pick<KeyRing, 'get'>; readonly objects: Pick<ObjectStore, 'get'> },
): Promise<Content> {
  const parts = await open(commit, world);
  const own = parts.get('referral');
  const reply = parts.get('reply');
  if (!own) return { referral: undefined, reply };
  const people = peopleIn(commit).flatMap((key) => parts.get(`person-${key}`) ?? []);
  const referral = { ...own, people, narrative: parts.get('narrative'), safeguarding: parts.get('safeguarding') } as Referral;
  return { referral, reply };
}

/** Whom a first commit tells of, in the order they were sent: parts under the same keys are sealed as one, out of it. */
const peopleIn = ({ events }: Commit): string[] =>
  events.flatMap((event) => (event.type === 'ReferralReceived@1' ? event.data.people.map(({ key }) => key) : []));
