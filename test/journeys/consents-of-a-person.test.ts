import { beforeEach, describe, expect, test } from 'vitest';
import { partitions } from '../../functions/views/summary.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

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
beforeEach(async () => {
  hub = await aWorld();
});

/** A visit by the fire service to someone whom nobody asked: the reference of what is held. */
async function visited(): Promise<string> {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const body = { ...message, occupants: [{ ...walter, consent: { answer: 'not-asked' } }] };
  const { body: receipt } = await hub.post('/v1/referrals/fire', { as: 'fire', body });
  expect(receipt.disposition).toBe('held');
  return receipt.referralId;
}

/** What a surgery sent of the same person, held as well. */
async function seenByTheSurgery(): Promise<void> {
  const message = example('gp', 'arthur-not-asked');
  const patient = { ...message.patient, nhsNumber: '9990456704', familyName: 'Penrose', dateOfBirth: '1944-09-21' };
  const { body: receipt } = await hub.post('/v1/referrals/gp', { as: 'gp', body: { ...message, patient } });
  expect(receipt.disposition).toBe('held');
}

const record = async (key: string, body: unknown = yes) => hub.post('/v1/consents', { as: 'fire', key, body });
const disposition = async (id: string) => (await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.disposition;
const names = ({ body }: Awaited<ReturnType<typeof record>>): string[] =>
  body.released.map(({ referralId }: { referralId: string }) => referralId);

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

  test('and says so where it did not look at all there is', async () => {
    const own = await visited();
    await hub.settle();
    const [held] = hub.views.all().filter(({ pk, caseId }) => pk.startsWith('held#') && caseId === own);
    const rows = Array.from({ length: 99 }, (_, index) => ({ pk: held?.pk ?? '', sk: `2026-11-01#${index}`, caseId: `nothing${index}` }));
    await hub.views.write(rows);
    expect((await record('enough')).body.warnings).toEqual([]);
    await hub.views.write([{ pk: held?.pk ?? '', sk: '2026-11-01#more', caseId: 'nothing' }]);
    expect((await record('more', { ...yes, method: 'paper' })).body.warnings).toMatchObject([{ pointer: '', code: 'more-held' }]);
  });
});

describe('while the views are behind', () => {
  test('an answer does not find what is held; a repeat lets it go, and every repeat names it', async () => {
    const late = await visited();
    const first = await record('late');
    expect(names(first)).toEqual([]);
    expect(await disposition(late)).toBe('held');
    await hub.settle();
    const again = await record('late');
    expect([again.headers['idempotency-replayed'], names(again)]).toEqual(['true', [late]]);
    expect(again.body).toEqual({ ...first.body, released: again.body.released });
    expect(await disposition(late)).toBe('routed');
    await hub.settle();
    expect((await record('late')).body).toEqual(again.body);
  });

  test('a repeat lets nothing go once the answer was withdrawn', async () => {
    const late = await visited();
    const { body } = await record('withdrawn');
    hub.travel('2026-11-20T11:00:00.000Z');
    await hub.post(`/v1/consents/${body.consentId}/withdrawal`, { as: 'fire', body: {} });
    await hub.settle();
    expect(names(await record('withdrawn'))).toEqual([]);
    expect(await disposition(late)).toBe('held');
  });

  test('a repeat names nothing that came in after the answer, though it went by it', async () => {
    const part = { ...yes, categories: ['mobility'] };
    const first = await record('part', part);
    hub.travel('2026-11-20T10:05:00.000Z');
    const later = await visited();
    await hub.settle();
    expect(names(await record('rest'))).toEqual([later]);
    await hub.settle();
    const rests = (await hub.store.read(`case#${later}`)).map(({ events }) => JSON.stringify(events));
    expect(rests.some((events) => events.includes(first.body.consentId))).toBe(true);
    expect((await record('part', part)).body).toEqual(first.body);
  });

  test('a repeat of a no, or of an answer about a case, lets nothing else go', async () => {
    const [one, other] = [await visited(), await visited()];
    const no = { identity, answer: 'refused', recipients: ['gp'] };
    const { identity: _, ...aboutOne } = { ...yes, referralId: one };
    expect(names(await record('case', aboutOne))).toEqual([one]);
    await record('no', no);
    await hub.settle();
    expect(names(await record('case', aboutOne))).toEqual([one]);
    expect(names(await record('no', no))).toEqual([]);
    expect(await disposition(other)).toBe('held');
  });

  test('what was destroyed is looked for no more', async () => {
    const id = await visited();
    await hub.settle();
    const held = () => hub.views.all().filter(({ pk }) => pk.startsWith(partitions.held({ organisation: 'fire', personId: '' })));
    expect(held()).toMatchObject([{ caseId: id }]);
    await hub.post(`/v1/referrals/${id}/cancellation`, { as: 'fire', body: { reason: 'entered-in-error' } });
    await hub.settle();
    expect(held()).toEqual([]);
  });
});
