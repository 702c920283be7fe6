import type { Ask } from './exchange.ts';
import { marker } from './plant.ts';

const inUrl = () => marker('URLs');
const inHeader = () => marker('headers');
const named = () => `Mrs ${marker('names of fields')}`;
const body = () => JSON.stringify({ said: marker(), [named()]: marker() });

/** Paths, queries, headers and forms that hold what they should not. `routes`: whether there is a router, which finds nothing. */
export async function odd(ask: Ask, routes: boolean): Promise<void> {
  await oddPaths(ask);
  await oddHeaders(ask);
  await oddForms(ask);
  if (!routes) return;
  const as = 'coordinator-northgate';
  for (const path of [`/${inUrl()}`, `/v1/${inUrl()}/${inUrl()}?a=${inUrl()}`, `/v1/cases/%${inUrl()}`, `/v1/cases?a=%${inUrl()}`])
    await ask('GET', path, { as });
  await ask('POST', `/health?${inUrl()}=${inUrl()}`, { text: body() });
  await ask('POST', '/v1/referrals/fire', { as: 'fire', text: `"${marker()}${'x'.repeat(1_100_000)}"` });
}

async function oddPaths(ask: Ask): Promise<void> {
  const as = 'coordinator-northgate';
  for (const path of [`/v1/referrals/${inUrl()}`, `/v1/referrals/Mrs%20${inUrl()}`]) {
    await ask('POST', path, { as: 'fire', text: body() });
    await ask('GET', path, { as: 'fire' });
    await ask('POST', `${path}/cancellation`, { as: 'fire', text: body() });
  }
  await ask('GET', `/v1/cases/${inUrl()}`, { as });
  await ask('GET', `/v1/cases/${inUrl().toLowerCase().padEnd(26, '0')}`, { as });
  for (const what of ['acceptance', 'refusal', 'outcome', 'review'])
    await ask('POST', `/v1/cases/${inUrl()}/${what}`, { as, text: body() });
  await ask('GET', `/v1/consents/${inUrl()}.${inUrl()}`, { as });
  await ask('GET', `/v1/consents/${inUrl().toLowerCase().padEnd(26, '0')}?said=${inUrl()}`, { as });
  await ask('POST', `/v1/consents/${inUrl()}.${inUrl()}/withdrawal`, { as, text: body() });
  await ask('POST', '/v1/events/acknowledgement', { as, text: JSON.stringify({ position: marker(), [named()]: 1 }) });
  for (const path of ['/v1/cases', '/v1/events', '/v1/referrals']) {
    const query = ['limit', 'cursor', 'after', 'status', 'with', 'said', inUrl()].map((name) => `${name}=${inUrl()}`).join('&');
    await ask('GET', `${path}?${query}`, { as });
    await ask('GET', `${path}?cursor=${Buffer.from(inUrl()).toString('base64url')}`, { as });
  }
}

async function oddHeaders(ask: Ask): Promise<void> {
  const names = ['x-correlation-id', 'x-request-id', 'user-agent', 'referer', 'cookie', 'accept', 'accept-language', 'content-encoding'];
  for (const path of ['/v1/referrals/fire', '/v1/referrals/street-scene', '/fhir/$process-message', '/v1/consents']) {
    const as = path.includes('fhir') ? 'gp' : path.includes('street') ? 'street-scene' : 'fire';
    const send = (headers: Readonly<Record<string, string>>) => ask('POST', path, { as, text: body(), headers });
    for (const name of [...names, marker('headers')]) await send({ [name]: `${inHeader()} said` });
    await send({ 'content-type': `text/${inHeader()}` });
    await send({ 'content-type': `application/json; charset=${inHeader()}` });
    await send({ 'content-type': `application/fhir+json; fhirVersion=${inHeader()}` });
    await send({ 'content-type': `text/csv; charset=${inHeader()}` });
    await send({ 'idempotency-key': `${inHeader()} with a space` });
  }
  for (const authorization of [inHeader(), `Bearer ${inHeader()}`, `Bearer ${inHeader()}.${inHeader()}.${inHeader()}`])
    for (const path of ['/v1/cases', `/v1/consents/${inUrl()}`]) await ask('GET', path, { headers: { authorization } });
}

async function oddForms(ask: Ask): Promise<void> {
  const form = (fields: Record<string, string>) =>
    ask('POST', '/oauth2/token', {
      text: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  await form({ grant_type: marker(), client_assertion: marker(), client_assertion_type: marker() });
  await form({ grant_type: 'client_credentials', client_assertion: marker(), client_assertion_type, scope: marker() });
  for (const sub of ['fire', marker(), marker().toLowerCase()]) {
    const client_assertion = [
      part({ alg: 'ES256', kid: marker() }),
      part({ iss: marker(), sub, aud: marker(), user: { id: marker() } }),
      part(marker()),
    ].join('.');
    await form({ grant_type: 'client_credentials', client_assertion, client_assertion_type });
  }
}
