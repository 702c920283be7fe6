import { join, resolve } from 'node:path';
import { deliveredAtOnce } from '../../functions/delivery/deliver/deliver.ts';
import type { Runtime } from '../../functions/runtime.ts';
import type { Clock, Ids } from '../../functions/store/ports.ts';
import { reachable } from '../../functions/store/reachable.ts';
import { ruleFor } from '../rules.ts';
import { type RecipientKind, recipientKinds, topology } from '../topology.ts';
import { localBus } from './bus.ts';
import { ChangesConsumer } from './changes-consumer.ts';
import { CheckpointFile, resumeFrom } from './checkpoint.ts';
import { deadLetterFile } from './dead-letters.ts';
import { answers, NoEngine, startEngine } from './engine.ts';
import { Feed, withBackpressure } from './feed.ts';
import { makeFolder } from './files.ts';
import { functions as allFunctions, type Functions, namesOf } from './functions.ts';
import { type Served, startHost } from './host.ts';
import { inTurn } from './in-turn.ts';
import { invoker } from './invoke.ts';
import { logFile } from './log.ts';
import { openRuntime, randomIds, systemClock, withStore } from './open-runtime.ts';
import { Outstanding } from './outstanding.ts';
import { patient, persistently } from './persistently.ts';
import { LocalQueue } from './queue.ts';
import { commitsSince } from './recovery.ts';
import { ringing } from './rings.ts';
import { onSchedule } from './schedule.ts';
import { createTables, tables } from './tables.ts';

export interface HubOptions {
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** A folder of this hub's own; made if absent. */
  readonly dataDir: string;
  /** A DynamoDB to use in place of the embedded engine. */
  readonly endpoint?: string | undefined;
  /** What to put into the hub before it opens; run at every start. */
  readonly seed?: (parts: { readonly runtime: Runtime; readonly dataDir: string }) => Promise<void>;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly functions?: Functions;
  /** Tells the person at the terminal what would be an alarm on AWS. */
  readonly tell?: (line: string) => void;
}

/** A hub, up and serving. */
export interface Hub {
  readonly url: string;
  /** The address of its DynamoDB. */
  readonly engine: string;
  /** What its functions are given: what is appended through its store is handed over like any other. */
  readonly runtime: Runtime;
  /** Resolves when nothing is running, unconsumed or undelivered; throws if that takes longer than so many milliseconds (10,000). */
  idle(milliseconds?: number): Promise<void>;
  /** Runs a function that an operator starts. */
  operate(name: keyof Functions['operator']): Promise<unknown>;
  /** Takes no more requests, finishes those in flight and what they caused (a few seconds at most), and ends the engine. */
  stop(): Promise<void>;
}

/** How long `stop` gives requests in flight, and then what they caused. What is left then is handed over at the next start. */
const finishMs = 3_000;

/**
 * How long what is on its way to consumers may wait for more. A team hears of a case a few hundredths of a second later; at
 * the busiest, the work of telling it is a fraction of what it was.
 */
const lingerMs = 20;

/**
 * Requests of one function that run at once, as a Lambda may be given so many and no more; waiting for a turn counts
 * towards its timeout. One thread does the work: more at once finish no sooner, and would stand before those who read
 * their cases, and before what takes a commit to its mailbox.
 */
const mostAtOnce = 8;

/** Starts a hub on a data folder that no other hub is using: the caller sees to that. Throws `EADDRINUSE` and `NoEngine`, leaving nothing running. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let next = closers.pop(); next; next = closers.pop()) await next();
  };
  try {
    return await assemble(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(options: HubOptions, closers: (() => Promise<void>)[], stop: () => Promise<void>): Promise<Hub> {
  const { port, clock = systemClock, ids = randomIds, functions = allFunctions } = options;
  const dataDir = resolve(options.dataDir);
  await makeFolder(dataDir);
  const log = ringing(logFile(join(dataDir, 'hub.log'), clock), options.tell ?? (() => undefined));
  closers.push(log.close);
  const outstanding = new Outstanding();
  const invocations = { outstanding, clock };

  // Listening comes first: a port in use should be told before anything is started.
  const host = await startHost({ port, clock, log });
  closers.push(() => host.stop(0));

  const engine = options.endpoint ? await external(options.endpoint) : await startEngine({ file: join(dataDir, 'hub.db'), log });
  closers.push(engine.stop);

  const queues = new Map<RecipientKind, LocalQueue>();
  const rules = recipientKinds.map((kind) => ({ pattern: ruleFor(kind), target: (body: string) => queues.get(kind)?.send(body) }));
  const bus = localBus({ rules, clock });
  const isEmbedded = options.endpoint === undefined;
  const opened = await openRuntime({ dataDir, endpoint: engine.endpoint, isEmbedded, url: host.url, clock, ids, log, bus });
  closers.push(opened.close);
  await persistently(() => reachable(() => createTables(opened.client)));

  const feed = new Feed({ store: opened.runtime.store, outstanding });
  const runtime = withStore(opened.runtime, feed.store);
  const forRequests = withStore(runtime, withBackpressure(feed.store, outstanding));
  const deadLetters = deadLetterFile({ path: join(dataDir, 'dead-letters.jsonl'), clock, log });

  const consumers = namesOf(functions.changes).map((name) => {
    const spec = topology[name];
    const consume = invoker(functions.changes[name](runtime), { name, ...spec }, invocations);
    return new ChangesConsumer({ name, ...spec.trigger, linger: lingerMs, consume, deadLetters, log });
  });
  const nowIso = () => clock.now().toISOString();
  const since = () => consumers.reduce((oldest, { working }) => (working !== undefined && working < oldest ? working : oldest), nowIso());
  for (const name of namesOf(functions.queues)) {
    const spec = topology[name];
    const consume = invoker(functions.queues[name](withStore(runtime, patient(feed.store))), { name, ...spec }, invocations);
    const { recipients } = spec.trigger;
    const parts = { batch: deliveredAtOnce, linger: lingerMs, consume, outstanding, deadLetters, clock, log, since };
    for (const kind of recipients) queues.set(kind, new LocalQueue({ name: kind, ...parts }));
  }

  const checkpoint = join(dataDir, 'checkpoint.json');
  const from = await resumeFrom(checkpoint);
  const recovered = outstanding.begin(from);
  const recovering = feed.start(consumers, commitsSince(opened.client, tables.events, from)).then(recovered);
  // A hub that hands nothing over should not look as if it worked: this ends the process.
  void recovering.catch((error: unknown) => {
    log.write({ code: 'recovery-failed', level: 'error', error: error instanceof Error ? error.name : 'unknown' });
    throw error;
  });
  const checkpoints = new CheckpointFile({
    path: checkpoint,
    log,
    doneBefore: () => outstanding.oldest ?? nowIso(),
    newest: () => feed.newest,
  });
  closers.push(() => checkpoints.stop());

  // The engine may end at any moment, and is there again in the next.
  await persistently(async () => options.seed?.({ runtime, dataDir }));
  host.open(
    namesOf(functions.http).flatMap((name) => {
      const run = invoker(inTurn(mostAtOnce, functions.http[name](forRequests)), { name, ...topology[name] }, invocations);
      const served: Served = { name, run };
      return topology[name].trigger.routes.map((route) => [route, served] as const);
    }),
  );
  for (const name of namesOf(functions.schedule)) {
    const end = onSchedule(name, topology[name].trigger.minutes, functions.schedule[name](runtime), log);
    closers.push(async () => end());
  }
  log.write({ code: 'hub-ready', url: host.url, engine: engine.endpoint });

  return {
    url: host.url,
    engine: engine.endpoint,
    runtime,
    idle: async (milliseconds = 10_000) => {
      if (!(await outstanding.until((each) => each.idle, milliseconds)))
        throw new Error(`the hub is still at work after ${milliseconds} ms`);
    },
    operate: (name) => functions.operator[name](runtime)(),
    stop: async () => {
      await host.stop(finishMs);
      await outstanding.until((each) => each.idle, finishMs);
      await stop();
    },
  };
}

async function external(endpoint: string): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  if (!(await answers(endpoint, 3_000))) throw new NoEngine(`Nothing answers at ${endpoint}, which AWS_ENDPOINT_URL_DYNAMODB names.`);
  return { endpoint, stop: async () => undefined };
}
