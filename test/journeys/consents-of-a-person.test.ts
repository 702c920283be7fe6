import { beforeEach, describe, expect, test } from 'vitest';
import { type Commit, chain } from '../../functions/store/commit.ts';
import { type CommitStore, Unavailable } from '../../functions/store/ports.ts';
import { example } from '../support/examples.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';

const identity = { nhsNumber: '999 045 6704', dateOfBirth: '1944-09-21', familyName: 'PENROSE' };
const yes = {
  identity,
  answer: 'given',
  recipients: ['first-contact'],
  purposes: ['safe-and-well'],
  categories: ['contact', 'need', 'consent', 'referrer'],
  method: 'telephone',
  givenOn: '2026-11-20',
  recordedBy: 'Jo Castell',
  seenAlone: true,
  engagement: 'agreed',
};

let hub: World;
/** What happens once, just before the commits of which it is true are appended. */
let before: { when: (commits: readonly Commit[]) => boolean; act: () => Promise<unknown> } | undefined;
const interposing = (inner: CommitStore): CommitStore => ({
  ...inner,
  append: async (commits, rests) => {
    const { when, act } = before ?? {};
    if (act && when?.(commits)) {
      before = undefined;
      await act();
    }
    return inner.append(commits, rests);
  },
});
const tells = (type: string) => (commits: readonly Commit[]) => commits.some(({ events }) => events.some((event) => event.type === type));

beforeEach(async () => {
  before = undefined;
  hub = await aWorld({ wrapStore: interposing });
});

/** A visit by the fire service to someone whom nobody asked. */
async function visit(): Promise<Answer> {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const body = { ...message, occupants: [{ ...walter, consent: { answer: 'not-asked' } }] };
  return hub.post('/v1/referrals/fire', { as: 'fire', body });
}

/** The reference of one that is held. */
async function visited(): Promise<string> {
  const { body } = await visit();
  expect(body.disposition).toBe('held');
  return body.referralId;
}

/** What a surgery sent of the same person, held as well. */
async function seenByTheSurgery(): Promise<void> {
  const message = example('gp', 'arthur-not-asked');
  const patient = { ...message.patient, nhsNumber: '9990456704', familyName: 'Penrose', dateOfBirth: '1944-09-21' };
  const { body: receipt } = await hub.post('/v1/referrals/gp', { as: 'gp', body: { ...message, patient } });
  expect(receipt.disposition).toBe('held');
}

/** A yes to less than lets anything go. */
const part = { ...yes, categories: ['mobility'] };
const unknown = 'x'.repeat(26);

const record = async (key: string, body: unknown = yes) => hub.post('/v1/consents', { as: 'fire', key, body });
const disposition = async (id: string) => (await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.disposition;
const names = ({ body }: Awaited<ReturnType<typeof record>>): string[] =>
  body.released.map(({ referralId }: { referralId: string }) => referralId);

/** What an answer looked at. */
const heldBy = async ({ body }: Answer) =>
  (await hub.store.read(`consent#${body.consentId}`)).flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'ConsentRecorded@1' ? (event.data.held ?? []) : [])),
  );

describe('an answer of a person as such lets go what its own organisation sent', () => {
  test('however much others hold of the same person, and is told the same as without them', async () => {
    for (let sent = 0; sent < 25; sent += 1) await seenByTheSurgery();
    hub.travel('2026-11-20T10:00:05.000Z');
    const own = await visited();
    await hub.settle();
    const crowded = await record('crowded');
    expect(names(crowded)).toEqual([own]);
    const [commit] = await hub.store.read(`consent#${crowded.body.consentId}`);
    expect(commit?.events).toMatchObject([{ type: 'ConsentRecorded@1', data: { held: [own] } }]);
    hub = await aWorld();
    hub.travel('2026-11-20T10:00:05.000Z');
    const alone = await visited();
    await hub.settle();
    const { body } = await record('crowded');
    const unnamed = (text: unknown, referral: string, consent: string) =>
      JSON.parse(JSON.stringify(text).replaceAll(referral, 'referral').replaceAll(consent, 'consent'));
    expect(unnamed(crowded.body, own, crowded.body.consentId)).toEqual(unnamed(body, alone, body.consentId));
  });

  test('all of it, though it is a great deal', async () => {
    const all: string[] = [];
    for (let sent = 0; sent < 25; sent += 1) all.push(await visited());
    await hub.settle();
    const first = await record('all');
    expect(names(first).sort()).toEqual(all.sort());
    expect(first.body.warnings).toEqual([]);
    await hub.settle();
    expect((await record('all')).body).toEqual(first.body);
  });

  test('and says so where it did not look at all there is: the latest hundred', async () => {
    const own = await visited();
    const [first] = hub.committed.filter(({ stream }) => stream.startsWith('held#'));
    let last = first as Commit;
    const noted = async (keepUntil: string) => {
      const { stream, at, actor } = last;
      const events = [{ type: 'HoldNoted@1' as const, data: { caseId: unknown, keepUntil } }];
      last = chain({ stream, seq: last.seq + 1, previous: last.hash, at, actor, events });
      await hub.store.append([last]);
    };
    for (let count = 0; count < 99; count += 1) await noted('2026-12-18');
    const all = await record('all', part);
    expect([await heldBy(all), all.body.warnings]).toEqual([[own, ...Array(99).fill(unknown)], []]);
    const waits = await visited();
    const [more, repeated] = [await record('more'), await record('more')];
    expect([names(more), more.body.warnings]).toMatchObject([[waits], [{ pointer: '', code: 'more-held' }]]);
    expect(repeated.body).toEqual(more.body);
    hub.travel('2026-12-18T10:00:00.000Z');
    expect((await record('last-day')).body.warnings).toHaveLength(1);
    hub.travel('2026-12-19T10:00:00.000Z');
    expect((await record('past')).body.warnings).toEqual([]);
  });
});

describe('whichever comes second knows of the other', () => {
  test('an answer finds what came in a moment before, though no view has it yet', async () => {
    const late = await visited();
    const first = await record('late');
    expect(names(first)).toEqual([late]);
    const tracked = async () => (await hub.get(`/v1/referrals/${late}`, { as: 'fire' })).body;
    const shared = { outcome: 'permit', to: 'first-contact', categories: expect.arrayContaining(['contact']) };
    expect(await tracked()).toMatchObject({ disposition: 'routed', sharing: expect.arrayContaining([expect.objectContaining(shared)]) });
    expect((await record('late')).body).toEqual(first.body);
    await hub.settle();
    const again = await record('late');
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', first.body]);
    const { body: mail } = await hub.get('/v1/events', { as: 'fire' });
    expect(mail.items.map(({ type }: { type: string }) => type)).toEqual(['referral.received', 'referral.updated']);
    await hub.post(`/v1/referrals/${late}/cancellation`, { as: 'fire', body: { reason: 'entered-in-error' } });
    expect(await tracked()).toMatchObject({ status: 'cancelled', sharing: [] });
  });

  test('an answer finds what comes in while it is recorded', async () => {
    let late = '';
    before = {
      when: tells('ConsentRecorded@1'),
      act: async () => {
        late = await visited();
      },
    };
    const first = await record('meanwhile');
    expect(names(first)).toEqual([late]);
    expect((await record('meanwhile')).body).toEqual(first.body);
  });

  test.each([
    ['someone nobody knew', async () => undefined],
    ['someone who is known', visited],
  ])('a referral of %s goes by an answer that is recorded while it comes in', async (_, given) => {
    await given();
    let answer: Answer | undefined;
    before = {
      when: tells('ReferralReceived@1'),
      act: async () => {
        answer = await record('meanwhile');
      },
    };
    const { body } = await visit();
    expect([answer?.status, body.disposition]).toEqual([201, 'routed']);
    expect(names(answer as Answer)).not.toContain(body.referralId);
  });

  test('what a crash left goes by a repeat, unless the answer was withdrawn', async () => {
    const ids = { goes: await visited(), stays: '' };
    const interrupted = () => {
      before = { when: tells('CaseRouted@1'), act: () => Promise.reject(new Unavailable('throttled')) };
    };
    interrupted();
    expect((await record('crashed')).status).toBe(503);
    expect(await disposition(ids.goes)).toBe('held');
    expect(names(await record('crashed'))).toEqual([ids.goes]);

    hub = await aWorld({ wrapStore: interposing });
    ids.stays = await visited();
    interrupted();
    expect((await record('crashed')).status).toBe(503);
    const [consent] = hub.committed.filter(({ stream }) => stream.startsWith('consent#'));
    hub.travel('2026-11-20T11:00:00.000Z');
    await hub.post(`/v1/consents/${consent?.stream.slice('consent#'.length)}/withdrawal`, { as: 'fire', body: {} });
    expect(names(await record('crashed'))).toEqual([]);
    expect(await disposition(ids.stays)).toBe('held');
  });

  test('a repeat names nothing that came in after the answer, though it went by it', async () => {
    const first = await record('part', part);
    const later = await visited();
    expect(names(await record('rest'))).toEqual([later]);
    const rests = (await hub.store.read(`case#${later}`)).map(({ events }) => JSON.stringify(events));
    expect(rests.some((events) => events.includes(first.body.consentId))).toBe(true);
    expect((await record('part', part)).body).toEqual(first.body);
  });

  test('a no, or an answer about a case, lets nothing else go', async () => {
    const [one, other] = [await visited(), await visited()];
    const no = { identity, answer: 'refused', recipients: ['gp'] };
    const { identity: _, ...aboutOne } = { ...yes, referralId: one };
    for (const _time of ['first', 'again']) {
      expect(names(await record('case', aboutOne))).toEqual([one]);
      expect(names(await record('no', no))).toEqual([]);
    }
    expect(await disposition(other)).toBe('held');
  });

  test('what was taken back does not go, and what is past its last day is looked for no more', async () => {
    const [id] = [await visited(), await visited()];
    await hub.post(`/v1/referrals/${id}/cancellation`, { as: 'fire', body: { reason: 'entered-in-error' } });
    hub.travel('2026-12-18T10:00:00.000Z');
    const onLastDay = await record('last-day', part);
    expect([names(onLastDay), await heldBy(onLastDay)]).toEqual([[], [id, expect.any(String)]]);
    hub.travel('2026-12-19T10:00:00.000Z');
    const past = await record('past');
    expect([names(past), await heldBy(past)]).toEqual([[], []]);
  });

  test('nothing is noted of what is not held, or of someone new whom no answer can name', async () => {
    const message = example('fire', 'complete');
    const [walter] = message.occupants;
    const unnamed = { ...walter, nhsNumber: undefined, consent: { answer: 'not-asked' } };
    const send = (...occupants: object[]) => hub.post('/v1/referrals/fire', { as: 'fire', body: { ...message, occupants } });
    expect([(await send(walter)).body.disposition, (await send(unnamed)).body.disposition]).toEqual(['routed', 'held']);
    expect(hub.committed.filter(({ stream }) => stream.startsWith('held#'))).toEqual([]);
  });
});
