import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { assertionAlgorithms, assertionType, longestAssertion } from '../../contracts/parameters.ts';
import type { ProblemCode } from '../../contracts/problem.ts';
import type { Token } from '../../contracts/replies/access.ts';
import { textBody } from '../edge/body.ts';
import { accessTokenType, User } from '../edge/caller.ts';
import type { Reply, Request } from '../edge/edge.ts';
import { ok, type Result, refuse } from '../edge/result.ts';
import type { Runtime } from '../runtime.ts';
import { usedAssertion } from './assertion.ts';
import { type Client, clientOf } from './client.ts';

export type TokenParts = Pick<Runtime, 'store' | 'views' | 'signer' | 'clock' | 'ids' | 'config'>;

/** How long an access token lasts, in seconds. */
const tokenSeconds = 600;
/** The longest an assertion may be valid for, in seconds: it is used once, at once. */
const assertionSeconds = 300;
const leeway = 30;

/** Said alike of a client that is not registered and of a signature that is not its own. */
const unproved = `must be signed by a registered key of the client that iss and sub name, with ${assertionAlgorithms.join(', ')}`;

const fault = (code: ProblemCode, name: string, detail: string, kind = name.replaceAll('_', '-')) =>
  refuse(code, [{ pointer: `/${name}`, code: kind, detail }]);

/**
 * The token endpoint: client credentials (RFC 6749 s.4.4) proved by a signed assertion (RFC 7523 s.2.2), never by a
 * secret. The assertion names the client as issuer and subject and this hub as audience, is used once and lasts
 * five minutes at most; its claim `user` (id, role) is whom the system vouches for. `scope` may ask for less than
 * was registered. Refuses with `unsupported-grant` and `invalid-client`.
 */
export function tokenEndpoint(parts: TokenParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const body = textBody(request.raw, 'application/x-www-form-urlencoded');
    if (!body.ok) return body;
    const form = new URLSearchParams(body.value);
    const asked = formOf(form);
    if (!asked.ok) return asked;
    const proved = await prove(asked.value, parts);
    if (!proved.ok) return proved;
    const { client, user } = proved.value;
    const scopes = [...new Set((form.get('scope') ?? client.scopes.join(' ')).split(' ').filter((scope) => scope !== ''))];
    const beyond = scopes.length === 0 || scopes.some((scope) => !client.scopes.includes(scope));
    if (beyond) return fault('unsupported-grant', 'scope', 'must name scopes that the client was registered with');
    return ok({
      status: 200,
      body: {
        access_token: await issue(client, user, scopes, parts),
        token_type: 'Bearer',
        expires_in: tokenSeconds,
        scope: scopes.join(' '),
      } satisfies Token,
    });
  };
}

function formOf(form: URLSearchParams): Result<string> {
  const once = (name: string) => form.getAll(name).length === 1;
  // What another grant lacks of this one is not its fault.
  if (once('grant_type') && form.get('grant_type') !== 'client_credentials')
    return fault('unsupported-grant', 'grant_type', 'must be client_credentials');
  const missing = ['grant_type', 'client_assertion_type', 'client_assertion'].find((name) => !once(name));
  if (missing) return fault('unsupported-grant', missing, 'is required, once', 'missing');
  if (form.get('client_assertion_type') !== assertionType)
    return fault('unsupported-grant', 'client_assertion_type', `must be ${assertionType}`);
  return ok(form.get('client_assertion') ?? '');
}

type Proved = { readonly client: Client; readonly user: Client['users'][number] | undefined };

async function prove(assertion: string, { store, views, clock, config }: TokenParts): Promise<Result<Proved>> {
  if (assertion.length > longestAssertion) return fault('invalid-client', 'client_assertion', 'must be a signed JWT');
  const client = await clientOf(subjectOf(assertion), store);
  if (!client) return fault('invalid-client', 'client_assertion', unproved);
  const now = clock.now();
  let claims: JWTPayload;
  try {
    ({ payload: claims } = await jwtVerify(assertion, createLocalJWKSet(client.jwks as unknown as JSONWebKeySet), {
      algorithms: assertionAlgorithms,
      issuer: client.id,
      subject: client.id,
      audience: [config.issuer, `${config.issuer}/oauth2/token`],
      requiredClaims: ['exp', 'jti'],
      clockTolerance: leeway,
      currentDate: now,
    }));
  } catch (error) {
    // Nothing here is asked of anyone else, so whatever was thrown is of the assertion or of the registered key.
    return fault('invalid-client', 'client_assertion', expectation(error));
  }
  const { exp = 0, iat = 0, jti, ['user']: vouched } = claims;
  const seconds = Math.floor(now.getTime() / 1000);
  if (exp > seconds + assertionSeconds + leeway)
    return fault('invalid-client', 'client_assertion', 'must expire within five minutes (exp)');
  if (iat > seconds + leeway) return fault('invalid-client', 'client_assertion', 'must not have been issued in the future (iat)');
  if (typeof jti !== 'string' || jti === '' || jti.length > 200)
    return fault('invalid-client', 'client_assertion', 'must have a jti, a text of its own');
  const user = vouched === undefined ? undefined : User.safeParse(vouched);
  if (user && !user.success)
    return fault(
      'invalid-client',
      'client_assertion',
      'user must have an id (letters, digits and . _ @ -) and a role in lower case with hyphens',
    );
  const once = createHash('sha256')
    .update(JSON.stringify([client.id, jti]))
    .digest('hex');
  const fresh = await views.claim({ pk: usedAssertion(once), sk: 'used', expiresAt: exp + leeway });
  return fresh ? ok({ client, user: user?.data }) : fault('invalid-client', 'client_assertion', 'must be new: its jti was used before');
}

function subjectOf(assertion: string): string {
  try {
    return decodeJwt(assertion).sub ?? '';
  } catch {
    return '';
  }
}

/** Which check of an assertion failed, in a sentence of ours. */
function expectation(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'must not have expired (exp)';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `must have a right ${error.claim}: iss and sub the client, aud this hub’s address or its token endpoint, exp, and a jti`;
  return unproved;
}

/** An access token (RFC 9068): the system, its organisation and team, what it may do, and the user it vouches for. */
async function issue(
  client: Client,
  user: Proved['user'],
  scopes: readonly string[],
  { signer, clock, ids, config }: TokenParts,
): Promise<string> {
  const now = Math.floor(clock.now().getTime() / 1000);
  const header = { alg: 'ES256', typ: accessTokenType, kid: signer.keyId };
  const claims = {
    iss: config.issuer,
    aud: config.issuer,
    sub: client.id,
    client_id: client.id,
    organisation: client.organisation,
    team: client.team,
    scope: scopes.join(' '),
    user,
    iat: now,
    exp: now + tokenSeconds,
    jti: ids.next(),
  };
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${Buffer.from(await signer.sign(input)).toString('base64url')}`;
}
