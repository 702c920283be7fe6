import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { accessTokenType, bearerCheck } from '../../functions/edge/caller.ts';
import { aTokenReply } from '../support/token-reply.ts';
import { aWorld } from '../support/world.ts';

const issuer = 'https://hub.example';
const start = Date.parse('2026-11-20T10:00:00.000Z');
const minute = 60_000;

async function aCheck() {
  let now = start;
  let fetched = 0;
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test' } as { kty: string; crv: string; x: string; y: string; kid: string };
  const publicJwk = async () => {
    fetched += 1;
    return jwk;
  };
  const check = bearerCheck({ verifierKey: { publicJwk }, clock: { now: () => new Date(now) }, issuer });
  const token = await new SignJWT({ client_id: 'fire', organisation: 'fire', scope: 'send:fire' })
    .setProtectedHeader({ alg: 'ES256', typ: accessTokenType, kid: 'test' })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setIssuedAt(start / 1000)
    .setExpirationTime((start + 10 * minute) / 1000)
    .setJti('one')
    .sign(privateKey);
  return {
    token,
    keysFetched: () => fetched,
    passed: async (sent: string, milliseconds: number) => {
      now = start + milliseconds;
      return (await check(`Bearer ${sent}`)).ok;
    },
  };
}

test('a token that was verified once holds until it expires, and no longer', async () => {
  const { token, passed, keysFetched } = await aCheck();
  expect(await passed(token, 0)).toBe(true);
  expect(await passed(token, 9 * minute)).toBe(true);
  // Within the leeway.
  expect(await passed(token, 10 * minute + 4_000)).toBe(true);
  expect(await passed(token, 10 * minute + 6_000)).toBe(false);
  expect(keysFetched()).toBe(1);
});

test('a token that was verified vouches for no other', async () => {
  const { token, passed } = await aCheck();
  expect(await passed(token, 0)).toBe(true);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, scope: 'send:police' })).toString('base64url');
  expect(await passed([header, forged, signature].join('.'), minute)).toBe(false);
  expect(await passed([header, payload, `${signature.slice(0, -4)}AAAA`].join('.'), minute)).toBe(false);
});

test('a token request that is refused is told as OAuth tells it, at the parameter that is wrong', async () => {
  const hub = await aWorld();
  const refused = async (form: Record<string, string>) => {
    const text = new URLSearchParams(form).toString();
    const { status, body } = await hub.post('/oauth2/token', { text, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    const { error, faults } = body as unknown as { error: string; faults: { pointer: string }[] };
    return [status, error, faults.map(({ pointer }) => pointer)];
  };
  expect(await refused({ grant_type: 'authorization_code', code: 'x' })).toEqual([400, 'unsupported_grant_type', ['/grant_type']]);
  expect(await refused({})).toEqual([400, 'invalid_request', ['/grant_type']]);
  expect(await refused({ grant_type: 'client_credentials' })).toEqual([400, 'invalid_request', ['/client_assertion_type']]);
  for (const scope of ['send:police', 'no-scope', '']) {
    const { status, body } = await aTokenReply(hub, { scope });
    expect([status, body]).toMatchObject([400, { error: 'invalid_scope', faults: [{ pointer: '/scope', code: 'scope' }] }]);
  }
  expect((await aTokenReply(hub, { scope: 'send:fire' })).status).toBe(200);
});
