import { reachable } from '../../../functions/store/reachable.ts';
import { call } from './call.ts';

/** The four things the hub asks of KMS. Keys by ARN; a context is authenticated with what is wrapped. Throws `Unavailable`. */
export interface Kms {
  wrap(key: string, plain: Uint8Array, context: Readonly<Record<string, string>>): Promise<Uint8Array>;
  unwrap(key: string, wrapped: Uint8Array, context: Readonly<Record<string, string>>): Promise<Uint8Array>;
  /** ECDSA over a SHA-256 digest, in DER. */
  sign(key: string, digest: Uint8Array): Promise<Uint8Array>;
  /** The public half of a key pair, as a SubjectPublicKeyInfo in DER. */
  publicKey(key: string): Promise<Uint8Array>;
}

/** KMS, by its JSON protocol: each call is one request with one member of the reply that matters. */
export const kms: Kms = {
  wrap: (KeyId, plain, EncryptionContext) => ask('Encrypt', { KeyId, Plaintext: base64(plain), EncryptionContext }, 'CiphertextBlob'),
  unwrap: (KeyId, wrapped, EncryptionContext) => ask('Decrypt', { KeyId, CiphertextBlob: base64(wrapped), EncryptionContext }, 'Plaintext'),
  sign: (KeyId, digest) =>
    ask('Sign', { KeyId, Message: base64(digest), MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }, 'Signature'),
  publicKey: (KeyId) => ask('GetPublicKey', { KeyId }, 'PublicKey'),
};

const ask = (operation: string, input: Readonly<Record<string, unknown>>, member: string): Promise<Uint8Array> =>
  reachable(async () => {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${operation}` };
    const bytes = await call({ service: 'kms', method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(input)) });
    const value = (JSON.parse(Buffer.from(bytes).toString()) as Readonly<Record<string, unknown>>)[member];
    if (typeof value !== 'string') throw new Error(`KMS gave no ${member}`);
    return Buffer.from(value, 'base64');
  });

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
