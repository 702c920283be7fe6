import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokenAt, type Commit } from '../../functions/store/commit.ts';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { dynamoClient, tables } from '../../infra/local/tables.ts';
import { eventually, processesNaming, temporaryFolder } from '../local/support/temporary.ts';
import { example } from '../support/examples.ts';
import { type HubProcess, startHub } from './hub-process.ts';

const referrals = 180;
const kills = 3;
const clients = 16;

interface Sent {
  readonly source: 'fire' | 'job-centre';
  readonly team: string;
  readonly surname: string;
  readonly key: string;
  readonly body: unknown;
  /** What the hub acknowledged it with. */
  receipt?: { readonly referralId: string };
  accepted?: true;
}

/** One of two kinds of referral, about somebody of its own; every third has an NHS number that others have too. */
function toSend(index: number): Sent {
  const surname = `Surname-${index}-${'abcdefgh'.charAt(index % 8)}`;
  const isFire = index % 2 === 0;
  const body = example(isFire ? 'fire' : 'job-centre', 'complete');
  const person = isFire ? body.occupants[0] : body.customer;
  person.familyName = surname;
  if (index % 3 !== 0) delete person.nhsNumber;
  return {
    source: isFire ? 'fire' : 'job-centre',
    team: isFire ? 'first-contact' : 'coordinator-northgate',
    surname,
    key: `key-${index}`,
    body,
  };
}

/** Sends everything not yet acknowledged, several at a time, until there is no more or the hub has gone. */
async function send(hub: HubProcess, all: readonly Sent[], until: (acknowledged: number) => void): Promise<void> {
  const left = all.filter(({ receipt, accepted }) => !receipt || !accepted);
  let acknowledged = 0;
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      if (!next.receipt) {
        const answer = await hub.call('POST', `/v1/referrals/${next.source}`, { as: next.source, body: next.body, key: next.key });
        expect([201, 503]).toContain(answer.status);
        if (answer.status === 201) {
          next.receipt = answer.body;
          acknowledged += 1;
          until(acknowledged);
        }
      }
      if (!next.receipt) continue;
      const accept = await hub.call('POST', `/v1/cases/${next.receipt.referralId}/acceptance`, { as: next.team, body: {}, key: next.key });
      expect([200, 503]).toContain(accept.status);
      if (accept.status === 200) next.accepted = true;
    }
  };
  const worked = await Promise.allSettled(Array.from({ length: clients }, work));
  const failed = worked.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
  // A connection that was cut is what a kill looks like from here; nothing else may go wrong.
  for (const error of failed) if (error.name !== 'TypeError' && error.name !== 'SyntaxError') throw error;
}

async function mailboxOf(hub: HubProcess, as: string) {
  const items: { position: number; id: string; type: string; subject: string }[] = [];
  let path: string | undefined = '/v1/events?after=0&limit=100';
  while (path) {
    const { body } = await hub.call('GET', path, { as });
    items.push(...body.items);
    path = body.next ? `/v1/events?limit=100&cursor=${body.next}` : undefined;
  }
  return items;
}

test('killed three times under load, the hub has every acknowledged referral once, delivered once, in chains that hold', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const database = join(dataDir, 'hub.db');
  const all = Array.from({ length: referrals }, (_, index) => toSend(index));
  let hub = await startHub(dataDir);
  onTestFinished(() => hub.kill());

  for (let kill = 1; kill <= kills; kill += 1) {
    const acknowledgements = 20 + 7 * kill;
    let killed: Promise<void> | undefined;
    await send(hub, all, (count) => {
      if (count === acknowledgements) killed = hub.kill();
    });
    expect(killed).toBeDefined();
    await killed;
    expect(await eventually(() => processesNaming(database).length === 0, 3_000)).toBe(true);
    hub = await startHub(dataDir);
    // What was acknowledged is there at once, and says the same.
    const known = all.filter(({ receipt }) => receipt);
    for (const each of known.slice(-10)) {
      const again = await hub.call('POST', `/v1/referrals/${each.source}`, { as: each.source, body: each.body, key: each.key });
      expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', each.receipt]);
    }
  }
  const isDone = ({ receipt, accepted }: Sent) => receipt !== undefined && accepted === true;
  // What was told to try again is tried again.
  for (let tries = 0; tries < 3 && !all.every(isDone); tries += 1) await send(hub, all, () => undefined);
  expect(all.filter(isDone)).toHaveLength(referrals);
  expect(new Set(all.map(({ receipt }) => receipt?.referralId)).size).toBe(referrals);

  await Promise.all(
    all.map(async ({ source, team, surname, receipt }) => {
      const tracked = await hub.call('GET', `/v1/referrals/${receipt?.referralId}`, { as: source });
      expect([tracked.status, tracked.body.referralId, tracked.body.disposition]).toEqual([200, receipt?.referralId, 'routed']);
      const read = await hub.call('GET', `/v1/cases/${receipt?.referralId}`, { as: team });
      expect([read.status, read.body.status, read.text.includes(surname)]).toEqual([200, 'accepted', true]);
    }),
  );

  for (const team of ['first-contact', 'coordinator-northgate']) {
    const own = all.filter((each) => each.team === team).map(({ receipt }) => receipt?.referralId);
    await eventually(async () => (await mailboxOf(hub, team)).length >= own.length, 10_000);
    const mail = await mailboxOf(hub, team);
    expect(mail.map(({ subject }) => subject).sort()).toEqual(own.sort());
    expect(mail.map(({ position }) => position)).toEqual(own.map((_, index) => index + 1));
  }
  for (const source of ['fire', 'job-centre'] as const) {
    const mail = await mailboxOf(hub, source);
    expect(mail.map(({ position }) => position)).toEqual(mail.map((_, index) => index + 1));
    expect(new Set(mail.map(({ id }) => id)).size).toBe(mail.length);
    expect(mail.filter(({ type }) => type === 'referral.received')).toHaveLength(all.filter((each) => each.source === source).length);
  }
  await hub.stop();

  const engine = await startEngine({ file: database, log: { write: () => undefined } });
  const client = dynamoClient(engine.endpoint);
  try {
    const streams = new Map<string, Commit[]>();
    for await (const page of dynamoStore({ client, table: tables.events }).scan()) {
      for (const commit of page) streams.set(commit.stream, [...(streams.get(commit.stream) ?? []), commit]);
    }
    const histories = [...streams.values()].map((commits) => commits.sort((a, b) => a.seq - b.seq));
    expect(histories.filter((commits) => brokenAt(commits) !== undefined)).toEqual([]);
    const events = histories.flat().flatMap((commit) => commit.events);
    const told = (type: string) => events.filter((event) => event.type === type).length;
    expect([told('ReferralReceived@1'), told('CaseAccepted@1')]).toEqual([referrals, referrals]);
  } finally {
    client.destroy();
    await engine.stop();
  }
}, 60_000);
