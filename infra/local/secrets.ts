import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { TokenSigner, TokenVerifierKey } from '../../functions/store/ports.ts';
import { createFile, hasCode } from './files.ts';

/** The two secrets KMS holds on AWS, as files that only their owner can read, made on first start and never shipped. */

/**
 * The branch key, 32 bytes, that every other key is wrapped by. Made if absent, unless `needed`: where keys are
 * already wrapped, a new one could open none of them.
 */
export async function branchKey(path: string, needed: boolean): Promise<Uint8Array> {
  const key = await readOr(path, async () => {
    if (needed) throw new Error(`${path} is gone, and the keys beside it are wrapped by it: restore it from a backup.`);
    await createFile(path, randomBytes(32));
  });
  if (key.length !== 32) throw new Error(`${path} is damaged: a branch key has 32 bytes. Restore it from a backup.`);
  return key;
}

const PrivateJwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() });

/** The key that signs access tokens (ES256), made if absent. Its id is its RFC 7638 thumbprint. */
export async function tokenKey(path: string): Promise<TokenSigner & TokenVerifierKey> {
  const text = await readOr(path, () =>
    createFile(path, JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }))),
  );
  const jwk = PrivateJwk.parse(JSON.parse(text.toString()));
  const { kty, crv, x, y } = jwk;
  const keyId = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  return {
    keyId,
    sign: async (input) => sign('sha256', Buffer.from(input, 'ascii'), { key, dsaEncoding: 'ieee-p1363' }),
    publicJwk: async () => ({ kty, crv, x, y, kid: keyId }),
  };
}

async function readOr(path: string, make: () => Promise<void>): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    await make();
    return readFile(path);
  }
}
