import { createHash, createPublicKey } from 'node:crypto';
import type { TokenSigner, TokenVerifierKey } from '../../../functions/store/ports.ts';
import type { Environment } from '../environment.ts';
import { type Kms, kms } from './kms.ts';
import { p1363FromDer } from './signature.ts';

/** One key pair in KMS (P-256, sign and verify) that access tokens are signed with. */
export interface TokenKey {
  readonly client: Pick<Kms, 'sign' | 'publicKey'>;
  /** Its ARN; the last part of it is the `kid` of every token. */
  readonly arn: string;
}

const kidOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Signs in KMS: the private key never leaves it. A digest is sent, for KMS takes no message over 4,096 bytes. */
export function kmsSigner({ client, arn }: TokenKey): TokenSigner {
  return {
    keyId: kidOf(arn),
    sign: async (input) => p1363FromDer(await client.sign(arn, createHash('sha256').update(input, 'ascii').digest())),
  };
}

/** Fetches the public key once per instance; a failed fetch is tried again by the next caller. */
export function kmsVerifierKey({ client, arn }: TokenKey): TokenVerifierKey {
  type Jwk = Awaited<ReturnType<TokenVerifierKey['publicJwk']>>;
  let fetched: Promise<Jwk> | undefined;

  async function fetch(): Promise<Jwk> {
    const key = Buffer.from(await client.publicKey(arn));
    const { kty, crv, x, y } = createPublicKey({ key, format: 'der', type: 'spki' }).export({ format: 'jwk' });
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Error('the token key is not on P-256');
    return { kty, crv, x, y, kid: kidOf(arn) };
  }

  return {
    publicJwk() {
      fetched ??= fetch().catch((error: unknown) => {
        fetched = undefined;
        throw error;
      });
      return fetched;
    },
  };
}

/** Signs access tokens with the hub’s key. */
export const signer = ({ TOKEN_KEY }: Environment<'TOKEN_KEY'>): TokenSigner => kmsSigner(hubKey(TOKEN_KEY));

/** What the hub’s access tokens are verified with. */
export const verifierKey = ({ TOKEN_KEY }: Environment<'TOKEN_KEY'>): TokenVerifierKey => kmsVerifierKey(hubKey(TOKEN_KEY));

const hubKey = (arn: string): TokenKey => ({ client: kms, arn });
