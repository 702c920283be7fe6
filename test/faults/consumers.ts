import type { Envelope } from '../../contracts/events.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';
import type { World } from '../support/world.ts';
import { Crashed, type Fate } from './faults.ts';
import type { Mail } from './history.ts';

/** How many messages a queue hands over at once. */
const batchSize = 10;
/** After so many rounds something never settles; in each, so many batches of a queue. */
const mostRounds = 40;
const mostBatches = 20;

/** The demonstration client that reads a mailbox, if there is one. */
const readerOf = (mailbox: string): string | undefined =>
  (
    demonstrationClients.find(({ team, id }) => team === mailbox && id === mailbox) ??
    demonstrationClients.find(({ team }) => team === mailbox) ??
    demonstrationClients.find(({ team, organisation, scopes }) => !team && organisation === mailbox && scopes.includes('events:read'))
  )?.id;

/**
 * What reads on behind the store: both readers of the change stream, each from where it stopped; the queue, whose messages
 * come until they are taken; teams’ own systems, which take their mail and say how far. All at least once, and in any
 * order where fate says so. A process that ends is started again.
 */
export function consumers(hub: World, fate: Fate, { meanwhile, takesMail }: { meanwhile: () => Promise<unknown>; takesMail: boolean }) {
  const read = { publish: hub.committed.length, project: hub.committed.length };
  const queue: Envelope[] = [];
  const taken = new Map<string, Map<number, Mail>>();

  function restart() {
    fate.started();
    hub.restart();
  }

  /** Hands something over, once or as fate has it; says whether it is done with. What is not comes again. What is delayed comes after what is `newer`. */
  async function hand<T>(place: string, batch: T[], work: (some: T[]) => Promise<unknown>, newer: () => T[] = () => []): Promise<boolean> {
    const fault = fate.meet(place);
    try {
      if (fault === 'crash-before') fate.crash();
      if (fault === 'delay') {
        await meanwhile();
        if (newer().length > 0) await work(newer());
      }
      if (fault === 'reorder') for (const each of [...batch].reverse()) await work([each]);
      else await work(batch);
      if (fault === 'duplicate') await work(batch);
      // Whoever swallows it: a process that ended did not say that it was done.
      if (fate.crashed) throw new Crashed();
      if (fault === 'crash-after') fate.crash();
      return fault !== 'reply-lost';
    } catch (error) {
      if (error instanceof Crashed || fate.crashed) restart();
      return false;
    }
  }

  async function readOn(reader: 'publish' | 'project'): Promise<void> {
    const end = hub.committed.length;
    const batch = hub.committed.slice(read[reader], end);
    const work = (commits: typeof batch) => hub.changeFor(reader, commits);
    if (batch.length > 0 && (await hand(`changes.${reader}`, batch, work, () => hub.committed.slice(end)))) read[reader] = end;
    queue.push(...hub.bus.splice(0));
  }

  async function drain(): Promise<void> {
    const batch = queue.splice(0, batchSize);
    const failed: Envelope[] = [];
    const done = await hand('queue.deliver', batch, async (envelopes) => {
      const { batchItemFailures } = await hub.bring(envelopes);
      failed.push(...batchItemFailures.flatMap(({ itemIdentifier }) => envelopes[Number(itemIdentifier)] ?? []));
      // A batch that failed because the process ended was not taken at all.
      if (fate.crashed) throw new Crashed();
    });
    queue.push(...(done ? failed : batch));
  }

  async function takeMail(): Promise<boolean> {
    let isNew = false;
    for (const mailbox of mailboxesOf(hub)) {
      const as = readerOf(mailbox);
      if (!as) continue;
      let last = 0;
      const isDone = await hand('mailbox.take', [mailbox], async () => {
        const { status, body } = await hub.get('/v1/events', { as });
        if (fate.crashed) throw new Crashed();
        if (status !== 200) throw new Error('try again');
        const mail = body.items as Mail[];
        const before = taken.get(mailbox) ?? new Map<number, Mail>();
        taken.set(mailbox, new Map([...before, ...mail.map((each) => [each.position, each] as const)]));
        last = mail.at(-1)?.position ?? 0;
      });
      isNew ||= !isDone || last > 0;
      if (isDone && last > 0) await hub.post('/v1/events/acknowledgement', { as, body: { position: last } });
      if (fate.crashed) restart();
    }
    return isNew;
  }

  return {
    restart,
    /** Until there is nothing to come. Throws if there always is. */
    async settle(): Promise<void> {
      for (let round = 0; round < mostRounds; round += 1) {
        await readOn('publish');
        await readOn('project');
        for (let batch = 0; queue.length > 0 && batch < mostBatches; batch += 1) await drain();
        const hasMail = takesMail && (await takeMail());
        if (!hasMail && queue.length === 0 && Object.values(read).every((place) => place === hub.committed.length)) return;
      }
      throw new Error('the consumers never settle');
    },
    /** What teams’ own systems took, by position; nothing if they take none. */
    taken: (): ReadonlyMap<string, readonly Mail[]> =>
      new Map([...taken].map(([mailbox, mail]) => [mailbox, [...mail.values()].sort((a, b) => a.position - b.position)])),
  };
}

const mailboxesOf = (hub: World): string[] => [
  ...new Set(hub.committed.flatMap(({ stream }) => (stream.startsWith('mailbox#') ? [stream.slice('mailbox#'.length)] : []))),
];
