import { expect, onTestFinished, test } from 'vitest';
import { askedOf } from '../../functions/delivery/replay/replay.ts';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import { streams } from '../../functions/store/streams.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { functions } from '../../infra/local/functions.ts';
import { type OperatedHub, rebuildViews, replaySince } from '../../infra/local/operator.ts';
import { isHandedOver } from '../../infra/local/recovery.ts';
import { replayedPage } from '../../infra/local/replayed-page.ts';
import { createHub } from '../../infra/local/runtime.ts';
import { demonstrationKey, tokenFrom } from '../../infra/local/sign-in.ts';
import { dynamoClient, tables } from '../../infra/local/tables.ts';
import { seed } from '../../infra/seed.ts';
import { example } from '../support/examples.ts';
import { temporaryFolder } from './support/temporary.ts';

const drop = () => async () => ({ batchItemFailures: [] });
type Item = { readonly subject: string; readonly position: number; readonly caseId: string };
const team = 'coordinator-northgate';
const since = new Date(Date.now() - 60_000).toISOString();

test('on the real engine, what its readers dropped is in the mailboxes after a replay, and in the worklists after a rebuild', async () => {
  const dataDir = temporaryFolder();
  const hub = await createHub({ port: 0, dataDir, seed, functions: { ...functions, changes: { publish: drop, project: drop } } });
  onTestFinished(() => hub.stop());
  const client = dynamoClient(hub.engine);
  const operated: OperatedHub = {
    url: hub.url,
    dataDir,
    store: dynamoStore({ client, table: tables.events, feed: isHandedOver }),
    views: dynamoViews({ client, table: tables.views }),
    close: () => client.destroy(),
  };
  onTestFinished(operated.close);
  const token = async (id: string) => {
    const key = await demonstrationKey(dataDir, id);
    if (!key) throw new Error(`${id} has no key`);
    return tokenFrom(hub.url, id, key, demonstrationClients.find((each) => each.id === id)?.users[0]);
  };
  const call = async (as: string, path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${await token(as)}`, 'content-type': 'application/json', ...init.headers };
    return (await fetch(`${hub.url}${path}`, { ...init, headers })).json() as Promise<{ referralId: string; items: Item[] }>;
  };
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      call('job-centre', '/v1/referrals/job-centre', {
        method: 'POST',
        body: JSON.stringify(example('job-centre', 'complete')),
        headers: { 'idempotency-key': `sent-${index}` },
      }),
    ),
  );
  const ids = sent.map(({ referralId }) => referralId).sort();
  const mailbox = async () => (await call(team, '/v1/events?after=0&limit=100')).items;
  const worklist = async () => (await call(team, '/v1/cases?limit=100')).items.map(({ caseId }) => caseId).sort();
  await hub.idle();
  expect([await mailbox(), await worklist()]).toEqual([[], []]);

  const replayed = await replaySince(operated, { since }, () => undefined);
  expect([replayed.events, replayed.dead]).toEqual([24, 0]);
  expect(replayed.entries).toEqual({ [team]: 12, 'job-centre': 12 });
  expect(replayedPage(replayed)).toMatch(/^24 events of \d+ commits .*\nNew in the mailboxes: 24\n/);
  expect((await mailbox()).map(({ subject }) => subject).sort()).toEqual(ids);
  expect((await mailbox()).map(({ position }) => position)).toEqual(ids.map((_, index) => index + 1));
  expect((await operated.store.read(streams.mailbox('job-centre'))).length).toBe(12);
  // Twice, and twice at once, is as good as once.
  await Promise.all([replaySince(operated, { since }, () => undefined), replaySince(operated, { since }, () => undefined)]);
  expect(await mailbox()).toHaveLength(12);
  const again = await replaySince(operated, { since }, () => undefined);
  expect([again.events, again.entries]).toEqual([24, {}]);
  expect(replayedPage(again)).toContain('No mailbox had missed any.');

  expect((await rebuildViews(operated, () => undefined)).cases).toBe(12);
  expect(await worklist()).toEqual(ids);
}, 120_000);

const noMoment = /--since must be a moment that the calendar has, with its offset, as 2026-11-20T00:00Z/;

test.each([
  ['yesterday', noMoment],
  ['2026-11-20', noMoment],
  ['2026-11-20T00:00', noMoment],
  ['2026-02-30T00:00Z', noMoment],
  ['2025-02-29T12:00:00Z', noMoment],
  ['2026-11-20T24:00Z', noMoment],
  ['2026-11-20T10:00+99:99', noMoment],
  ['2099-01-01T00:00Z', /--since must be in the past/],
])('an operator who replays since %s is told what is wrong with it', async (moment, message) => {
  await expect(replaySince({} as OperatedHub, { since: moment }, () => undefined)).rejects.toThrow(message);
});

test.each([
  ['2026-11-20T00:00Z', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T00:00:30.5+01:00', '2026-11-19T23:00:30.500Z'],
  ['2024-02-29T09:00-05:00', '2024-02-29T14:00:00.000Z'],
])('%s is a moment to replay since', (moment, instant) => {
  expect(askedOf({ since: moment }, new Date('2026-11-21T00:00:00Z'))).toEqual({ ok: true, value: { since: new Date(instant), from: 0 } });
});
