import type { Referral } from '../../contracts/referral.ts';
import type { Commit, SealedPart } from '../store/commit.ts';
import type { Ids, KeyRing, ObjectStore } from '../store/ports.ts';
import { type OpenPart, open, seal } from '../store/seal.ts';

/** A key with its id, as content is sealed under. */
export interface Key {
  readonly id: string;
  readonly key: Uint8Array;
}

/**
 * A referral as sealed parts: each person under the case’s key and their own; what is the referral’s own with
 * its subject; what tells of several people under the keys of all of them. So a person, or a case, can be
 * forgotten and no one else with them.
 */
export async function sealReferral(
  place: { readonly stream: string; readonly seq: number },
  content: { readonly referral: Referral; readonly reply: unknown },
  keys: { readonly ofCase: Key; readonly ofPeople: ReadonlyMap<string, Key> },
  world: { readonly objects: Pick<ObjectStore, 'put'>; readonly ids: Ids },
): Promise<SealedPart[]> {
  const { people, narrative, safeguarding, ...own } = content.referral;
  const of = (...persons: string[]) => [keys.ofCase, ...persons.flatMap((person) => keys.ofPeople.get(person) ?? [])];
  const everyone = people.map((person) => person.key);
  const parts: OpenPart[] = people.map((person) => ({ id: `person-${person.key}`, content: person, keys: of(person.key) }));
  parts.push({ id: 'referral', content: own, keys: of(subjectOf(people)) });
  parts.push({ id: 'reply', content: content.reply, keys: [keys.ofCase] });
  if (narrative !== undefined) parts.push({ id: 'narrative', content: narrative, keys: of(...everyone) });
  if (safeguarding !== undefined) parts.push({ id: 'safeguarding', content: safeguarding, keys: of(...everyone) });
  return seal(place, parts, world);
}

const subjectOf = (people: Referral['people']): string => (people.find((person) => person.role === 'subject') ?? people[0])?.key ?? '';

/** The key of the case that a first commit was sealed under: every part of it is. */
export const caseKeyOf = (first: Commit): string | undefined => first.parts.find(({ id }) => id === 'reply')?.keys[0];

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
  const people = [...parts].flatMap(([id, content]) => (id.startsWith('person-') ? [content] : []));
  const referral = { ...own, people, narrative: parts.get('narrative'), safeguarding: parts.get('safeguarding') } as Referral;
  return { referral, reply };
}
