import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { accessTokenType } from '../../functions/edge/caller.ts';
import type { TokenVerifierKey } from '../../functions/store/ports.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';

/** What tokens are signed with: the same in every world of a process. */
const keys = generateKeyPair('ES256', { extractable: true });

/** The key that tokens are verified with. */
const jwk = keys.then(async ({ publicKey }) => ({ ...(await exportJWK(publicKey)), kid: 'test' }));
export const publicJwk: TokenVerifierKey['publicJwk'] = async () => (await jwk) as Awaited<ReturnType<TokenVerifierKey['publicJwk']>>;

interface Named {
  readonly client: string;
  /** A user id; `false` for a token that names none. Left out, the client’s first user. */
  readonly user: string | false | undefined;
  /** Left out, the client’s own. */
  readonly scopes: readonly string[] | undefined;
  readonly issuer: string;
  readonly now: Date;
}

const made = new Map<string, Promise<string>>();

/** A token of a demonstration client, or of one that nobody registered, good for ten minutes. The same for the same. */
export function tokenFor(named: Named): Promise<string> {
  const name = JSON.stringify(named);
  const token = made.get(name) ?? signed(named);
  made.set(name, token);
  return token;
}

async function signed({ client: id, user, scopes, issuer, now }: Named): Promise<string> {
  const client = demonstrationClients.find((each) => each.id === id) ?? {
    id,
    organisation: id,
    team: undefined,
    users: [{ id: 'someone', role: 'practitioner' }],
    scopes: [],
  };
  const named = user === false ? undefined : (client.users.find((each) => each.id === user) ?? client.users[0]);
  return new SignJWT({
    client_id: id,
    organisation: client.organisation,
    team: client.team,
    scope: (scopes ?? client.scopes).join(' '),
    user: named,
    jti: 'test',
  })
    .setProtectedHeader({ alg: 'ES256', typ: accessTokenType, kid: 'test' })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(Math.floor(now.getTime() / 1000) + 600)
    .sign((await keys).privateKey);
}
