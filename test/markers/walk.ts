import type { Answer } from '../support/world.ts';
import { messages } from './messages.ts';
import { marker, namePrefix, prefix } from './plant.ts';
import type { Place } from './search.ts';

export interface Asked {
  readonly as?: string;
  readonly key?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A hub to send to, wherever it runs. */
export interface Target {
  readonly send: (method: 'GET' | 'POST', path: string, asked: Asked) => Promise<Answer>;
  /** Resolves when everything sent so far has reached every mailbox and worklist. */
  readonly settle: () => Promise<void>;
  /** Whether it has a router of its own, and so can be asked for what is not there. */
  readonly routes: boolean;
}

/** One request and its reply. `shows`: to someone permitted to read content, in a reply that holds it. */
export interface Exchange {
  readonly name: string;
  readonly answer: Answer;
  readonly shows: boolean;
}

/** The client that sends for a source: a concern of the community is written down by a team. */
const senderOf = (source: string): string => (source === 'community' ? 'ward-team' : source);

/** Sends markers in every place a client can put them, reads everything there is to read, and gives every reply. */
export async function walk({ send, settle, routes }: Target): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const ask = async (method: 'GET' | 'POST', path: string, asked: Asked = {}, shows = false) => {
    const answer = await send(method, path, asked);
    exchanges.push({ name: `${method} ${path.replaceAll(new RegExp(`(${prefix}|${namePrefix})\\w*`, 'g'), '…')}`, answer, shows });
    return answer;
  };
  const referral = (source: string, text: string, query = '', headers = {}) =>
    ask('POST', `/v1/referrals/${source}${query}`, {
      as: senderOf(source),
      text,
      key: marker(),
      headers: { 'user-agent': marker(), 'x-correlation-id': marker(), ...headers },
    });

  const accepted: { source: string; id: string; teams: string[] }[] = [];
  for (const { source, text, query } of messages()) {
    const { status, body } = await referral(source, text, query);
    if (status === 201) accepted.push({ source, id: body.referralId, teams: body.routedTo.map(({ team }: { team: string }) => team) });
  }
  await odd(ask, routes);
  await settle();

  for (const { source, id, teams } of accepted) {
    await ask('GET', `/v1/referrals/${id}`, { as: senderOf(source) });
    for (const team of teams) {
      await ask('GET', `/v1/cases/${id}?note=${marker()}`, { as: team, headers: { 'x-correlation-id': `${marker()} said` } }, true);
      for (const what of ['acceptance', 'refusal', 'outcome']) {
        await ask('POST', `/v1/cases/${id}/${what}`, {
          as: team,
          key: marker(),
          text: JSON.stringify({ [`Mrs ${marker()}`]: marker(), reason: marker(), outcome: marker() }),
        });
      }
    }
    await ask('POST', `/v1/consents/${id}.${marker()}/withdrawal`, { as: senderOf(source), key: marker(), text: '{}' });
  }
  for (const team of new Set(accepted.flatMap(({ teams }) => teams))) {
    await ask('GET', '/v1/cases', { as: team });
    await ask('GET', '/v1/cases?with=summary', { as: team }, true);
    await ask('GET', '/v1/events', { as: team });
  }
  for (const as of new Set(accepted.map((each) => senderOf(each.source)))) {
    await ask('GET', '/v1/events', { as });
    await ask('GET', '/v1/referrals', { as });
  }
  for (const { id, teams, source } of accepted) {
    for (const team of teams)
      await ask('POST', `/v1/cases/${id}/acceptance`, { as: team, key: marker(), text: JSON.stringify({ [`Mrs ${marker()}`]: marker() }) });
    await ask('POST', `/v1/consents/${id}.p1/withdrawal`, {
      as: senderOf(source),
      key: marker(),
      text: JSON.stringify({ [`Mr ${marker()}`]: marker() }),
    });
  }
  await settle();
  return exchanges;
}

type Ask = (method: 'GET' | 'POST', path: string, asked?: Asked) => Promise<Answer>;

/** Paths, queries, headers and forms that hold what they should not. */
async function odd(ask: Ask, routes: boolean): Promise<void> {
  const as = 'coordinator-northgate';
  const body = () => JSON.stringify({ said: marker() });
  for (const path of [`/v1/referrals/${marker()}`, `/v1/referrals/Mrs%20${marker()}`]) {
    await ask('POST', path, { as: 'fire', text: body() });
    await ask('GET', path, { as: 'fire' });
  }
  await ask('GET', `/v1/cases/${marker()}`, { as });
  await ask('GET', `/v1/cases/${marker().toLowerCase().padEnd(26, '0')}`, { as });
  await ask('POST', `/v1/cases/${marker()}/acceptance`, { as, text: body() });
  await ask('POST', `/v1/consents/${marker()}.${marker()}/withdrawal`, { as, text: body() });
  await ask('POST', '/v1/events/acknowledgement', { as, text: JSON.stringify({ position: marker(), [`Mrs ${marker()}`]: 1 }) });
  for (const path of ['/v1/cases', '/v1/events', '/v1/referrals']) {
    const query = ['limit', 'cursor', 'after', 'status', 'with', 'said', marker()].map((name) => `${name}=${marker()}`).join('&');
    await ask('GET', `${path}?${query}`, { as });
    await ask('GET', `${path}?cursor=${Buffer.from(marker()).toString('base64url')}`, { as });
  }
  for (const name of [
    'x-correlation-id',
    'x-request-id',
    'user-agent',
    'referer',
    'cookie',
    'accept-language',
    'content-encoding',
    marker(),
  ]) {
    await ask('POST', '/v1/referrals/fire', { as: 'fire', text: body(), headers: { [name]: `${marker()} said` } });
  }
  await ask('POST', '/v1/referrals/fire', { as: 'fire', text: body(), headers: { 'content-type': `text/${marker()}` } });
  await ask('POST', '/v1/referrals/fire', {
    as: 'fire',
    text: body(),
    headers: { 'content-type': `application/json; charset=${marker()}` },
  });
  await ask('POST', '/v1/referrals/fire', { as: 'fire', text: body(), headers: { 'idempotency-key': `${marker()} with a space` } });
  for (const authorization of [marker(), `Bearer ${marker()}`, `Bearer ${marker()}.${marker()}.${marker()}`])
    await ask('GET', '/v1/cases', { headers: { authorization } });

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
  if (!routes) return;
  for (const path of [`/${marker()}`, `/v1/${marker()}/${marker()}?a=${marker()}`, `/v1/cases/%${marker()}`, `/v1/cases?a=%${marker()}`])
    await ask('GET', path, { as });
  await ask('POST', `/health?${marker()}=${marker()}`, { text: body() });
  await ask('POST', '/v1/referrals/fire', { as: 'fire', text: `"${marker()}${'x'.repeat(1_100_000)}"` });
}

/** What of a reply nobody may find content in: everything but the sender’s own correlation id, mirrored. */
export function placesOf(exchanges: readonly Exchange[]): Place[] {
  return exchanges
    .filter(({ shows, answer }) => !shows || answer.status >= 400)
    .map(({ name, answer }) => {
      const { 'x-correlation-id': _, ...headers } = answer.headers;
      return { name: `the reply to ${name} (${answer.status})`, bytes: JSON.stringify([headers, answer.body]) };
    });
}
