import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Commit, type SealedPart, sha256 } from './commit.ts';
import { nonce as freshNonce } from './nonce.ts';
import type { Ids, KeyRing, ObjectStore } from './ports.ts';

/**
 * Content, sealed. A part is compressed, then AES-256-GCM under a key derived from every key it names, with
 * stream, sequence and part authenticated: it cannot be moved to another commit, and destroying any one of
 * its keys makes it unreadable for ever. What depends on the same keys can only be read together, and is sealed as one:
 * then its id is the ids of what it holds, with spaces between, and its content a list of theirs.
 */

/** What is to be sealed, and the keys it is to depend on: the case’s, and each person’s it is about. */
export interface OpenPart {
  readonly id: string;
  readonly content: unknown;
  readonly keys: readonly { readonly id: string; readonly key: Uint8Array }[];
}

/** What is sealed at once and is together larger than this goes to the object store: an item holds 400 KB. */
const inlineBytes = 125_000;

/** The most that a part may hold once it is opened; guards against bytes that unfold without end. */
const openedBytes = 16_000_000;

interface Place {
  readonly stream: string;
  readonly seq: number;
}

const associated = ({ stream, seq }: Place, part: string) => Buffer.from(JSON.stringify([stream, seq, part]));

/**
 * HKDF with SHA-256, no salt and one block (RFC 5869 s.2), as the two HMACs it is: half the time of the library’s, which
 * makes key objects on the way.
 */
function partKey(keys: readonly Uint8Array[]): Buffer {
  const extracted = createHmac('sha256', noSalt).update(Buffer.concat(keys)).digest();
  return createHmac('sha256', extracted).update('referral-hub/part\x01').digest();
}
const noSalt = Buffer.alloc(32);

/** Parts under the same keys, as one. */
function together(parts: readonly OpenPart[]): OpenPart[] {
  const byKeys = new Map<string, OpenPart[]>();
  for (const part of parts) {
    const under = part.keys.map(({ id }) => id).join(' ');
    const others = byKeys.get(under);
    if (others) others.push(part);
    else byKeys.set(under, [part]);
  }
  return [...byKeys.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (!first || others.length === 0) return group;
    return [{ id: group.map(({ id }) => id).join(' '), content: group.map(({ content }) => content), keys: first.keys }];
  });
}

/** The ids of the keys that a part of a commit is sealed under, by the part’s id; nothing if the commit has no such part. */
export const keysOfPart = ({ parts }: Commit, id: string): readonly string[] | undefined =>
  parts.find((part) => part.id.split(' ').includes(id))?.keys;

/**
 * Compressed, with a small window and small tables: to set up the usual ones takes longer than to compress what a referral
 * holds, and the text is no shorter for them. Whoever inflates need not know.
 */
const packing = { windowBits: 13, memLevel: 5, chunkSize: 4096 } as const;

/** Seals parts, no id of which has a space, for one place in one stream. What does not fit an item is durable in the object store when this resolves. */
export async function seal(
  place: Place,
  parts: readonly OpenPart[],
  world: { readonly objects: Pick<ObjectStore, 'put'>; readonly ids: Ids },
): Promise<SealedPart[]> {
  const sealed = together(parts).map(({ id, content, keys }) => {
    const nonce = freshNonce();
    const cipher = createCipheriv('aes-256-gcm', partKey(keys.map(({ key }) => key)), nonce).setAAD(associated(place, id));
    const packed = deflateRawSync(JSON.stringify(content), packing);
    const bytes = Buffer.concat([nonce, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
    return { id, keys: keys.map((key) => key.id), bytes, hash: sha256(bytes) };
  });
  const total = sealed.reduce((sum, part) => sum + part.bytes.length, 0);
  if (total <= inlineBytes) return sealed;
  return Promise.all(
    sealed.map(async ({ bytes, ...part }) => {
      const object = world.ids.next();
      await world.objects.put(object, bytes);
      return { ...part, object };
    }),
  );
}

/**
 * Opens the parts of a commit, by their ids. A part one of whose keys has been destroyed is left out. Throws
 * if bytes do not match their hash, their place or their key: then something has tampered with the store.
 */
export async function open(
  commit: Commit,
  world: { readonly keys: Pick<KeyRing, 'get'>; readonly objects: Pick<ObjectStore, 'get'> },
): Promise<Map<string, unknown>> {
  const keys = await world.keys.get(commit.parts.flatMap((part) => part.keys));
  const opened = new Map<string, unknown>();
  for (const part of commit.parts) {
    const own = part.keys.map((id) => keys.get(id));
    if (!own.every((key) => key !== undefined)) continue;
    const bytes = Buffer.from(part.bytes ?? (await world.objects.get(part.object ?? '')));
    if (sha256(bytes) !== part.hash) throw new Error('a sealed part does not match its hash');
    const decipher = createDecipheriv('aes-256-gcm', partKey(own), bytes.subarray(0, 12)).setAAD(associated(commit, part.id));
    decipher.setAuthTag(bytes.subarray(-16));
    const packed = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    const content: unknown = JSON.parse(inflateRawSync(packed, { maxOutputLength: openedBytes }).toString('utf8'));
    const ids = part.id.split(' ');
    for (const [index, id] of ids.entries()) opened.set(id, ids.length === 1 ? content : (content as readonly unknown[])[index]);
  }
  return opened;
}
