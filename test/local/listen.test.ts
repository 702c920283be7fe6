import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { people } from '../../contracts/people/index.ts';
import { eventLine, type ListenOptions, listen, type MailboxEvent, NotHeard } from '../../infra/local/listen.ts';
import { demonstrationKey, tokenFrom } from '../../infra/local/sign-in.ts';
import { aHub, start } from '../docs/terminal.ts';
import { temporaryFolder } from './support/temporary.ts';

const event = (position: number): MailboxEvent => ({
  position,
  type: 'case.routed',
  at: '2026-11-20T10:00:00.000Z',
  subject: `case-${position}`,
});

interface Answer {
  readonly status: number;
  /** A text goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection ends in the middle of the body. */
  readonly isCutOff?: boolean;
}

/** A hub that answers what it is told to, one answer after another, the last again and again; and what it was asked. */
async function aScriptedHub(...answers: Answer[]) {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const { status, body = {}, headers, isCutOff } = answers[Math.min(asked.length, answers.length) - 1] ?? ({ status: 500 } as Answer);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length, ...headers });
    if (isCutOff) response.write(text.slice(0, text.length / 2), () => response.destroy());
    else response.end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function heard(url: string, options: ListenOptions, last = 0) {
  const events: number[] = [];
  const notes: string[] = [];
  let tokens = 0;
  await listen(options, {
    connect: async () => ({ url, token: `token-${++tokens}` }),
    tell: ({ position }) => events.push(position),
    note: (text) => notes.push(text),
    stopped: AbortSignal.timeout(20_000),
    last: async () => last,
  });
  return { events, notes, tokens };
}

const page = (items: MailboxEvent[], next: string | null = null) => ({ status: 200, body: { items, next } });
const nobody = { status: 401, body: { title: 'Nobody is known to be asking', detail: 'Get a token.', faults: [] } };

test('every page is heard at once, each after what came before it', async () => {
  const hub = await aScriptedHub(page([event(1), event(2)], 'Mg'), page([event(3)], 'Mw'), page([event(4)]));
  expect(await heard(hub.url, { once: true })).toEqual({ events: [1, 2, 3, 4], notes: [], tokens: 1 });
  expect(hub.asked).toEqual(['', '?after=2', '?after=3'].map((query) => `GET /v1/events${query} Bearer token-1`));
});

test.each([
  [{ after: 999 }, 8, 'Nothing after 999; the last is 8.'],
  [{}, 8, 'Nothing after what was acknowledged; the last is 8. From the beginning: --after 0'],
  [{ after: 999 }, 0, 'There is nothing yet.'],
])('where there is nothing to tell, that is said: %j of %i', async (options, last, note) => {
  const hub = await aScriptedHub(page([]));
  expect((await heard(hub.url, { once: true, ...options }, last)).notes).toEqual([note]);
});

test('after something was told, an empty page says nothing', async () => {
  const hub = await aScriptedHub(page([event(1)], 'MQ'), page([]));
  expect(await heard(hub.url, { once: true, after: 0 }, 1)).toMatchObject({ events: [1], notes: [] });
});

test('a token that has expired is got anew, and nothing is told twice', async () => {
  const hub = await aScriptedHub(page([event(1)], 'MQ'), nobody, page([event(2)]));
  expect(await heard(hub.url, { once: true })).toEqual({ events: [1, 2], notes: [], tokens: 2 });
  expect(hub.asked.at(-1)).toBe('GET /v1/events?after=1 Bearer token-2');
});

test('a new token that is not taken is not asked for for ever', async () => {
  const hub = await aScriptedHub(nobody);
  await expect(heard(hub.url, { once: true })).rejects.toThrow(NotHeard);
  expect(hub.asked).toHaveLength(1);
});

test('a hub that is busy is given the time it asks for', async () => {
  const hub = await aScriptedHub({ status: 503, headers: { 'retry-after': '1' } }, page([event(1)]));
  const begun = performance.now();
  expect((await heard(hub.url, { once: true })).events).toEqual([1]);
  expect(performance.now() - begun).toBeGreaterThan(900);
});

test('a hub that goes away in the middle of a reply is waited for, and asked again', async () => {
  const hub = await aScriptedHub(page([event(1)], 'MQ'), { ...page([event(2)]), isCutOff: true }, page([event(2)]));
  const { events, notes } = await heard(hub.url, { once: true });
  expect(events).toEqual([1, 2]);
  expect(notes).toEqual([expect.stringMatching(/does not answer/), expect.stringMatching(/is back/)]);
});

const soon = { status: 503, headers: { 'retry-after': '1' } };
const gone = { status: 200, isCutOff: true };

test.each([
  ['the hub is busy', soon],
  ['the token has expired', nobody],
  ['the hub goes away', gone],
])('what was told is acknowledged in the end, and told once, though %s', async (_, answer) => {
  const hub = await aScriptedHub(page([event(1), event(2)], 'Mg'), answer, { status: 200 }, page([event(3)]), answer, { status: 200 });
  expect((await heard(hub.url, { once: true, acknowledge: true })).events).toEqual([1, 2, 3]);
  const acknowledgement = 'POST /v1/events/acknowledgement';
  expect(hub.asked.map((each) => each.replace(/ Bearer .*/, ''))).toEqual([
    'GET /v1/events',
    acknowledgement,
    acknowledgement,
    'GET /v1/events?after=2',
    acknowledgement,
    acknowledgement,
  ]);
});

test('an acknowledgement that is refused is told', async () => {
  const hub = await aScriptedHub(page([event(1)]), { status: 403, body: { title: 'No scope', detail: 'Ask for it.', faults: [] } });
  await expect(heard(hub.url, { once: true, acknowledge: true })).rejects.toThrow(new NotHeard('No scope. Ask for it.'));
});

test.each([
  [403, '<html>Go away'],
  [404, 'null'],
  [400, '{}'],
  [200, '<html>Welcome'],
  [200, '{}'],
])('an answer of %i that is not the hub’s is told as one, and not repeated: %s', async (status, body) => {
  const hub = await aScriptedHub({ status, body });
  const listening = heard(hub.url, { once: true });
  await expect(listening).rejects.toThrow(NotHeard);
  await expect(listening).rejects.toThrow(new RegExp(`^The answer was ${status}, and not in the hub’s words\\. .*\\?$`));
});

test('what is refused is told in the hub’s own words', async () => {
  const fault = { pointer: 'header:authorization', code: 'scope-missing', detail: 'GET /v1/events needs the scope events:read' };
  const hub = await aScriptedHub({ status: 403, body: { title: 'No scope', detail: 'Ask for it.', faults: [fault] } });
  await expect(heard(hub.url, { once: true })).rejects.toThrow(
    'No scope. Ask for it.\n  header:authorization GET /v1/events needs the scope',
  );
});

test('an event is one line: what, when, about which case, and what to know first', () => {
  const line = eventLine({ ...event(7), urgency: 'soon', area: 'northgate', tier: 0 });
  expect(line).toBe('   7  2026-11-20 10:00:00  case.routed        case-7  soon, northgate, tier 0');
  expect(eventLine(event(12_345))).toBe('12345  2026-11-20 10:00:00  case.routed        case-12345');
});

test('a mailbox is watched through a restart, and nothing is acknowledged until it is told to be', { timeout: 240_000 }, async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const send = async (url: string, key: string) => {
    const own = await demonstrationKey(dataDir, 'job-centre');
    const token = await tokenFrom(url, 'job-centre', own ?? {}, { id: 'priya-nair', role: 'work-coach' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
    const body = JSON.stringify(people['nora-finch']?.steps[0].body);
    expect((await fetch(`${url}/v1/referrals/job-centre`, { method: 'POST', headers, body })).status).toBe(201);
  };
  const first = await aHub(dataDir);
  const listener = start('hub', dataDir, 'listen', 'coordinator-northgate');
  onTestFinished(() => void [first, listener].map(({ child }) => child.kill('SIGKILL')));
  await send(first.url, 'one');
  await listener.says(/^ {3}1 {2}\S+ \S+ {2}case\.routed .* routine, northgate, tier \d$/m);

  first.child.kill('SIGTERM');
  await first.ended;
  await listener.says(/The hub does not answer/);
  const second = await aHub(dataDir);
  onTestFinished(() => void second.child.kill('SIGKILL'));
  await listener.says(/The hub is back/);
  await send(second.url, 'two');
  await listener.says(/^ {3}2 {2}/m);
  listener.child.kill('SIGINT');
  expect(await listener.ended).toBe(0);
  expect(listener.printed.out.trimEnd().split('\n')).toHaveLength(2);

  const once = async (...flags: string[]) => {
    const program = start('hub', dataDir, 'listen', 'coordinator-northgate', '--once', '--json', ...flags);
    expect(await program.ended).toBe(0);
    return program.printed.out
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as MailboxEvent).position);
  };
  expect(await once('--acknowledge')).toEqual([1, 2]);
  expect(await once()).toEqual([]);
  expect(await once('--after', '1')).toEqual([2]);
  const beyond = start('hub', dataDir, 'listen', 'coordinator-northgate', '--once', '--after', '999');
  expect(await beyond.ended).toBe(0);
  expect(beyond.printed).toEqual({ out: '', error: 'Nothing after 999; the last is 2.\n' });

  const refused = start('hub', dataDir, 'listen', 'ig-council', '--once');
  expect(await refused.ended).toBe(1);
  expect(refused.printed.error).toContain('events:read');
});
