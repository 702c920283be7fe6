import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { people, peopleBySource, peopleOf } from '../../contracts/people/index.ts';
import { outcomes, type Step } from '../../contracts/people/person.ts';
import { sources } from '../../contracts/sources/index.ts';
import { nhsNumberOf } from '../../contracts/sources/parts.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { messageOf } from '../../infra/local/people-list.ts';
import { createHub, type Hub } from '../../infra/local/runtime.ts';
import { demonstrationKey, tokenFrom } from '../../infra/local/sign-in.ts';
import { seed } from '../../infra/seed.ts';
import { type Answer, aWorld } from '../support/world.ts';
import { type Heard, holdsToIt, names, type Sender } from './sending.ts';

const run = promisify(execFile);

async function inAWorld(): Promise<Sender> {
  const world = await aWorld();
  const csv = { 'content-type': 'text/csv' };
  const heard = ({ status, body, headers }: Answer): Heard => ({ status, body, isReplayed: headers['idempotency-replayed'] === 'true' });
  return {
    send: async ({ as, path, body }, key) =>
      heard(await world.post(path, typeof body === 'string' ? { as, key, text: body, headers: csv } : { as, key, body })),
    settle: () => world.settle(),
    read: async (caseId, { as, user }) => heard(await world.get(`/v1/cases/${caseId}`, user === undefined ? { as } : { as, user })),
  };
}

describe('everyone to test with', () => {
  test('shows something that nobody else shows', () => {
    expect(new Set(Object.values(people).map(({ shows }) => shows)).size).toBe(names.length);
  });

  test.each(names)('%s leads to the outcome that is promised', async (name) => {
    await holdsToIt(name, await inAWorld());
  });

  test('leads to it again, when everyone was sent before', async () => {
    const sender = await inAWorld();
    for (const name of names) await holdsToIt(name, sender);
    for (const name of names) if (people[name]?.steps.every(({ body }) => typeof body !== 'string')) await holdsToIt(name, sender, true);
  });

  test.each(names)('%s is listed under what happens', (name) => {
    const { outcome, steps } = people[name] ?? {};
    const [first, ...more] = steps ?? [];
    const last = more.at(-1) ?? first;
    const { disposition, reasonCode, problem, lines = [] } = last?.expect ?? {};
    const ended = reasonCode === 'statutory-duty' ? 'safeguarding' : (disposition ?? problem ?? lines[0]);
    const ends = {
      ...{ routed: ['routed'], held: ['held'], refused: ['refused'], safeguarding: ['safeguarding'], faulty: ['schema-faults'] },
      'conversation-needed': ['conversation-needed', 'taken conversation'],
      protected: ['routed'],
      warned: ['routed', 'conversation-needed'],
      repeated: ['idempotency-key-reused'],
    };
    expect(outcome && ends[outcome]).toContain(ended);
    if (outcome === 'warned') expect(last?.expect.warnings).not.toEqual([]);
    if (outcome === 'repeated') expect(more[0]).toEqual({ ...first, withKeyOf: 1, expect: { ...first?.expect, isReplayed: true } });
  });

  test.each(names)('%s is fictional, and nobody else', (name) => {
    const all = JSON.stringify(people[name]);
    const numbers = all.match(/"nhsNumber":"[^"]*"/g) ?? [];
    for (const number of numbers) expect(number).toMatch(/"999/);
    for (const [postcode] of all.matchAll(/[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b/g)) expect(postcode).toMatch(/^ZZ/);
    for (const [telephone] of all.matchAll(/"0\d{4} \d+"/g)) expect(telephone).toMatch(/^"(07700 900|01632 960)\d{3}"$/);
    const { nhsNumber } = people[name] ?? {};
    if (nhsNumber && !people[name]?.steps[0].expect.warnings?.includes('nhs-number-invalid'))
      expect(nhsNumberOf(nhsNumber)).toBe(nhsNumber);
    const sharing = names.filter((other) => people[other]?.nhsNumber !== undefined && people[other]?.nhsNumber === nhsNumber);
    expect(sharing.length).toBeLessThanOrEqual(1);
  });
});

describe('a developer of', () => {
  /** What no message of a source can lead to: no field for it, or the team asks and not the sender. */
  const cannot: Readonly<Record<string, readonly string[]>> = {
    'job-centre': ['conversation-needed', 'protected'],
    fire: ['conversation-needed', 'protected'],
    gp: ['conversation-needed'],
    police: ['conversation-needed'],
    housing: ['conversation-needed'],
    'street-scene': ['routed', 'held', 'protected'],
    community: ['routed', 'held', 'protected'],
  };

  test.each(Object.keys(sources))('%s has someone for every outcome that there can be', (source) => {
    const found = new Set(peopleOf(source).map(([, { outcome }]) => outcome));
    expect([...found].sort()).toEqual(
      Object.keys(outcomes)
        .filter((outcome) => !cannot[source]?.includes(outcome))
        .sort(),
    );
  });

  test.each(Object.keys(sources))('%s sends as a client that may', (source) => {
    const { client, organisation, people: own } = peopleBySource[source] ?? {};
    const known = demonstrationClients.find(({ id }) => id === client);
    expect(known).toMatchObject({ organisation, scopes: expect.arrayContaining([`send:${source}`]) });
    for (const { steps } of Object.values(own ?? {})) expect(steps[0].as).toBe(client);
  });
});

describe('on a hub, with real requests', () => {
  let hub: Hub;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'people-'));
    hub = await createHub({ port: 0, dataDir: folder, seed });
    return async () => {
      await hub.stop();
      await rm(folder, { recursive: true, force: true });
    };
  });

  async function ask(path: string, as: string, user: string | undefined, init: RequestInit = {}): Promise<Heard> {
    const users = demonstrationClients.find(({ id }) => id === as)?.users ?? [];
    const key = await demonstrationKey(folder, as);
    if (!key) throw new Error(`${as} has no key`);
    const token = await tokenFrom(hub.url, as, key, user ? users.find(({ id }) => id === user) : users[0]);
    const reply = await fetch(hub.url + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
    return { status: reply.status, body: await reply.json(), isReplayed: reply.headers.get('idempotency-replayed') === 'true' };
  }

  /** What the operator’s tool prints for a step is what is sent. */
  const printed = (name: string, step: Step): string => messageOf(name, (people[name]?.steps.indexOf(step) ?? -1) + 1).message;

  const sender = (name: string): Sender => ({
    send: async (step, key) =>
      ask(step.path, step.as, undefined, {
        method: 'POST',
        headers: { 'content-type': typeof step.body === 'string' ? 'text/csv' : 'application/json', 'idempotency-key': key },
        body: printed(name, step),
      }),
    settle: () => hub.idle(),
    read: (caseId, { as, user }) => ask(`/v1/cases/${caseId}`, as, user),
  });

  test.each(names)('%s leads to the outcome that is promised', async (name) => {
    await holdsToIt(name, sender(name));
  });
});

describe('at the terminal', () => {
  const tool = (...args: string[]) => run(process.execPath, ['--import', 'tsx', 'infra/local/hub.ts', 'people', ...args]);

  test('everyone is listed, with what they show', async () => {
    const { stdout } = await tool();
    const lines = stdout.replaceAll(/ +/g, ' ').split('\n');
    for (const source of Object.keys(sources)) {
      const from = lines.indexOf(sources[source]?.title ?? '');
      const until = lines.indexOf('', from);
      const own = peopleOf(source).map(([name, { outcome, shows }]) => `${name} ${outcome} ${shows}`);
      expect(lines.slice(from + 2, until).sort()).toEqual(own.sort());
    }
  });

  test('of one, the message alone goes where it can be sent from, and the rest beside it', async () => {
    const { stdout, stderr } = await tool('kofi-lane', '--step', '2');
    expect(JSON.parse(stdout)).toEqual(people['kofi-lane']?.steps[1]?.body);
    expect(stderr).toContain('POST /v1/referrals/fire as fire');
    expect(stderr).toContain('201 routed');
  });

  test.each([
    { args: ['nobody'], says: 'There is no nobody. There are: nora-finch' },
    { args: ['nora-finch', '--step', '2'], says: 'nora-finch has one step.' },
    { args: ['nora-finch', '--step', 'two'], says: 'It is a whole number.' },
  ])('$args is told what there is', async ({ args, says }) => {
    const told = await tool(...args).catch((error: { code: number; stderr: string; stdout: string }) => error);
    expect(told).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(says) });
  });
});
