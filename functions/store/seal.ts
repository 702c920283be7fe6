import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Commit, type SealedPart, sha256 } from './commit.ts';
import type { Ids, KeyRing, ObjectStore } from './ports.ts';

/**
 * Content, sealed. A part is compressed, then AES-256-GCM under a key derived from every key it names, with
 * stream, sequence and part authenticated: it cannot be moved to another commit, and destroying any one of
 * its keys makes it unreadable for ever.
 */

/** What is to be sealed, and the keys it is to depend on: the case’s, and each person’s it is about. */
export interface OpenPart {
  readonly id: string;
  readonly content: unknown;
  readonly keys: readonly { readonly id: string; readonly key: Uint8Array }[];
}

/** Sealed parts of one commit that together are larger than this go to the object store: an item holds 400 KB. */
const inlineBytes = 250_000;

/** The most that a part may hold once it is opened; guards against bytes that unfold without end. */
const openedBytes = 16_000_000;

interface Place {
  readonly stream: string;
  readonly seq: number;
}

const associated = ({ stream, seq }: Place, part: string) => Buffer.from(JSON.stringify([stream, seq, part]));

function partKey(keys: readonly Uint8Array[]): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.concat(keys), '', 'referral-hub/part', 32));
}

/** Seals parts for one place in one stream. What does not fit an item is durable in the object store when this resolves. */
export async function seal(
  place: Place,
  parts: readonly OpenPart[],
  world: { readonly objects: Pick<ObjectStore, 'put'>; readonly ids: Ids },
): Promise<SealedPart[]> {
  const sealed = parts.map(({ id, content, keys }) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', partKey(keys.map(({ key }) => key)), nonce).setAAD(associated(place, id));
    const packed = deflateRawSync(JSON.stringify(content));
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
    opened.set(part.id, JSON.parse(inflateRawSync(packed, { maxOutputLength: openedBytes }).toString('utf8')));
  }
  return opened;
}
