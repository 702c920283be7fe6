import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { sources } from '../../contracts/sources/index.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';
import { type Known, marks, type Operation, operations, requestsTo, type Sent } from './requests.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many requests in all. */
    readonly requests: number;
    readonly seed: number;
  }
}

const requests = inject('requests');
const seed = inject('seed');

/** How many requests one world takes before another begins: what it holds should not grow without end. */
const perWorld = 1_500;

const examplesOf = (source: string) =>
  readdirSync(new URL(`../../contracts/sources/${source}/examples/`, import.meta.url)).flatMap(
    (name) => /^([a-z-]+)\.json$/.exec(name)?.[1] ?? [],
  );

/** A hub that has been at work: every source’s examples sent and delivered. */
async function aBusyWorld(): Promise<{ readonly hub: World; readonly known: readonly Known[] }> {
  const hub = await aWorld();
  const known: Known[] = [];
  for (const source of Object.keys(sources)) {
    const client = demonstrationClients.find(({ scopes }) => scopes.includes(`send:${source}`))?.id ?? source;
    for (const name of examplesOf(source)) {
      const { status, body } = await hub.post(`/v1/referrals/${source}`, { as: client, body: example(source, name) });
      if (status !== 201) continue;
      const clients = [client, ...body.routedTo.map(({ team }: { team: string }) => team)];
      known.push({ id: body.referralId, clients }, { id: `${body.referralId}.p1`, clients });
      // Every other one is under way.
      const [, team] = clients;
      if (team && known.length % 4 === 0) await hub.post(`/v1/cases/${body.referralId}/acceptance`, { as: team, body: {} });
    }
  }
  await hub.settle();
  return { hub, known };
}

/** What was sent, for whoever has to find out what went wrong: all of it is made up. */
const told = ({ text = '', ...sent }: Sent): string => `${JSON.stringify(sent)}\n  ${text.slice(0, 2_000)}`;

/** Throws if a reply is one that no request should get; that it is as documented, the world sees to. */
async function ask(hub: World, sent: Sent): Promise<number> {
  const { method, path, as, user, headers, text, isBase64 } = sent;
  const options = {
    ...(as ? { as } : {}),
    ...(user === undefined ? {} : { user }),
    ...(text === undefined ? {} : { text }),
    headers,
    isBase64,
  };
  const answer = await hub.call(method, path, options).catch((error: Error) => {
    throw new Error(`${error.message}\n  was asked: ${told(sent)}`);
  });
  const fail = (what: string) =>
    new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 1_000)}\n  was asked: ${told(sent)}`);
  if (answer.status >= 500) throw fail('a fault');
  // A view that is permitted holds what was said; no reply to a POST, and no refusal, holds anything of its request
  // but, in FHIR, the sender’s own name for the message that it answers.
  if (method === 'POST' || answer.status >= 400) {
    const replied = JSON.stringify(answer.body, (name, value) => (name === 'identifier' && typeof value === 'string' ? undefined : value));
    for (const mark of `${path} ${text} ${JSON.stringify(headers)}`.match(marks) ?? []) if (replied.includes(mark)) throw fail('an echo');
  }
  return answer.status;
}

async function fuzz(operation: Operation, count: number): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  for (let done = 0; done < count; done += perWorld) {
    const { hub, known } = await aBusyWorld();
    for (const sent of fc.sample(requestsTo(operation, known), { seed: seed + done, numRuns: Math.min(perWorld, count - done) })) {
      const status = await ask(hub, sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    await hub.settle();
    expect(JSON.stringify(hub.logged).match(marks)).toBeNull();
  }
  return statuses;
}

/** What chance does not meet: an assertion that is signed; a case with a mark of abuse, and someone trained who looks at it. */
const rare: ReadonlySet<string> = new Set(['getToken', 'reviewCase']);

const share = Math.ceil(requests / operations.length);

test.each(operations.map((operation) => [`${operation.method} ${operation.template}`, operation] as const))(
  `%s answers ${share} requests as documented, without a fault or an echo (seed ${seed})`,
  async (_, operation) => {
    const statuses = await fuzz(operation, share);
    process.stdout.write(
      `${operation.operationId}: ${[...statuses]
        .sort()
        .map(([status, times]) => `${status} × ${times}`)
        .join(', ')}\n`,
    );
    // Something was refused, and in a long run something taken, else this shows little.
    const some = (is: (status: number) => boolean) => [...statuses.keys()].some(is);
    expect(some((status) => status >= 400) || !operation.requestBody).toBe(true);
    if (share >= 1_000 && !rare.has(operation.operationId)) expect(some((status) => status < 300)).toBe(true);
  },
  600_000,
);
