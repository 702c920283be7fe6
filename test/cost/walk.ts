import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Runtime } from '../../functions/runtime.ts';
import { keyRing } from '../../functions/store/key-ring.ts';
import { keyTable } from '../../infra/aws/ports/key-table.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { type Functions, functions } from '../../infra/local/functions.ts';
import { createHub } from '../../infra/local/runtime.ts';
import { dynamoClient } from '../../infra/local/tables.ts';
import { seed } from '../../infra/seed.ts';
import { signIn } from '../bench/sign-in.ts';
import { type Call, recordCalls, recorded, type Trace } from '../support/recorded-calls.ts';
import { referralOf } from './sizes.ts';

/** What is priced apart: taking a referral in, carrying it to everyone it concerns, and one reading of it by a team. */
export type Phase = 'intake' | 'consumers' | 'reading';
export const phases = ['intake', 'consumers', 'reading'] as const;

/** The functions that a walk runs, each in its phase. */
const walked = { receive: 'intake', publish: 'consumers', project: 'consumers', deliver: 'consumers', disclose: 'reading' } as const;
export type Walked = keyof typeof walked;

/** What one phase did. */
export interface Done {
  /** How often each function ran with something to do. */
  readonly ran: Partial<Record<Walked, number>>;
  readonly calls: Trace;
  /** Keys that were taken into use; each was made with others, beforehand. */
  readonly keys: number;
  readonly events: number;
}

export interface Walks {
  /** One referral of so many bytes about somebody new: taken in, delivered, and read once by its team. */
  walk(bytes: number): Promise<Record<Phase, Done>>;
  stop(): Promise<void>;
}

const team = 'coordinator-northgate';
const keys = 'keys';

/**
 * A hub on the real engine whose functions are each given keys from a table, as on AWS, with an instance of their own, and
 * whose every call to DynamoDB is noted with what it says it consumed. One referral at a time: what costs less where many
 * come together, a look-up or a batch, costs its most.
 */
export async function walks(): Promise<Walks> {
  recordCalls({ capacity: true });
  const folder = await mkdtemp(join(tmpdir(), 'hub-cost-'));
  const engine = await startEngine({ file: join(folder, 'hub.db'), log: { write: () => undefined } });
  const client = dynamoClient(engine.endpoint);
  await client.send(
    new CreateTableCommand({
      TableName: keys,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  const branchKey = randomBytes(32);
  let done = nothing();

  /** A function’s runtime, counting what it takes of keys and gives to the bus. */
  function counted(runtime: Runtime, phase: Phase): Runtime {
    const ring = keyRing({ branchKey, table: keyTable({ client, table: keys }) });
    return {
      ...runtime,
      keys: {
        ...ring,
        take: () => {
          done[phase].keys += 1;
          return ring.take();
        },
      },
      bus: {
        publish: (envelopes) => {
          done[phase].events += envelopes.length;
          return runtime.bus.publish(envelopes);
        },
      },
    };
  }
  function noted<N extends Walked>(name: N, create: (runtime: Runtime) => (...sent: never[]) => Promise<unknown>) {
    const phase = walked[name];
    return (runtime: Runtime) => {
      const handle = create(counted(runtime, phase));
      return async (...sent: never[]) => {
        const { events } = done[phase];
        const { value, trace } = await recorded(() => handle(...sent));
        const own = trace.filter((call) => !makesKeys(call));
        // What it was started for may be none of its business: on AWS a filter keeps that from it.
        const didSomething = own.length > 0 || done[phase].events > events;
        if (didSomething) done[phase].ran[name] = (done[phase].ran[name] ?? 0) + 1;
        done[phase].calls.push(...own);
        return value;
      };
    };
  }
  const { http, changes, queues } = functions;
  const all = {
    ...functions,
    http: { ...http, receive: noted('receive', http.receive), disclose: noted('disclose', http.disclose) },
    changes: { publish: noted('publish', changes.publish), project: noted('project', changes.project) },
    queues: { deliver: noted('deliver', queues.deliver) },
  } as unknown as Functions;
  const hub = await createHub({ port: 0, dataDir: folder, endpoint: engine.endpoint, seed, functions: all });

  async function ask(path: string, client: string, body?: string): Promise<Record<string, unknown>> {
    const reply = await fetch(`${hub.url}${path}`, {
      headers: {
        authorization: `Bearer ${await signIn({ url: hub.url, dataDir: folder }, client)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    const said = (await reply.json()) as Record<string, unknown>;
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${JSON.stringify(said)}`);
    return said;
  }
  let person = 0;
  async function walk(bytes: number): Promise<Record<Phase, Done>> {
    done = nothing();
    person += 1;
    const receipt = await ask('/v1/referrals/job-centre', 'job-centre', referralOf(bytes, person));
    await hub.idle();
    if (receipt['disposition'] !== 'routed') throw new Error('the referral was not routed');
    await ask(`/v1/cases/${String(receipt['referralId'])}`, team);
    await hub.idle();
    return done;
  }
  // The first makes the pool of keys.
  await walk(1_000);
  return {
    walk,
    stop: async () => {
      await hub.stop();
      client.destroy();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Doing = { ran: Partial<Record<Walked, number>>; calls: Call[]; keys: number; events: number };
const nothing = (): Record<Phase, Doing> => ({
  intake: { ran: {}, calls: [], keys: 0, events: 0 },
  consumers: { ran: {}, calls: [], keys: 0, events: 0 },
  reading: { ran: {}, calls: [], keys: 0, events: 0 },
});

/** Making a pool of keys is paid for by those who take them. */
const makesKeys = ({ command, input }: Call): boolean =>
  command === 'TransactWriteItemsCommand' && JSON.stringify(input).includes(`"TableName":"${keys}"`);
