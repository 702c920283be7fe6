import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AgreementInput } from '../../contracts/agreement.ts';
import type { Envelope } from '../../contracts/events.ts';
import { sources } from '../../contracts/sources/index.ts';
import type { Source } from '../../contracts/sources/source.ts';
import { activate } from '../../functions/agreements/change.ts';
import { accessTokenType } from '../../functions/edge/caller.ts';
import type { Runtime } from '../../functions/runtime.ts';
import type { Actor, Commit } from '../../functions/store/commit.ts';
import { toItem } from '../../functions/store/item.ts';
import { keyRing } from '../../functions/store/key-ring.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { functions } from '../../infra/local/functions.ts';
import { routeTable } from '../../infra/local/routes.ts';
import { topology } from '../../infra/topology.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { type Partnership, partnership } from '../../policies/partnership/index.ts';
import { memoryKeyTable, memoryObjects, memoryViews } from './memory-ports.ts';
import { memoryStore } from './memory-store.ts';

/** A reply as a test reads it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever members the reply has, and fails if they are not there
  readonly body: any;
}

export interface Call {
  readonly as?: string;
  /** A user id; `false` for a token that names none. Left out, the client’s first user. */
  readonly user?: string | false;
  readonly body?: unknown;
  readonly text?: string;
  /** The text is base 64 of bytes that are not UTF-8, as API Gateway hands them over. */
  readonly isBase64?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
}

export interface WorldOptions {
  readonly sources?: Readonly<Record<string, Source<never>>>;
  readonly partnership?: Partnership;
  readonly agreements?: readonly AgreementInput[];
  readonly scopes?: Readonly<Record<string, readonly string[]>>;
  readonly wrapStore?: (store: CommitStore) => CommitStore;
}

export const igLead: Actor = {
  client: 'ig-council',
  organisation: 'council',
  user: { id: 'ig-council-1', role: 'information-governance' },
};

/** The whole hub in one process, on memory: the same handlers, the clock in the test’s hand, no token endpoint between. */
export async function aWorld(options: WorldOptions = {}) {
  let now = new Date('2026-11-20T10:00:00.000Z');
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const pending: Commit[] = [];
  const bus: Envelope[] = [];
  const logged: unknown[] = [];
  const memory = memoryStore((commits) => pending.push(...commits));
  const store = options.wrapStore ? options.wrapStore(memory) : memory;
  const views = memoryViews();
  const keyTable = memoryKeyTable();
  const objects = memoryObjects();
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test' } as Awaited<ReturnType<Runtime['verifierKey']['publicJwk']>>;
  const runtime: Runtime = {
    clock: { now: () => now },
    ids: { next: () => randomBytes(16).toString('hex').slice(0, 26) },
    log: { write: (entry) => logged.push(entry) },
    config: { issuer: 'https://hub.example' },
    sources: options.sources ?? sources,
    partnership: options.partnership ?? partnership,
    store,
    views,
    keys: keyRing({ branchKey: randomBytes(32), table: keyTable, now: () => now.getTime() }),
    objects,
    bus: {
      publish: async (envelopes) => {
        bus.push(...envelopes);
      },
    },
    signer: { keyId: 'test', sign: async () => new Uint8Array() },
    verifierKey: { publicJwk: async () => jwk },
  };
  for (const agreement of options.agreements ?? agreements) {
    const activated = await activate({ store: memory, clock: runtime.clock }, agreement, igLead);
    if (!activated.ok) throw new Error(JSON.stringify(activated.refusal));
  }
  const made = Object.fromEntries(Object.entries(functions.http).map(([name, create]) => [name, create(runtime)]));
  const routes = routeTable(
    Object.entries(topology).flatMap(([name, { trigger }]) =>
      trigger.kind === 'http' ? trigger.routes.map((route): [string, string] => [route, name]) : [],
    ),
  );
  const publish = functions.changes.publish(runtime);
  const project = functions.changes.project(runtime);
  const deliver = functions.queues.deliver(runtime);

  async function tokenFor(id: string, user?: string | false): Promise<string> {
    const client = demonstrationClients.find((each) => each.id === id) ?? {
      id,
      organisation: id,
      team: undefined,
      users: [{ id: 'someone', role: 'practitioner' }],
      scopes: [],
    };
    const scopes = options.scopes?.[id] ?? client.scopes;
    const named = user === false ? undefined : (client.users.find((each) => each.id === user) ?? client.users[0]);
    return new SignJWT({
      client_id: id,
      organisation: client.organisation,
      team: client.team,
      scope: scopes.join(' '),
      user: named,
      jti: 'test',
    })
      .setProtectedHeader({ alg: 'ES256', typ: accessTokenType, kid: 'test' })
      .setIssuer(runtime.config.issuer)
      .setAudience(runtime.config.issuer)
      .setIssuedAt(Math.floor(now.getTime() / 1000))
      .setExpirationTime(Math.floor(now.getTime() / 1000) + 600)
      .sign(privateKey);
  }

  async function call(
    method: 'GET' | 'POST',
    path: string,
    { as, user, body, text, isBase64 = false, headers = {}, key }: Call = {},
  ): Promise<Answer> {
    const [pathname = '', query = ''] = path.split('?');
    const found = routes(method, pathname);
    if (!found || typeof found === 'symbol' || !('match' in found)) throw new Error(`no route ${method} ${pathname}`);
    const { target, routeKey, pathParameters } = found.match;
    const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const event = {
      version: '2.0',
      routeKey,
      rawPath: pathname,
      rawQueryString: query,
      headers: {
        ...(as ? { authorization: `Bearer ${await tokenFor(as, user)}` } : {}),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key ?? randomBytes(8).toString('hex') } : {}),
        ...headers,
      },
      pathParameters,
      queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
      requestContext: { requestId: 'request-1' },
      body: sent,
      isBase64Encoded: isBase64,
    } as unknown as APIGatewayProxyEventV2;
    const answer = (await made[target]?.(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
    return {
      status: answer.statusCode ?? 0,
      headers: (answer.headers ?? {}) as Record<string, string>,
      body: answer.body ? JSON.parse(answer.body) : undefined,
    };
  }

  /** Hands every commit so far to both readers of changes, as they came. */
  async function changes(commits: readonly Commit[]) {
    const Records = commits.map((commit) => ({
      eventName: 'INSERT' as const,
      dynamodb: { NewImage: toItem(commit) as never, SequenceNumber: String(commit.seq) },
    }));
    for (const read of [publish, project]) {
      const { batchItemFailures } = await read({ Records });
      if (batchItemFailures.length > 0) throw new Error('a reader of changes failed');
    }
  }

  async function bring(envelopes: readonly Envelope[]) {
    const Records = envelopes.map((detail, index) => ({ messageId: String(index), body: JSON.stringify({ detail }) }) as never);
    return deliver({ Records });
  }

  return {
    runtime,
    store: memory,
    views,
    objects,
    keyTable,
    logged,
    bus,
    call,
    changes,
    bring,
    post: (path: string, options: Call) => call('POST', path, options),
    get: (path: string, options: Call) => call('GET', path, options),
    /** Lets everything committed so far reach worklists and mailboxes. */
    async settle() {
      while (pending.length > 0) {
        await changes(pending.splice(0));
        await bring(bus.splice(0));
      }
    },
    travel(to: string) {
      now = new Date(to);
    },
  };
}

export type World = Awaited<ReturnType<typeof aWorld>>;
