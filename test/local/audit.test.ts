import { beforeAll, describe, expect, test } from 'vitest';
import type { Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { trail, verify } from '../../infra/local/audit.ts';
import type { OperatedHub } from '../../infra/local/operator.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let world: World;
let caseId: string;
beforeAll(async () => {
  world = await aWorld();
  caseId = (await world.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'complete') })).body.referralId;
  await world.post(`/v1/consents/${caseId}.p1/withdrawal`, { as: 'fire', body: {} });
  await world.get(`/v1/cases/${caseId}`, { as: 'first-contact' });
});

/** The hub as its operator reaches it, over a store that someone has been at: what `change` gives back is what is there. */
function tampered(change: (commit: Commit) => Commit | undefined): OperatedHub {
  const there = (commits: readonly Commit[]) => commits.flatMap((commit) => change(commit) ?? []);
  const store: CommitStore = {
    ...world.store,
    read: async (stream, options) => there(await world.store.read(stream, options)),
    last: async (stream) => there(await world.store.read(stream)).at(-1),
    async *scan() {
      for await (const page of world.store.scan()) yield there(page);
    },
  };
  return { url: '', dataDir: '', store, views: world.views, close: () => undefined };
}
const brokenBy = async (change: (commit: Commit) => Commit | undefined) => (await verify(tampered(change), () => undefined)).broken;
const isOf = (kind: string) => (commit: Commit) => commit.stream.startsWith(kind);

describe('verify', () => {
  test('finds nothing where nobody was', async () => {
    expect(await brokenBy((commit) => commit)).toEqual([]);
  });
  test('finds who did it changed', async () => {
    const change = (commit: Commit) =>
      isOf('disclosures#')(commit) ? { ...commit, actor: { ...commit.actor, client: 'nobody' } } : commit;
    expect(await brokenBy(change)).toEqual([`disclosures#${caseId}#first-contact`]);
  });
  test('finds the first commit of a stream gone', async () => {
    expect(await brokenBy((commit) => (isOf('case#')(commit) && commit.seq === 1 ? undefined : commit))).toEqual([`case#${caseId}`]);
  });
  test('finds a withdrawal undone, by the disclosure that rested on it', async () => {
    expect(await brokenBy((commit) => (isOf('person#')(commit) ? undefined : commit))).toHaveLength(1);
  });
  test('finds a guard undone, by what it guards', async () => {
    expect(await brokenBy((commit) => (commit.stream === 'agreement#fire-safe-and-well~3' ? undefined : commit))).toEqual([
      'agreement#fire-safe-and-well~3',
    ]);
  });
  test('finds sealed bytes gone', async () => {
    const emptied = (commit: Commit) => ({ ...commit, parts: commit.parts.map(({ bytes: _, ...part }) => part) });
    expect(await brokenBy((commit) => (isOf('case#')(commit) ? emptied(commit) : commit))).toEqual([`case#${caseId}`]);
  });
});

test('the trail of a case tells what was said apart, who read that, and what each agency that sits at a team was shown', async () => {
  const hub = await aWorld();
  const message = example('housing', 'complete');
  const answers = { recipients: ['first-response', 'early-help-hub'], purposes: ['support', 'allocation'] };
  const household = message.household.map((member: { consent: object }) => ({ ...member, consent: { ...member.consent, ...answers } }));
  const { referralId } = (await hub.post('/v1/referrals/housing', { as: 'housing', body: { ...message, household } })).body;
  const answer = { ...answers, referralId, answer: 'given', engagement: 'agreed', categories: ['contact'] };
  const { consentId } = (await hub.post('/v1/consents', { as: 'housing', body: answer })).body;
  expect((await hub.get(`/v1/consents/${consentId}`, { as: 'housing' })).status).toBe(200);
  expect((await hub.get(`/v1/consents/${referralId}.p1`, { as: 'housing' })).status).toBe(200);
  await hub.post(`/v1/cases/${referralId}/acceptance`, { as: 'first-response', body: {} });
  await hub.post(`/v1/cases/${referralId}/outcome`, { as: 'first-response', body: { outcome: 'passed-on', to: ['early-help-hub'] } });
  expect((await hub.get(`/v1/cases/${referralId}`, { as: 'early-help-oakfield-police' })).status).toBe(200);

  const { commits, intact } = await trail({ url: '', dataDir: '', store: hub.store, views: hub.views, close: () => undefined }, referralId);
  expect(intact).toBe(true);
  expect(commits.map(({ stream }) => stream)).toEqual(
    expect.arrayContaining([
      `consent#${consentId}`,
      `disclosures#${consentId}#housing`,
      `disclosures#${referralId}.p1#housing`,
      `disclosures#${referralId}#early-help-oakfield.police`,
    ]),
  );
});

test('the trail of a case is everything that happened to it, in order', async () => {
  const { commits, intact } = await trail(
    tampered((commit) => commit),
    caseId,
  );
  const types = new Set(commits.flatMap(({ events }) => events.map(({ type }) => type)));
  expect(intact).toBe(true);
  expect([...types]).toEqual(
    expect.arrayContaining(['ReferralReceived@1', 'CaseRouted@1', 'ConsentWithdrawn@1', 'SharingChanged@1', 'CaseDisclosed@1']),
  );
  await expect(
    trail(
      tampered((commit) => commit),
      'nothing',
    ),
  ).rejects.toThrow('no case');
});
