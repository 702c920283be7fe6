import { beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../../contracts/events.ts';
import type { Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { trail, verify } from '../../infra/local/audit.ts';
import type { OperatedHub } from '../../infra/local/operator.ts';
import { detailOf } from '../../infra/local/trail-detail.ts';
import { entriesOf } from '../../infra/local/trail-entry.ts';
import { trailPage } from '../../infra/local/trail-page.ts';
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

describe('the trail of a case tells the grounds', () => {
  let hub: World;
  let id: string;
  const given = async (sender: string, message: unknown) => {
    hub = await aWorld();
    id = (await hub.post(`/v1/referrals/${sender}`, { as: sender, body: message })).body.referralId;
  };
  const read = async () => {
    const { commits, answers } = await trail({ url: '', dataDir: '', store: hub.store, views: hub.views, close: () => undefined }, id);
    const entries = entriesOf(commits, answers);
    return { entries, page: trailPage(entries), plain: trailPage(entries).replaceAll(/\s+/g, ' ') };
  };

  test('of a disclosure: who read it and for whom, what was shown, under which clause and by whose consent', async () => {
    await given('fire', example('fire', 'complete'));
    await hub.get(`/v1/cases/${id}`, { as: 'first-contact' });
    const { entries, plain } = await read();
    expect(entries.find(({ event }) => event === 'CaseDisclosed')).toMatchObject({
      by: { client: 'first-contact', organisation: 'council', user: { id: 'first-contact-1', role: 'first-contact' } },
      to: { team: 'first-contact' },
      shown: expect.arrayContaining([expect.objectContaining({ owner: 'p1', category: 'contact' })]),
      grounds: expect.arrayContaining([
        expect.objectContaining({
          outcome: 'permit',
          agreement: { id: 'fire-safe-and-well', version: 1, clause: 'safe-and-well' },
          consents: [{ id: `${id}.p1`, provision: 'sharing' }],
          kinds: expect.arrayContaining([expect.objectContaining({ owner: 'p1', category: 'contact' })]),
        }),
      ]),
    });
    for (const words of [
      'first-contact-1 (first-contact) of council, through first-contact',
      'CaseDisclosed to first-contact (first-contact) of council, for safe-and-well',
      'shown p1: referrer ×3, contact ×4',
      'fire-safe-and-well, version 1, clause safe-and-well',
      `consent ${id}.p1 (sharing)`,
      'category-not-in-agreement; fire-safe-and-well, version 1, clause safe-and-well',
    ])
      expect(plain).toContain(words);
  });

  test('of a disclosure: nothing as permitted of which there was nothing to show', async () => {
    await given('fire', example('fire', 'complete'));
    await hub.get(`/v1/cases/${id}`, { as: 'first-contact' });
    const { entries } = await read();
    const { shown = [], grounds = [] } = entries.find(({ event }) => event === 'CaseDisclosed') ?? {};
    const permitted = grounds.filter(({ outcome }) => outcome === 'permit').flatMap(({ kinds }) => kinds);
    const names = (kinds: readonly { owner: string; category: string }[]) =>
      kinds.map(({ owner, category }) => `${owner} ${category}`).sort();
    expect(names(permitted)).toEqual(names(shown));
  });

  test('of a decision by duty: which', async () => {
    await given('police', example('police', 'safeguarding-child'));
    const { plain } = await read();
    expect(plain).toMatch(/SharingDecided to (first-response|adult-safeguarding) \(.*duty (children-act-1989-s47|care-act-2014-s42)/);
  });

  test('of a consent that was recorded, noted, read: which, and the answer where it is told in codes', async () => {
    await given('housing', example('housing', 'complete'));
    const answer = { referralId: id, answer: 'refused', recipients: ['early-help-hub'], purposes: ['allocation'], categories: ['contact'] };
    const { consentId } = (await hub.post('/v1/consents', { as: 'housing', body: answer })).body;
    await hub.get(`/v1/consents/${consentId}`, { as: 'housing' });
    await hub.get(`/v1/consents/${id}.p1`, { as: 'housing' });
    const { plain } = await read();
    expect(plain).toContain(`ConsentRecorded ${consentId}, refused, of p1 in ${id}, by housing`);
    expect(plain).toContain(`ConsentNoted ${consentId}, refused`);
    expect(plain).toContain(`ConsentRead ${consentId}, refused`);
    expect(plain).toContain(`ConsentRead ${id}.p1, as it was said in the referral`);
  });

  test.each([
    ['housing', 'complete'],
    ['police', 'complete'],
    ['gp', 'complete'],
  ])('in lines that fit, with codes and references only: %s %s', async (source, name) => {
    const message = example(source, name);
    await given(source, message);
    for (const team of ['first-contact', 'first-response', 'ward-team']) await hub.get(`/v1/cases/${id}`, { as: team });
    const { entries, page } = await read();
    expect(Math.max(...page.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
    const json = JSON.stringify(entries);
    for (const said of textsIn(message))
      expect({ said, page: page.includes(said), json: json.includes(said) }).toEqual({ said, page: false, json: false });
  });

  /** What a message says in words, or by which someone could be found: anything with a blank in it, a capital, or an `@`. */
  function textsIn(value: unknown): string[] {
    if (typeof value === 'string') return /[ A-Z@]/.test(value) && !/^\d{4}-\d\d-\d\dT/.test(value) ? [value] : [];
    return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
  }

  const team = { id: 'ward-team', kind: 'ward-team' } as const;
  test.each<{ event: Event; tells: string }>([
    { event: { type: 'ConversationHeld@1', data: { team: 'ward-team', outcome: 'come-back' } }, tells: 'ward-team, come-back' },
    { event: { type: 'AbuseReviewed@1', data: { team: 'first-contact', finding: 'keep-apart' } }, tells: 'first-contact, keep-apart' },
    { event: { type: 'ReferralCancelled@1', data: { reason: 'wrong-person', teams: [team] } }, tells: 'wrong-person, ward-team' },
    { event: { type: 'SharingChanged@1', data: { teams: [team] } }, tells: 'ward-team' },
    { event: { type: 'ReferrerToBeTold@1', data: { organisation: 'gp', referralId: 'r' } }, tells: 'gp' },
    { event: { type: 'HoldReminded@1', data: { organisation: 'council', team: 'ward-team', referralId: 'r' } }, tells: 'ward-team' },
    { event: { type: 'CaseDeclined@1', data: { team: 'first-contact', reason: 'no-capacity' } }, tells: 'first-contact, no-capacity' },
    { event: { type: 'ConsentNoted@1', data: { consentId: 'c', saysNo: true } }, tells: 'c, says no to something' },
  ])('in a few words: $event.type', ({ event, tells }) => {
    expect(detailOf(event, new Map())).toBe(tells);
  });
});
