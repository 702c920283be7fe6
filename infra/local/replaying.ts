import { join } from 'node:path';
import { create as createDeliver } from '../../functions/delivery/deliver/handler.ts';
import { type Asked, type Replayed, replay } from '../../functions/delivery/replay/replay.ts';
import { type Bus, type CommitStore, Unavailable } from '../../functions/store/ports.ts';
import { streams } from '../../functions/store/streams.ts';
import { ruleFor } from '../rules.ts';
import { recipientKinds, topology } from '../topology.ts';
import { localBus } from './bus.ts';
import { deadLetterFile } from './dead-letters.ts';
import { systemClock } from './open-runtime.ts';
import type { OperatedHub } from './operator.ts';
import { Outstanding } from './outstanding.ts';
import { patient } from './persistently.ts';
import { LocalQueue } from './queue.ts';

/** What came of a replay on this machine. */
export interface ReplayedHere extends Replayed {
  /** Events that could not be put into their mailbox, and are in the file of dead letters. */
  readonly dead: number;
  /** How many entries each mailbox has more than when its first event was published again; those that have none more are left out. */
  readonly entries: Readonly<Record<string, number>>;
}

/** How long what was published may wait before it is delivered: longer than a queue tries. */
const drainMs = 60_000;

/**
 * Replays on the running hub’s tables. The hub’s bus and queues are in its own process, so a bus and queues like them are
 * made here, by the same rules; a mailbox takes each event once, whoever brings it. Resolves when all is delivered.
 */
export async function replayHere(hub: OperatedHub, asked: Asked, progress: (so: Replayed) => void): Promise<ReplayedHere> {
  const outstanding = new Outstanding();
  let dead = 0;
  const log = { write: () => undefined };
  const file = deadLetterFile({ path: join(hub.dataDir, 'dead-letters.jsonl'), clock: systemClock, log });
  const deadLetters: typeof file = {
    write: (letter) => {
      dead += 1;
      return file.write(letter);
    },
  };
  const consume = createDeliver({ store: patient(hub.store), clock: systemClock, log });
  const { batch } = topology.deliver.trigger;
  const since = () => systemClock.now().toISOString();
  const rules = recipientKinds.map((kind) => {
    const queue = new LocalQueue({ name: kind, batch, consume, outstanding, deadLetters, clock: systemClock, log, since });
    return { pattern: ruleFor(kind), target: (body: string) => queue.send(body) };
  });
  const inner = localBus({ rules, clock: systemClock });
  const ends = new Map<string, number>();
  const bus: Bus = {
    publish: async (envelopes) => {
      if (!(await outstanding.until(({ hasRoom }) => hasRoom, drainMs))) throw new Unavailable('the queues stay full');
      for (const { to } of envelopes) if (!ends.has(to.mailbox)) ends.set(to.mailbox, await endOf(to.mailbox, hub.store));
      await inner.publish(envelopes);
    },
  };
  const replayed = await replay(asked, { store: hub.store, bus }, { progress });
  if (!(await outstanding.until(({ idle }) => idle, drainMs))) throw new Error('Not everything could be delivered in time. Replay again.');
  const added = [...ends].map(async ([mailbox, end]) => [mailbox, (await endOf(mailbox, hub.store)) - end] as const);
  const entries = Object.fromEntries((await Promise.all(added)).filter(([, count]) => count > 0).sort());
  return { ...replayed, dead, entries };
}

/** The position of a mailbox’s last entry, which is how many it has. */
async function endOf(mailbox: string, store: CommitStore): Promise<number> {
  return (await store.last(streams.mailbox(mailbox)))?.seq ?? 0;
}
