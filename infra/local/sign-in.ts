import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demonstrationKeys } from '../seed.ts';

/** Whom a system vouches for. */
export interface VouchedUser {
  readonly id: string;
  readonly role: string;
}

/** A private key as a JWK, with its `kid`. */
export type PrivateJwk = Readonly<Record<string, string>>;

/** The key of a demonstration client, made when its hub first started; nothing if there is none. */
export async function demonstrationKey(dataDir: string, client: string): Promise<PrivateJwk | undefined> {
  try {
    return JSON.parse(await readFile(join(demonstrationKeys(dataDir), `${client}.json`), 'utf8')) as PrivateJwk;
  } catch {
    return undefined;
  }
}

/** A client assertion (RFC 7523), signed with ES256: who asks, whom for, good for one minute and once. */
function assertionOf({
  client,
  key,
  audience,
  user,
  now,
}: {
  client: string;
  key: PrivateJwk;
  audience: string;
  user?: VouchedUser | undefined;
  now: Date;
}): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const header = { alg: 'ES256', typ: 'JWT', kid: key['kid'] };
  const claims = { iss: client, sub: client, aud: audience, iat: seconds, exp: seconds + 60, jti: randomUUID(), user };
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(input), {
    key: createPrivateKey({ key: { ...key }, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${signature.toString('base64url')}`;
}

/** Gets a bearer token at the hub’s token endpoint. Throws with the hub’s own words when it refuses. */
export async function tokenFrom(url: string, client: string, key: PrivateJwk, user?: VouchedUser): Promise<string> {
  const reply = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertionOf({ client, key, audience: url, user, now: new Date() }),
    }),
  });
  const body = (await reply.json()) as { access_token?: string; title?: string; faults?: { detail: string }[] };
  if (!body.access_token) throw new Error(`${body.title ?? 'No token'}: ${(body.faults ?? []).map(({ detail }) => detail).join('; ')}`);
  return body.access_token;
}
