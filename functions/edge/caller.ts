import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Actor } from '../store/commit.ts';
import type { Clock, TokenVerifierKey } from '../store/ports.ts';
import { ok, type Result, refuse } from './result.ts';

/** A person a partner’s system vouches for: their id there, and their role. */
export const User = z.object({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,79}$/, { error: 'an id of letters, digits and . _ @ -' }),
  role: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a role in lower case with hyphens, such as work-coach' })
    .max(60),
});

const Claims = z.object({
  client_id: z.string(),
  organisation: z.string(),
  team: z.string().optional(),
  scope: z.string(),
  user: User.optional(),
});

/** Who is asking, from a verified token. */
export interface Caller {
  readonly client: string;
  readonly organisation: string;
  /** The receiving team the client is, if it is one. */
  readonly team: string | undefined;
  readonly scopes: ReadonlySet<string>;
  readonly user: { readonly id: string; readonly role: string } | undefined;
}

/** The caller as the actor of a commit. */
export const actorOf = ({ client, organisation, user }: Caller): Actor => ({ client, organisation, user });

/** The name under which a caller has a mailbox and reads cases: its team, or its organisation. */
export const recipientOf = ({ team, organisation }: Caller): string => team ?? organisation;

/** The type of an access token (RFC 9068). */
export const accessTokenType = 'at+jwt';

/** How many verified tokens an instance remembers: more than there are clients at work at one time. */
const remembered = 1_000;

/**
 * Makes the check of `Authorization: Bearer …`: ES256 by the hub’s own key, its issuer and audience, not
 * expired (five seconds’ leeway). Anything else is `not-authenticated`, without saying which. The key is
 * fetched once, and a token verified once: nothing takes one back before it expires. Does not check that the client is
 * still registered: a token outlives that by ten minutes at most.
 */
export function bearerCheck({
  verifierKey,
  clock,
  issuer,
}: {
  readonly verifierKey: TokenVerifierKey;
  readonly clock: Clock;
  readonly issuer: string;
}) {
  let keys: Promise<ReturnType<typeof createLocalJWKSet>> | undefined;
  const loaded = () => {
    keys ??= verifierKey.publicJwk().then((jwk) => createLocalJWKSet({ keys: [jwk] }));
    // A key that could not be had now may be had next time.
    keys.catch(() => {
      keys = undefined;
    });
    return keys;
  };
  const verified = new Map<string, { readonly caller: Caller; readonly until: number }>();
  return async (authorization: string | undefined): Promise<Result<Caller>> => {
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
    if (!token || token.length > 4096) return refuse('not-authenticated');
    // By its hash, so that no token is kept.
    const name = createHash('sha256').update(token).digest('base64');
    const known = verified.get(name);
    if (known && clock.now().getTime() < known.until) return ok(known.caller);
    try {
      const { payload } = await jwtVerify(token, await loaded(), {
        algorithms: ['ES256'],
        typ: accessTokenType,
        issuer,
        audience: issuer,
        clockTolerance: 5,
        currentDate: clock.now(),
        requiredClaims: ['exp', 'jti'],
      });
      const claims = Claims.parse(payload);
      const caller: Caller = {
        client: claims.client_id,
        organisation: claims.organisation,
        team: claims.team,
        scopes: new Set(claims.scope.split(' ')),
        user: claims.user,
      };
      if (verified.size >= remembered) verified.clear();
      verified.set(name, { caller, until: (payload.exp ?? 0) * 1000 });
      return ok(caller);
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return refuse('not-authenticated');
      throw error;
    }
  };
}
