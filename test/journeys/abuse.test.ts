import { beforeEach, describe, expect, test } from 'vitest';
import { agreed, aWideWorld, namesIn, someone } from '../support/canonical.ts';

const lead = 'first-contact-safeguarding';
const withText = { categories: ['contact', 'need', 'birth-date', 'free-text'] as ('contact' | 'need' | 'birth-date' | 'free-text')[] };

describe('Mara, in whose referral something marks domestic abuse', () => {
  let hub: Awaited<ReturnType<typeof aWideWorld>>;
  let id: string;
  beforeEach(async () => {
    hub = await aWideWorld(withText);
    const mara = someone('p1', 'Mara', {
      safeContact: { method: 'post', times: 'mornings' },
      abuseMarker: true,
      abuse: ['said in confidence'],
    });
    const sent = await hub.send([mara, someone('p2', 'Noel'), someone('p3', 'Olive')], { narrative: 'All three were at home.' });
    id = sent.referralId;
  });
  const review = (finding: unknown, { user = lead, as = 'first-contact', key = 'review-1', body = { finding } as unknown } = {}) =>
    hub.post(`/v1/cases/${id}/review`, { as, user, body, key });

  test('the team sees her alone, though everyone agreed to everything', async () => {
    const view = await hub.read(id);
    expect(namesIn(view)).toEqual(['Mara']);
    expect(JSON.stringify(view)).not.toMatch(/Noel|Olive|at home\./);
  });

  test('no letters: the post is not a way to reach her, and whoever acts is told what not to do', async () => {
    const view = await hub.read(id);
    const safe = view.people[0].facts.find(({ field }: { field: string }) => field === 'safeContact');
    expect(safe.value).toEqual({ times: 'mornings' });
    expect(view.precautions).toEqual([{ code: 'speak-alone-no-letters', sentence: expect.stringContaining('Send no letters') }]);
  });

  test('nothing in the view says why: it reads as that of someone whose telephone others answer', async () => {
    const view = await hub.read(id);
    expect(JSON.stringify(view)).not.toMatch(/abuse|marke|review|apart|confidence|withheld/i);
    const careful = someone('p1', 'Petra', { safeContact: { times: 'mornings', otherPeopleAnswer: true } });
    const { referralId } = await hub.send([careful]);
    const other = await hub.read(referralId);
    expect(other.precautions).toEqual(view.precautions);
    expect(Object.keys(other)).toEqual(Object.keys(view));
    expect(Object.keys(other.links)).toEqual(Object.keys(view.links));
  });

  test('someone trained, and nobody else, is told that it waits for them, in the case and in the worklist', async () => {
    expect((await hub.read(id)).reviewNeeded).toBeUndefined();
    expect(await hub.read(id, lead)).toMatchObject({ reviewNeeded: true, links: { review: `/v1/cases/${id}/review` } });
    await hub.settle();
    const list = async (user: string) => (await hub.get('/v1/cases?with=summary', { as: 'first-contact', user })).body.items[0].summary;
    expect(await list(lead)).toMatchObject({ reviewNeeded: true });
    expect(await list('first-contact-1')).not.toHaveProperty('reviewNeeded');
    expect((await list('first-contact-1')).precautions).toHaveLength(1);
  });

  test('once someone trained says so, the family is seen together again, and the team hears that something changed', async () => {
    await hub.settle();
    const found = await review('may-be-seen-together');
    expect(found).toMatchObject({ status: 200, body: { caseId: id, finding: 'may-be-seen-together', warnings: [] } });
    const view = await hub.read(id);
    expect(namesIn(view)).toEqual(['Mara', 'Noel', 'Olive']);
    expect(view.precautions).toEqual([]);
    expect(JSON.stringify(view)).toContain('at home.');
    expect((await hub.read(id, lead)).reviewNeeded).toBeUndefined();
    await hub.settle();
    const mail = await hub.get('/v1/events', { as: 'first-contact' });
    expect(mail.body.items.at(-1)).toMatchObject({ type: 'case.changed', subject: id });
    expect(JSON.stringify(mail.body.items)).not.toMatch(/abuse|review|together/i);
  });

  test('kept apart, they stay apart and nobody is asked again; a later finding stands', async () => {
    expect((await review('keep-apart')).status).toBe(200);
    expect(namesIn(await hub.read(id))).toEqual(['Mara']);
    expect((await hub.read(id, lead)).reviewNeeded).toBeUndefined();
    expect((await review('may-be-seen-together', { key: 'review-2' })).status).toBe(200);
    expect(namesIn(await hub.read(id))).toHaveLength(3);
    expect((await review('keep-apart', { key: 'review-3' })).status).toBe(200);
    expect(namesIn(await hub.read(id))).toEqual(['Mara']);
  });

  test('the same again gets the same reply and is written once; the key with another finding is refused', async () => {
    const first = await review('keep-apart');
    const again = await review('keep-apart');
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const events = (await hub.store.read(`case#${id}`)).flatMap((commit) => commit.events.map(({ type }) => type));
    expect(events.filter((type) => type === 'AbuseReviewed@1')).toHaveLength(1);
    expect(await review('may-be-seen-together')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  test.each([
    ['whoever is not trained', {}, { user: 'first-contact-1' }, 403, 'user-role'],
    ['a lead of another team', {}, { as: 'first-response', user: 'first-response-safeguarding' }, 404, 'not-found'],
    ['a finding nobody knows', { finding: 'all-is-well' }, {}, 422, 'schema-faults'],
    ['no finding', {}, {}, 422, 'schema-faults'],
  ])('refuses %s', async (_, body, who, status, code) => {
    const sent = code === 'schema-faults' ? body : { finding: 'may-be-seen-together' };
    expect(await review(undefined, { ...who, body: sent })).toMatchObject({ status, body: { code } });
    expect(namesIn(await hub.read(id))).toEqual(['Mara']);
  });

  test('whoever is not trained cannot tell a case with a mark from one without, or from none', async () => {
    const { referralId: plain } = await hub.send([someone('p1', 'Quinn')]);
    const refused = async (caseId: string) =>
      (await hub.post(`/v1/cases/${caseId}/review`, { as: 'first-contact', user: 'first-contact-1', body: { finding: 'keep-apart' } }))
        .body;
    expect(await refused(plain)).toEqual(await refused(id));
    expect(await refused('2ce3ebdc6h9k83vem62azqkrsk')).toEqual(await refused(id));
  });

  test('where nothing marks abuse there is nothing to find, and a team that declined finds nothing', async () => {
    const { referralId: plain } = await hub.send([someone('p1', 'Quinn')]);
    const found = await hub.post(`/v1/cases/${plain}/review`, { as: 'first-contact', user: lead, body: { finding: 'keep-apart' } });
    expect(found).toMatchObject({ status: 409, body: { code: 'state-conflict', faults: [{ code: 'nothing-to-review' }] } });
    await hub.post(`/v1/cases/${id}/refusal`, { as: 'first-contact', body: { reason: 'no-capacity' } });
    expect((await review('keep-apart')).status).toBe(404);
  });
});

test('no agreement may name the codes the hub works by, the mark among them', async () => {
  await expect(aWideWorld({ categories: ['contact', 'administrative'] })).rejects.toThrow('not-shareable');
});

test.each([
  ['a need that says so', { needs: [{ code: 'domestic-abuse' as const }] }],
  ['a mark alone', { abuseMarker: true }],
  ['what was said of it', { abuse: ['a risk assessment'] }],
])('%s on anyone in the home keeps all of them apart', async (_, mark) => {
  const hub = await aWideWorld();
  const { referralId } = await hub.send([someone('p1', 'Ruth'), someone('p2', 'Saul', mark)]);
  expect(namesIn(await hub.read(referralId))).toEqual(['Ruth']);
});

test('a statutory duty is not held up by it: First Response sees what it must of the child at risk', async () => {
  const hub = await aWideWorld();
  const child = someone('p2', 'Tess', { birthDate: '2018-03-01', consent: undefined });
  const { referralId, routedTo } = await hub.send([someone('p1', 'Una', { abuseMarker: true }), child], {
    safeguarding: { about: 'p2', atRisk: 'child', reasonableCause: true, grounds: 'Frightened to go home.' },
  });
  expect(routedTo.map(({ team }: { team: string }) => team)).toContain('first-response');
  const view = await hub.read(referralId, 'first-response-1', 'first-response');
  expect(namesIn(view)).toContain('Tess');
  expect(JSON.stringify(view)).toContain('Frightened to go home.');
});

test('nobody of whom an offence is alleged answers for a child, and the team cannot tell that this is why', async () => {
  const hub = await aWideWorld();
  const categories = ['contact' as const, 'birth-date' as const];
  const parents = agreed({ givenBy: 'parental-responsibility', authority: 'evidenced', categories });
  const child = someone('p2', 'Vera', { birthDate: '2018-03-01', consent: parents });
  const mother = someone('p1', 'Wilma', { consent: agreed({ categories }) });
  const told = async (people: Parameters<typeof hub.send>[0]) => hub.read((await hub.send(people)).referralId);
  expect(namesIn(await told([mother, child]))).toEqual(['Wilma', 'Vera']);
  const view = await told([mother, child, someone('p3', 'Xander', { role: 'alleged-offender' })]);
  expect(namesIn(view)).toEqual(['Wilma']);
  expect(JSON.stringify(view)).not.toMatch(/Vera|Xander|alleged|offen/i);
});
