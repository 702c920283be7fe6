import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { AgreementInput } from '../../contracts/agreement.ts';
import type { Envelope } from '../../contracts/events.ts';
import { sources } from '../../contracts/sources/index.ts';
import type { Source } from '../../contracts/sources/source.ts';
import { activate } from '../../functions/agreements/change.ts';
import type { Runtime } from '../../functions/runtime.ts';
import type { Actor, Commit } from '../../functions/store/commit.ts';
import { toItem } from '../../functions/store/item.ts';
import { keyRing } from '../../functions/store/key-ring.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { functions } from '../../infra/local/functions.ts';
import { routeTable } from '../../infra/local/routes.ts';
import { topology } from '../../infra/topology.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { type Partnership, partnership } from '../../policies/partnership/index.ts';
import { checkDocumented } from './documented.ts';
import type { Kept, Ports } from './kept.ts';
import { memoryKeyTable, memoryObjects, memoryViews } from './memory-ports.ts';
import { memoryStore } from './memory-store.ts';
import { publicJwk, tokenFor } from './tokens.ts';

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
  readonly wrapPorts?: (ports: Ports) => Ports;
  /** Begins with what another world kept; left out, with the agreements in force and nothing else. */
  readonly from?: Kept;
}

export const igLead: Actor = {
  client: 'ig-council',
  organisation: 'council',
  user: { id: 'ig-council-1', role: 'information-governance' },
};

const routes = routeTable(
  Object.entries(topology).flatMap(([name, { trigger }]) =>
    trigger.kind === 'http' ? trigger.routes.map((route): [string, string] => [route, name]) : [],
  ),
);

/** The whole hub in one process, on memory: the same handlers, the clock in the test’s hand, no token endpoint between. */
export async function aWorld(options: WorldOptions = {}) {
  const { from } = options;
  let now = from?.now ?? new Date('2026-11-20T10:00:00.000Z');
  const branchKey = from?.branchKey ?? randomBytes(32);
  const pending: Commit[] = [];
  const committed: Commit[] = [];
  const bus: Envelope[] = [];
  const logged: unknown[] = [];
  const memory = memoryStore((commits) => {
    pending.push(...commits);
    committed.push(...commits);
  }, from?.commits);
  committed.push(...(from?.commits ?? []));
  const views = memoryViews(from?.rows);
  const keyTable = memoryKeyTable(from?.keys);
  const objects = memoryObjects(from?.objects);
  const bare: Ports = {
    store: options.wrapStore ? options.wrapStore(memory) : memory,
    views,
    keyTable,
    objects,
    bus: {
      publish: async (envelopes) => {
        bus.push(...envelopes);
      },
    },
    signer: { keyId: 'test', sign: async () => new Uint8Array() },
    verifierKey: { publicJwk },
  };
  const { keyTable: table, ...ports } = options.wrapPorts ? options.wrapPorts(bare) : bare;
  /** The hub as one process has it: with keys made beforehand, and what it remembers. */
  function anInstance() {
    const runtime: Runtime = {
      ...ports,
      clock: { now: () => now },
      ids: { next: () => randomBytes(16).toString('hex').slice(0, 26) },
      log: { write: (entry) => logged.push(entry) },
      config: { issuer: 'https://hub.example' },
      sources: options.sources ?? sources,
      partnership: options.partnership ?? partnership,
      keys: keyRing({ branchKey, table, now: () => now.getTime() }),
    };
    return {
      runtime,
      http: Object.fromEntries(Object.entries(functions.http).map(([name, create]) => [name, create(runtime)])),
      publish: functions.changes.publish(runtime),
      project: functions.changes.project(runtime),
      deliver: functions.queues.deliver(runtime),
    };
  }
  let instance = anInstance();
  for (const agreement of from ? [] : (options.agreements ?? agreements)) {
    const activated = await activate({ store: memory, clock: instance.runtime.clock }, agreement, igLead);
    if (!activated.ok) throw new Error(JSON.stringify(activated.refusal));
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
        ...(as
          ? {
              authorization: `Bearer ${await tokenFor({ client: as, user, scopes: options.scopes?.[as], issuer: instance.runtime.config.issuer, now })}`,
            }
          : {}),
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
    const answer = (await instance.http[target]?.(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
    const [status, replied] = [answer.statusCode ?? 0, (answer.headers ?? {}) as Record<string, string>];
    checkDocumented({ routeKey, path: pathParameters, status, headers: replied, text: answer.body });
    return {
      status,
      headers: replied,
      body: answer.body ? JSON.parse(answer.body) : undefined,
    };
  }

  /** Hands some commits to one reader of changes. */
  async function changeFor(reader: 'publish' | 'project', commits: readonly Commit[]) {
    const Records = commits.map((commit) => ({
      eventName: 'INSERT' as const,
      dynamodb: { NewImage: toItem(commit) as never, SequenceNumber: String(commit.seq) },
    }));
    const { batchItemFailures } = await instance[reader]({ Records });
    if (batchItemFailures.length > 0) throw new Error('a reader of changes failed');
  }

  /** Hands some commits to both readers of changes, as they came. */
  async function changes(commits: readonly Commit[]) {
    await changeFor('publish', commits);
    await changeFor('project', commits);
  }

  async function bring(envelopes: readonly Envelope[]) {
    const Records = envelopes.map((detail, index) => ({ messageId: String(index), body: JSON.stringify({ detail }) }) as never);
    return instance.deliver({ Records });
  }

  return {
    get runtime() {
      return instance.runtime;
    },
    store: memory,
    /** Every commit, in the order in which they were made. */
    committed,
    views,
    objects,
    keyTable,
    logged,
    bus,
    call,
    changes,
    changeFor,
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
    /** Ends the process and starts another: whatever was only in its memory is lost. */
    restart() {
      instance = anInstance();
    },
    /** Does something on another instance beside this one, which remembers nothing of what this one does. */
    async elsewhere<T>(work: () => Promise<T>): Promise<T> {
      const own = instance;
      instance = anInstance();
      try {
        return await work();
      } finally {
        instance = own;
      }
    },
    /** What would be found by a world that begins from here. */
    kept: (): Kept => ({
      now,
      commits: [...committed],
      rows: views.all(),
      keys: new Map(keyTable.kept),
      objects: new Map(objects.kept),
      branchKey,
    }),
  };
}

export type World = Awaited<ReturnType<typeof aWorld>>;
