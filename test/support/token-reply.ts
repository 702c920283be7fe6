import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { assertionType } from '../../contracts/parameters.ts';
import { registerClient } from '../../functions/partners/client.ts';
import { type Answer, igLead, type World } from './world.ts';

/** What the token endpoint answers to a client that was just registered, with what tells nobody anything in place of the token. */
export async function aTokenReply(hub: World, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const registration = { id: 'my-system', organisation: 'fire', scopes: ['send:fire'], jwks: { keys: [await exportJWK(publicKey)] } };
  const registered = await registerClient(registration, igLead, hub.runtime);
  if (!registered.ok) throw new Error(JSON.stringify(registered.refusal));
  const { clock, config } = hub.runtime;
  const now = Math.floor(clock.now().getTime() / 1000);
  const assertion = await new SignJWT({ user: { id: 'jo-castell', role: 'fire-officer' } })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('my-system')
    .setSubject('my-system')
    .setAudience(config.issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + 60)
    .setJti(randomUUID())
    .sign(privateKey);
  const text = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: assertionType,
    client_assertion: assertion,
    ...more,
  }).toString();
  const answer = await hub.post('/oauth2/token', { text, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  return { ...answer, body: { ...answer.body, access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl' } };
}
