import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

const yes = {
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

/** A visit to one person, who said as much as is given. */
function visit(consent: unknown, occupant: Record<string, unknown> = {}) {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  return { ...message, occupants: [{ ...walter, ...occupant, consent }] };
}

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});
const send = async (body: unknown, as = 'fire') => (await hub.post(`/v1/referrals/${as}`, { as, body })).body;
const record = (body: unknown, as = 'fire') => hub.post('/v1/consents', { as, body });
const seen = async (caseId: string) => JSON.stringify((await hub.get(`/v1/cases/${caseId}`, { as: 'first-contact' })).body);

describe('a referral that waits for an answer', () => {
  test('says what to ask, and goes the moment the answer is recorded: exactly what it covers', async () => {
    const receipt = await send(visit({ answer: 'not-asked' }));
    expect(receipt).toMatchObject({ disposition: 'held' });
    expect(receipt.ask.join(' ')).toContain('POST /v1/consents');
    const { status, body } = await record({ referralId: receipt.referralId, ...yes });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'given',
      released: [{ referralId: receipt.referralId, disposition: 'routed', routedTo: [{ team: 'first-contact', name: 'First Contact' }] }],
    });
    await hub.settle();
    const { body: list } = await hub.get('/v1/cases', { as: 'first-contact' });
    expect(list.items).toMatchObject([{ caseId: receipt.referralId, status: 'awaiting' }]);
    const view = await seen(receipt.referralId);
    expect(view).toContain('Walter');
    expect(view).not.toContain('frame');
    const { body: tracked } = await hub.get(`/v1/referrals/${receipt.referralId}`, { as: 'fire' });
    expect(tracked).toMatchObject({ disposition: 'routed', ask: [], people: receipt.people });
    const kinds = (wanted: string, { sharing }: typeof tracked) =>
      sharing.flatMap(({ outcome, categories }: (typeof sharing)[number]) => (outcome === wanted ? categories : []));
    expect([kinds('permit', receipt), kinds('permit', tracked)]).toEqual([[], expect.arrayContaining(['contact'])]);
    expect(kinds('permit', tracked)).not.toContain('mobility');
    const { body: mail } = await hub.get('/v1/events', { as: 'fire' });
    expect(mail.items.map(({ type }: { type: string }) => type)).toEqual(['referral.received', 'referral.updated']);
  });

  test('a second answer adds to the first', async () => {
    const { referralId } = await send(visit({ answer: 'not-asked' }));
    await record({ referralId, ...yes });
    await record({ referralId, ...yes, categories: ['mobility'] });
    const view = await seen(referralId);
    expect(view).toContain('Walter');
    expect(view).toContain('frame');
  });

  test('a yes with nothing more lets the team ask, and nothing go', async () => {
    const { referralId } = await send(visit({ answer: 'given' }));
    const { body } = await record({ referralId, answer: 'given', engagement: 'agreed' });
    expect(body).toMatchObject({ status: 'given', released: [] });
    expect(body.ask.join(' ')).toMatch(/whether this may be passed on/);
    expect((await hub.get(`/v1/cases/${referralId}`, { as: 'first-contact' })).status).toBe(404);
  });

  test('goes too when the answer was recorded of the person as such, by the same organisation', async () => {
    const { referralId } = await send(visit({ answer: 'not-asked' }));
    await hub.settle();
    const identity = { nhsNumber: '999 045 6704', dateOfBirth: '1944-09-21', familyName: 'PENROSE' };
    const { body } = await record({ identity, ...yes });
    expect(body.released).toMatchObject([{ referralId, routedTo: [{ team: 'first-contact' }] }]);
  });

  test('need not wait at all when the answer is already there', async () => {
    await record({ identity: { nhsNumber: '9990456704', dateOfBirth: '1944-09-21', familyName: 'Penrose' }, ...yes });
    const receipt = await send(visit({ answer: 'not-asked' }));
    expect(receipt).toMatchObject({ disposition: 'routed', routedTo: [{ team: 'first-contact' }] });
  });

  test('does not go on what was said to another organisation', async () => {
    const identity = { nhsNumber: '9990456704', dateOfBirth: '1944-09-21', familyName: 'Penrose' };
    await record({ identity, ...yes }, 'job-centre');
    expect(await send(visit({ answer: 'not-asked' }))).toMatchObject({ disposition: 'held' });
  });
});

describe('a no', () => {
  test('in one referral holds for the next from the same organisation, until the person says yes again', async () => {
    await send(visit({ answer: 'refused', givenOn: '2026-11-10' }));
    const older = { ...yes, givenOn: '2026-11-09' };
    expect(await send(visit(older))).toMatchObject({ disposition: 'refused', reasonCode: 'consent-refused' });
    hub.travel('2026-11-20T10:00:01.000Z');
    expect(await send(visit(yes))).toMatchObject({ disposition: 'routed' });
  });

  test('recorded about a case takes back what was said in it, at the next read', async () => {
    const { referralId } = await send(visit(yes));
    expect(await seen(referralId)).toContain('Walter');
    await record({ referralId, answer: 'refused', givenOn: '2026-11-20' });
    expect(await seen(referralId)).not.toContain('Walter');
  });

  test('to a recipient by name holds whoever asks, and the other sender’s answer does not show it', async () => {
    const identity = { nhsNumber: '9990456704', dateOfBirth: '1944-09-21', familyName: 'Penrose' };
    const unknowing = await send(visit(yes));
    const before = await hub.get(`/v1/cases/${unknowing.referralId}`, { as: 'first-contact' });
    expect(JSON.stringify(before.body)).toContain('Walter');
    await record({ identity, answer: 'refused', recipients: ['first-contact'] }, 'job-centre');
    const receipt = await send(visit(yes));
    expect({ ...receipt, referralId: '', links: '', people: [] }).toEqual({ ...unknowing, referralId: '', links: '', people: [] });
    expect(await seen(receipt.referralId)).not.toContain('Walter');
  });

  test('of someone who may be the same person holds at every read, and is not said to be why, until they are asked about this case', async () => {
    await send(visit({ answer: 'refused' }, { nhsNumber: undefined }));
    const receipt = await send(visit(yes));
    expect(receipt.disposition).toBe('routed');
    const view = await hub.get(`/v1/cases/${receipt.referralId}`, { as: 'first-contact' });
    expect(view.body.people).toEqual([]);
    expect(JSON.stringify({ ...view.body, links: {} })).not.toMatch(/same person|said no|refus/i);
    hub.travel('2026-11-20T11:00:00.000Z');
    await record({ referralId: receipt.referralId, ...yes });
    expect(await seen(receipt.referralId)).toContain('Walter');
  });

  test('that was taken back is one no more, for whoever it kept apart', async () => {
    const refused = await send(visit({ answer: 'refused' }, { nhsNumber: undefined }));
    const { referralId } = await send(visit(yes));
    expect(await seen(referralId)).not.toContain('Walter');
    const [{ consentId }] = refused.people;
    expect((await hub.post(`/v1/consents/${consentId}/withdrawal`, { as: 'fire', body: {} })).status).toBe(200);
    expect(await seen(referralId)).toContain('Walter');
  });
});

describe('a consent that was recorded', () => {
  test('is read by who recorded it, with where it came from; each read is on the record; nobody else finds it', async () => {
    const { referralId } = await send(visit({ answer: 'not-asked' }));
    const { body: recorded } = await record({ referralId, ...yes, othersPresent: ['His niece'] });
    const read = await hub.get(recorded.links.self, { as: 'fire' });
    expect(read.body).toMatchObject({
      status: 'given',
      referralId,
      statement: { recipients: ['first-contact'], othersPresent: ['His niece'], seenAlone: true },
      provenance: { organisation: 'fire', client: 'fire', user: 'jo-castell', within: 'consent' },
    });
    const inside = await hub.get(`/v1/consents/${referralId}.p1`, { as: 'fire' });
    expect(inside.body).toMatchObject({ status: 'not-asked', provenance: { within: 'referral' } });
    for (const as of ['job-centre', 'first-contact', 'gp']) expect((await hub.get(recorded.links.self, { as })).status).toBe(404);
    const events = (await hub.store.read(`disclosures#${recorded.consentId}#fire`)).flatMap((commit) => commit.events);
    expect(events).toMatchObject([{ type: 'ConsentRead@1', data: { consentId: recorded.consentId } }]);
  });

  test('is withdrawn, and the next read goes by it', async () => {
    const { referralId } = await send(visit({ answer: 'not-asked' }));
    const { body } = await record({ referralId, ...yes });
    expect(await seen(referralId)).toContain('Walter');
    expect((await hub.post(body.links.withdrawal, { as: 'fire', body: {} })).body).toMatchObject({ status: 'withdrawn' });
    expect(await seen(referralId)).not.toContain('Walter');
    expect((await hub.get(body.links.self, { as: 'fire' })).body).toMatchObject({ status: 'withdrawn' });
  });

  test('may be recorded by a team that has the case, and by no other', async () => {
    const { referralId } = await send(visit(yes));
    const more = { referralId, ...yes, categories: ['mobility'], recordedBy: 'First Contact' };
    for (const as of ['gp', 'coordinator-northgate', 'job-centre']) expect((await record(more, as)).status).toBe(404);
    expect(await seen(referralId)).not.toContain('frame');
    expect((await record(more, 'first-contact')).status).toBe(201);
    expect(await seen(referralId)).toContain('frame');
  });

  test('is what the team reads of what was said, with who recorded it', async () => {
    const { referralId } = await send(visit({ answer: 'not-asked' }));
    await record({ referralId, ...yes });
    const { body } = await hub.get(`/v1/cases/${referralId}`, { as: 'first-contact' });
    const answers = body.people[0].facts.filter(({ field }: { field: string }) => field === 'consent.answer');
    expect(answers).toMatchObject([{ value: 'given', source: { organisation: 'fire', on: '2026-11-20' } }]);
    await record({ referralId, ...yes, recordedBy: 'A duty worker' }, 'first-contact');
    const { body: later } = await hub.get(`/v1/cases/${referralId}`, { as: 'first-contact' });
    const [again] = later.people[0].facts.filter(({ field }: { field: string }) => field === 'consent.answer');
    expect(again).toMatchObject({ value: 'given', source: { organisation: 'council' } });
  });

  test('sent again is the same one; with the same key and other words it is refused', async () => {
    const { referralId } = await send(visit({ answer: 'not-asked' }));
    const first = await hub.post('/v1/consents', { as: 'fire', key: 'call-1', body: { referralId, ...yes } });
    const again = await hub.post('/v1/consents', { as: 'fire', key: 'call-1', body: { referralId, ...yes } });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await hub.post('/v1/consents', { as: 'fire', key: 'call-1', body: { referralId, ...yes, answer: 'refused' } });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  test('is taken with a word of caution where a recipient is nobody, or nobody says how it was given', async () => {
    const { referralId } = await send(visit({ answer: 'not-asked' }));
    const { body } = await record({
      referralId,
      answer: 'given',
      recipients: ['first-contcat'],
      exceptions: [{ answer: 'deny', recipients: ['gpp'] }],
    });
    expect(body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
      '/recipients/0 recipient-unknown',
      '/exceptions/0/recipients/0 recipient-unknown',
      ' consent-incomplete',
    ]);
    expect(JSON.stringify(body)).not.toContain('contcat');
    expect((await record({ referralId, ...yes })).body.warnings).toEqual([]);
  });

  test('is refused with every fault at once, and nothing of what was sent', async () => {
    const { status, body } = await record({ referralId: 'x', identity: { nhsNumber: 'Walter' }, answer: 'maybe', givenOn: '2030-01-01' });
    expect(status).toBe(422);
    expect(body.faults.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/answer',
      '/givenOn',
      '/identity/dateOfBirth',
      '/identity/familyName',
      '/referralId',
    ]);
    expect(JSON.stringify(body)).not.toContain('Walter');
    const wrong = await record({ identity: { nhsNumber: '999 045 6705', dateOfBirth: '1944-09-21', familyName: 'Penrose' }, ...yes });
    expect(wrong.body.faults).toMatchObject([{ pointer: '/identity/nhsNumber', code: 'nhs-number-invalid' }]);
    expect((await record({ ...yes })).status).toBe(422);
    expect((await record({ referralId: 'nothing.p1', ...yes })).status).toBe(404);
  });
});

describe('someone the sender was given a reference for', () => {
  test('is the same person, unless what is said of them now speaks against it', async () => {
    const noNumber = { nhsNumber: undefined };
    const first = await send(visit({ answer: 'refused', givenOn: '2026-11-10' }, noNumber));
    const [{ consentId }] = first.people;
    const older = { ...yes, givenOn: '2026-11-09' };
    expect(await send(visit(older, { ...noNumber, knownFrom: consentId }))).toMatchObject({ disposition: 'refused' });
    expect(await send(visit(older, { ...noNumber, dateOfBirth: '1950-01-01', knownFrom: consentId }))).toMatchObject({
      disposition: 'routed',
    });
  });
});
