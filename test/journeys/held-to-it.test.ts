import { beforeEach, describe, expect, test } from 'vitest';
import { create } from '../../functions/cases/expire/handler.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});
const send = (source: string, body: unknown, key?: string) =>
  hub.post(`/v1/referrals/${source}`, { as: source, body, ...(key ? { key } : {}) });
const read = (as: string, id: string) => hub.get(`/v1/cases/${id}`, { as });

describe('a safeguarding concern', () => {
  const concern = { atRisk: 'child', reasonableCause: true, grounds: 'Lily has bruises and will not say how' };
  const lily = { givenName: 'Lily', familyName: 'Penrose', dateOfBirth: '2018-02-03' };
  const home = (safeguarding: object) => {
    const message = example('fire', 'complete');
    return { ...message, occupants: [message.occupants[0], lily], safeguarding };
  };

  test('is of the occupant it names, and of nobody else', async () => {
    const { body } = await send('fire', home({ ...concern, occupant: 2 }));
    const view = await read('first-response', body.referralId);
    const seen = JSON.stringify(view.body);
    for (const shared of ['Lily', '2018-02-03', 'bruises', '2 Kiln Lane', 'Jo Castell']) expect(seen).toContain(shared);
    for (const withheld of ['Walter', '1944-09-21', 'Breathless']) expect(seen).not.toContain(withheld);
  });

  test('about someone who is not named lets the household be found, and no more', async () => {
    const { body } = await send('fire', home(concern));
    const seen = JSON.stringify((await read('first-response', body.referralId)).body);
    for (const shared of ['bruises', 'Walter', '2 Kiln Lane', 'Jo Castell']) expect(seen).toContain(shared);
    for (const withheld of ['1944-09-21', 'frame', 'Breathless']) expect(seen).not.toContain(withheld);
  });

  test('is an emergency to its door, and routine to no one because of the rest', async () => {
    const { body } = await send('fire', home({ ...concern, occupant: 2 }));
    expect(body.routedTo.map(({ team }: { team: string }) => team)).toEqual(['first-contact', 'first-response']);
    await hub.settle();
    const urgency = async (as: string) => (await hub.get('/v1/cases', { as })).body.items[0].urgency;
    expect([await urgency('first-response'), await urgency('first-contact')]).toEqual(['emergency', 'soon']);
    expect((await read('first-response', body.referralId)).body.urgency).toBe('emergency');
  });

  test('what the door does with it is not feedback to who referred', async () => {
    const { body } = await send('fire', home({ ...concern, occupant: 2 }));
    await hub.post(`/v1/cases/${body.referralId}/acceptance`, { as: 'first-response', body: {} });
    await hub.settle();
    expect((await hub.get(`/v1/referrals/${body.referralId}`, { as: 'fire' })).body.progress).toEqual({ stage: 'received' });
    expect((await hub.get('/v1/events', { as: 'fire' })).body.items).toHaveLength(1);
  });

  test('leaves the rest held, with what to ask, and is not destroyed with it', async () => {
    const { body } = await send('job-centre', {
      ...example('job-centre', 'consent-missing'),
      safeguarding: { ...concern, atRisk: 'adult' },
    });
    expect(body).toMatchObject({ disposition: 'routed', reasonCode: 'statutory-duty' });
    expect(body.ask.length).toBeGreaterThan(1);
    await hub.settle();
    expect(hub.views.all().filter(({ pk }) => pk === 'unreleased')).toEqual([]);
  });
});

describe('a case that a team declines', () => {
  const decline = (id: string, reason: string) => hub.post(`/v1/cases/${id}/refusal`, { as: 'coordinator-northgate', body: { reason } });
  const onlyTheCoordinator = () => {
    const message = example('job-centre', 'complete');
    return { ...message, consent: { ...message.consent, recipients: ['local-area-coordinator'] } };
  };
  const atFirstContact = async (id: string) => {
    await hub.settle();
    return [(await hub.get('/v1/events', { as: 'first-contact' })).body.items.length, (await read('first-contact', id)).status];
  };

  test.each([
    ['the person named the coordinator alone', onlyTheCoordinator, false, 'no-capacity'],
    ['the person has withdrawn', () => example('job-centre', 'complete'), true, 'no-capacity'],
    ['the person wants no help', () => example('job-centre', 'complete'), false, 'person-declined'],
  ])('goes nowhere when %s', async (_, message, withdraws, reason) => {
    const { body } = await send('job-centre', message());
    if (withdraws) await hub.post(`/v1/consents/${body.referralId}.p1/withdrawal`, { as: 'job-centre', body: {} });
    expect((await decline(body.referralId, reason)).status).toBe(200);
    expect(await atFirstContact(body.referralId)).toEqual([0, 404]);
    expect((await read('coordinator-northgate', body.referralId)).status).toBe(404);
  });
});

describe('a case that no team is left with', () => {
  const later = async () => {
    await hub.settle();
    hub.travel('2027-01-10T10:00:00.000Z');
    await create(hub.runtime)();
    await hub.settle();
  };
  const onlyTheCoordinator = () => {
    const message = example('job-centre', 'complete');
    return { ...message, consent: { ...message.consent, recipients: ['local-area-coordinator'], until: undefined } };
  };

  test('is destroyed in time, and who may hear no more than "received" hears no more', async () => {
    const { body } = await send('job-centre', onlyTheCoordinator());
    await hub.post(`/v1/cases/${body.referralId}/refusal`, { as: 'coordinator-northgate', body: { reason: 'no-capacity' } });
    const before = hub.keyTable.kept.size;
    await later();
    expect(hub.keyTable.kept.size).toBe(before - 1);
    const told = (await hub.get(`/v1/referrals/${body.referralId}`, { as: 'job-centre' })).body;
    expect([told.disposition, told.reasonCode]).toEqual(['routed', 'content-destroyed']);
    expect((await hub.get('/v1/events', { as: 'job-centre' })).body.items).toHaveLength(1);
  });

  test('is not one that a safeguarding team has, which cannot decline it', async () => {
    const concern = { atRisk: 'adult', reasonableCause: true, grounds: 'Afraid of his brother' };
    const { body } = await send('job-centre', { ...onlyTheCoordinator(), safeguarding: concern });
    await hub.post(`/v1/cases/${body.referralId}/refusal`, { as: 'coordinator-northgate', body: { reason: 'no-capacity' } });
    const declined = await hub.post(`/v1/cases/${body.referralId}/refusal`, { as: 'adult-safeguarding', body: { reason: 'not-our-work' } });
    expect([declined.status, declined.body.faults[0].code]).toEqual([409, 'duty']);
    await later();
    expect(JSON.stringify((await read('adult-safeguarding', body.referralId)).body)).toContain('Afraid of his brother');
  });
});

describe('what a team may not know', () => {
  test('is not told by tier, reason or area either', async () => {
    const message = example('fire', 'complete');
    const [walter] = message.occupants;
    const consent = { ...walter.consent, categories: ['contact'] };
    const { body } = await send('fire', { ...message, occupants: [{ ...walter, needs: [{ code: 'domestic-abuse' }], consent }] });
    await hub.settle();
    const [mail] = (await hub.get('/v1/events', { as: 'first-contact' })).body.items;
    const [line] = (await hub.get('/v1/cases', { as: 'first-contact' })).body.items;
    const view = (await read('first-contact', body.referralId)).body;
    for (const seen of [mail, line, view]) expect([seen.tier ?? null, seen.reason ?? 'first-contact']).toEqual([null, 'first-contact']);
    await hub.post(`/v1/consents/${body.referralId}.p1/withdrawal`, { as: 'fire', body: {} });
    expect((await read('first-contact', body.referralId)).body).toMatchObject({ area: null, tier: null, people: [] });
  });

  test('includes who else was there, and what the person excepted', async () => {
    const message = example('job-centre', 'complete');
    const exceptions = [{ answer: 'deny', categories: ['health', 'abuse'] }];
    const { body } = await send('job-centre', { ...message, consent: { ...message.consent, exceptions, othersPresent: ['Jane Farrow'] } });
    const seen = JSON.stringify((await read('coordinator-northgate', body.referralId)).body);
    for (const withheld of ['Jane Farrow', 'abuse', 'health']) expect(seen).not.toContain(withheld);
  });
});

describe('one Idempotency-Key', () => {
  test('is for one thing: the same body to another address is refused', async () => {
    const { body } = await send('job-centre', example('job-centre', 'complete'));
    const both = { reason: 'no-capacity', outcome: 'advice-given' };
    const post = (what: string) =>
      hub.post(`/v1/cases/${body.referralId}/${what}`, { as: 'coordinator-northgate', body: both, key: 'one' });
    const accepted = await post('acceptance');
    expect([accepted.status, accepted.body.warnings.length]).toEqual([200, 2]);
    expect((await post('refusal')).status).toBe(422);
    expect((await post('outcome')).status).toBe(422);
  });
});

describe('a withdrawal', () => {
  const withdraw = (as: string, id: string) => hub.post(`/v1/consents/${id}/withdrawal`, { as, body: {} });

  test('outlives the same answer sent again; a later answer stands', async () => {
    const message = example('job-centre', 'complete');
    const first = await send('job-centre', message);
    await withdraw('coordinator-northgate', `${first.body.referralId}.p1`);
    const again = await send('job-centre', message);
    expect((await read('coordinator-northgate', again.body.referralId)).body.people).toEqual([]);
    hub.travel('2026-11-21T10:00:00.000Z');
    const asked = await send('job-centre', { ...message, consent: { ...message.consent, givenOn: '2026-11-21' } });
    expect((await read('coordinator-northgate', asked.body.referralId)).body.people).toHaveLength(1);
  });

  test('takes area and tier with it, from lists and from what comes again', async () => {
    const message = example('job-centre', 'complete');
    const { body } = await send('job-centre', message);
    await withdraw('coordinator-northgate', `${body.referralId}.p1`);
    expect((await send('job-centre', message)).body.disposition).toBe('routed');
    await hub.settle();
    const lines = (await hub.get('/v1/cases', { as: 'coordinator-northgate' })).body.items;
    expect(lines.map(({ area, tier }: { area: unknown; tier: unknown }) => [area, tier])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test('leaves an answer that the person gave later on the same day', async () => {
    const message = example('job-centre', 'complete');
    const first = await send('job-centre', message);
    await withdraw('job-centre', `${first.body.referralId}.p1`);
    hub.travel('2026-11-20T15:00:00.000Z');
    const again = await send('job-centre', { ...message, consent: { ...message.consent, givenOn: '2026-11-20' } });
    expect((await read('coordinator-northgate', again.body.referralId)).body.people).toHaveLength(1);
  });

  test('is of someone, in whatever place they are named', async () => {
    const message = example('fire', 'complete');
    const [walter] = message.occupants;
    const { body } = await send('fire', { ...message, occupants: [walter, walter] });
    await withdraw('fire', `${body.referralId}.p1`);
    expect((await read('first-contact', body.referralId)).body.people).toEqual([]);
  });

  test('is heard of by the teams that have the case, and says nothing to who referred', async () => {
    const { body } = await send('fire', example('fire', 'complete'));
    expect(await withdraw('first-contact', `${body.referralId}.p1`)).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
    await hub.settle();
    const mail = await hub.get('/v1/events', { as: 'first-contact' });
    expect(mail.body.items.map((item: { type: string }) => item.type)).toEqual(['case.routed', 'case.changed']);
    const told = await hub.get(`/v1/referrals/${body.referralId}`, { as: 'fire' });
    expect(JSON.stringify(told.body)).not.toContain('withdr');
    expect(await withdraw('fire', `${body.referralId}.p1`)).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  });

  test('can be recorded only of someone the team may know of, by exactly that name', async () => {
    const { body } = await send('fire', example('fire', 'complete'));
    for (const id of ['p2', 'p3', 'p1.anything']) expect((await withdraw('first-contact', `${body.referralId}.${id}`)).status).toBe(404);
  });

  test('a thousand of them lock nobody out', async () => {
    const { body } = await send('fire', example('fire', 'complete'));
    const [commit] = await hub.store.read(`case#${body.referralId}`);
    const personId = commit?.events.flatMap((event) => (event.type === 'ReferralReceived@1' ? event.data.people : []))[0]?.personId;
    const { chain } = await import('../../functions/store/commit.ts');
    const actor = { client: 'police', organisation: 'police' };
    const data = { consentId: 'another.p1', caseId: 'another', organisation: 'police', purpose: 'support' as const };
    let previous: string | undefined;
    for (let seq = 1; seq <= 1_100; seq += 1) {
      const next = chain({
        stream: `person#${personId}`,
        seq,
        at: '2026-11-20T10:00:00.000Z',
        actor,
        previous,
        events: [{ type: 'ConsentWithdrawn@1', data }],
      });
      await hub.store.append([next]);
      previous = next.hash;
    }
    expect((await read('first-contact', body.referralId)).body.people).toHaveLength(1);
    expect((await withdraw('fire', `${body.referralId}.p1`)).status).toBe(200);
    expect((await read('first-contact', body.referralId)).body.people).toEqual([]);
  });
});

test.each([
  ['who answered', { consent: { ...example('job-centre', 'complete').consent, givenBy: null } }, '/consent/givenBy'],
  [
    'whether the answer was free',
    { consent: { ...example('job-centre', 'complete').consent, pressureSuspected: null } },
    '/consent/pressureSuspected',
  ],
])('%s is said or left out, not left open', async (_, change, pointer) => {
  const { status, body } = await send('job-centre', { ...example('job-centre', 'complete'), ...change });
  expect([status, body.faults.map((fault: { pointer: string }) => fault.pointer)]).toEqual([422, [pointer]]);
});

test('a concern is about an occupant who is listed', async () => {
  const concern = { atRisk: 'adult', reasonableCause: true, grounds: 'Bruises', occupant: 7 };
  const { status, body } = await send('fire', { ...example('fire', 'complete'), safeguarding: concern });
  expect([status, body.faults[0].pointer]).toEqual([422, '/safeguarding/occupant']);
});

test('a member of the household whose age is not known does not answer for themself', async () => {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const { dateOfBirth: _, ...ageless } = { ...walter, givenName: 'Lily' };
  const { body } = await send('fire', { ...message, occupants: [walter, ageless] });
  expect(JSON.stringify((await read('first-contact', body.referralId)).body)).not.toContain('Lily');
});

test('a no outside what was agreed is a no', async () => {
  const message = example('job-centre', 'complete');
  const consent = {
    ...message.consent,
    recipients: ['local-area-coordinator'],
    exceptions: [{ answer: 'deny', recipients: ['first-contact'] }],
  };
  const elsewhere = { ...message.customer, address: { postcode: 'ZZ9 9ZZ' } };
  expect((await send('job-centre', { ...message, customer: elsewhere, consent })).body).toMatchObject({
    disposition: 'refused',
    reasonCode: 'consent-excludes',
  });
});

test.each([
  [
    'a date',
    (message: Record<string, object>) => ({ ...message, consent: { ...message['consent'], until: { toString: 'x', valueOf: 'x' } } }),
    '/consent/until/toString',
  ],
  ['a text', (message: Record<string, object>) => ({ ...message, reference: { length: { toString: 'x' } } }), '/reference/length/toString'],
])('%s that is an object in disguise is a fault like any other', async (_, change, pointer) => {
  const { status, body } = await send('job-centre', change(example('job-centre', 'complete')));
  expect([status, body.faults[0].pointer]).toEqual([400, pointer]);
});

describe('what was said to others', () => {
  const identity = { nhsNumber: '9990456704', dateOfBirth: '1944-09-21', familyName: 'Penrose' };
  /** Someone of whom no number is known, who looks like Walter, says no. */
  const namesakeRefuses = () => {
    const customer = { familyName: 'Penrose', dateOfBirth: '1944-09-21', address: { postcode: 'ZZ1 1AB' } };
    return send('job-centre', { ...example('job-centre', 'sparse'), customer, consent: { answer: 'refused' } });
  };
  const notFirstContact = { identity, answer: 'refused', recipients: ['first-contact'] };
  const yes = {
    answer: 'given',
    recipients: ['first-contact'],
    purposes: ['safe-and-well'],
    categories: ['contact', 'need'],
    givenOn: '2026-11-20',
    engagement: 'agreed',
  };
  const record = (as: string, body: unknown) => hub.post('/v1/consents', { as, body });
  const visit = (consent: unknown) => {
    const message = example('fire', 'complete');
    return send('fire', { ...message, occupants: [{ ...message.occupants[0], consent }] });
  };
  const sees = async (id: string) => JSON.stringify((await read('first-contact', id)).body).includes('Walter');

  test.each([
    ['that they may not know', () => record('job-centre', notFirstContact)],
    ['no, by someone who looks like them', namesakeRefuses],
  ])('%s is not told to whoever records a yes, and is heeded at every read', async (_, tell) => {
    expect((await tell()).status).toBe(201);
    const held = await visit({ answer: 'not-asked' });
    expect(held.body.disposition).toBe('held');
    await hub.settle();
    const { body } = await record('fire', { identity, ...yes });
    expect(body).toMatchObject({ released: [{ referralId: held.body.referralId, disposition: 'routed' }], ask: [] });
    expect(await sees(held.body.referralId)).toBe(false);
  });

  test('is not asked about either, when an answer is recorded about a case', async () => {
    await namesakeRefuses();
    const { body } = await visit({ ...yes, engagement: 'not-asked' });
    expect((await record('fire', { referralId: body.referralId, answer: 'not-asked', engagement: 'agreed' })).body.ask).toEqual([]);
  });

  test('is read however often others record something', async () => {
    await record('job-centre', notFirstContact);
    const { body } = await visit(yes);
    for (let times = 0; times < 51; times += 1) await record('gp', { identity, answer: 'not-asked' });
    expect(await sees(body.referralId)).toBe(false);
  });

  test('is a no until it is taken back, and none after, for whoever sends', async () => {
    const told = await record('job-centre', notFirstContact);
    const { body } = await visit(yes);
    expect(await sees(body.referralId)).toBe(false);
    await hub.post(told.body.links.withdrawal, { as: 'job-centre', body: {} });
    expect(await sees(body.referralId)).toBe(true);
  });
});

describe('a yes that has a no in it', () => {
  const identity = { nhsNumber: '9990456704', dateOfBirth: '1944-09-21', familyName: 'Penrose' };
  const elsewhere = { answer: 'given', recipients: ['befriending'], purposes: ['support'], categories: ['contact'], givenOn: '2026-11-20' };
  const exceptFirstContact = { ...elsewhere, exceptions: [{ answer: 'deny', recipients: ['first-contact'] }] };
  const sees = async (id: string) => (await read('first-contact', id)).body.people.length > 0;

  test.each([
    ['in general', 'fire', () => ({ identity }), {}],
    ['about the case', 'fire', (referralId: string) => ({ referralId }), {}],
    ['by someone who may be the same person', 'job-centre', () => ({ identity }), { nhsNumber: undefined }],
  ])('shares nothing more when all of it is withdrawn: said %s', async (_, as, whom, known) => {
    const message = example('fire', 'complete');
    const { body } = await send('fire', { ...message, occupants: [{ ...message.occupants[0], ...known }] });
    expect(await sees(body.referralId)).toBe(true);
    hub.travel('2026-11-20T11:00:00.000Z');
    const recorded = await hub.post('/v1/consents', { as, body: { ...whom(body.referralId), ...exceptFirstContact } });
    expect(await sees(body.referralId)).toBe(false);
    expect((await hub.post(recorded.body.links.withdrawal, { as, body: {} })).status).toBe(200);
    expect(await sees(body.referralId)).toBe(false);
    hub.travel('2026-11-21T11:00:00.000Z');
    const yes = { ...message.occupants[0].consent, givenOn: '2026-11-21' };
    await hub.post('/v1/consents', { as: 'fire', body: { referralId: body.referralId, ...yes } });
    expect(await sees(body.referralId)).toBe(true);
  });
});

describe('people who look alike', () => {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const refuses = { answer: 'refused' };
  const visit = async (...occupants: object[]) => (await send('fire', { ...message, occupants })).body;
  const names = async (id: string) =>
    (await read('first-contact', id)).body.people.map(
      ({ facts }: { facts: { field: string; value: { given?: string } }[] }) => facts.find(({ field }) => field === 'name')?.value.given,
    );
  const recorded = (nhsNumber: string) =>
    hub.post('/v1/consents', {
      as: 'job-centre',
      body: { identity: { nhsNumber, dateOfBirth: '1944-09-21', familyName: 'Penrose' }, ...refuses },
    });

  test('are not doubted for each other where their NHS numbers tell them apart, whoever says no for whom', async () => {
    expect((await recorded('9990610002')).status).toBe(201);
    expect(await names((await visit(walter)).referralId)).toEqual(['Walter']);
    const { referralId } = await visit({ ...walter, nhsNumber: undefined });
    expect(await names(referralId)).toEqual([]);
  });

  test('are not doubted for each other where one referral names both, by other given names', async () => {
    const twin = { ...walter, nhsNumber: undefined };
    const { referralId } = await visit(twin, { ...twin, givenName: 'Wilfred', consent: refuses });
    expect(await names(referralId)).toEqual(['Walter']);
    for (const givenName of [undefined, 'WALTER', 'Walter John']) {
      const unsure = await visit(twin, { ...twin, givenName, consent: refuses });
      expect([givenName, await names(unsure.referralId)]).toEqual([givenName, []]);
    }
  });

  test.each([
    ['by the same name', {}],
    ['by none', { givenName: undefined }],
  ])('may be one man, named twice %s: his no is not dodged', async (_, change) => {
    const before = await visit({ ...walter, nhsNumber: undefined, consent: undefined });
    await recorded('9990456704');
    const { consentId: knownFrom } = before.people[0];
    const { referralId } = await visit(
      { ...walter, nhsNumber: undefined, knownFrom },
      { ...walter, ...change, consent: { answer: 'not-asked' } },
    );
    expect(await names(referralId)).toEqual([]);
  });

  test('leave nothing in what is kept by which a given name or a number could be looked for', async () => {
    await visit({ ...walter, consent: refuses }, { ...walter, familyName: 'Other', consent: refuses });
    const kept = JSON.stringify([hub.store.all(), hub.views.all()]);
    for (const said of ['9990456704', 'Walter']) expect(kept).not.toContain(said);
    const hashes = [...kept.matchAll(/"given":"(\w+)"/g)].map(([, hash]) => hash);
    expect(new Set(hashes).size).toBe(2);
  });
});

describe('a list or a mailbox', () => {
  test('says nothing of where someone lives whom only some of the team may see', async () => {
    const message = example('gp', 'complete');
    const consent = { ...message.patient.consent, recipients: ['first-contact', 'social-prescribing'] };
    const { body } = await send('gp', { ...message, patient: { ...message.patient, consent, protected: true } });
    expect(body.disposition).toBe('routed');
    await hub.settle();
    const [mail] = (await hub.get('/v1/events', { as: 'first-contact' })).body.items;
    const [line] = (await hub.get('/v1/cases', { as: 'first-contact' })).body.items;
    for (const each of [mail, line]) expect([each.area ?? null, each.tier ?? null]).toEqual([null, null]);
    const lead = await hub.get(`/v1/cases/${body.referralId}`, { as: 'first-contact', user: 'first-contact-lead' });
    expect(JSON.stringify(lead.body)).toContain('Orchard Close');
  });

  test('tells the door where the child at risk lives, and not where the patient does', async () => {
    const message = example('gp', 'complete');
    const zoe = { givenName: 'Zoe', familyName: 'Pell', dateOfBirth: '2019-01-01', address: { postcode: 'ZZ1 1AB' } };
    const safeguarding = { atRisk: 'child', reasonableCause: true, grounds: 'Bruises', about: 'relative-1' };
    await send('gp', { ...message, relatives: [{ role: 'household-member', ...zoe }], safeguarding });
    await hub.settle();
    expect((await hub.get('/v1/cases', { as: 'first-response' })).body.items[0].area).toBe('northgate');
  });
});

test('whom a notice is about has a key that does not tell who was named before them', async () => {
  const message = example('police', 'complete');
  const [dennis, , petra] = message.people;
  const { body } = await send('police', { ...message, people: [petra, dennis] });
  expect((await read('ward-team', body.referralId)).body.people).toMatchObject([{ key: 'p1', role: 'subject' }]);
});

test('a child of twelve who says yes alone is not named to a team that nobody’s permission is asked for', async () => {
  const message = example('police', 'complete');
  const [dennis] = message.people;
  const consent = { answer: 'not-asked', engagement: 'agreed' };
  const robin = { role: 'household-member', givenName: 'Robin', familyName: 'Farrow', dateOfBirth: '2014-01-01', consent };
  const named = async (said: object) => {
    const { body } = await send('police', { ...message, people: [dennis, { ...robin, consent: { ...consent, ...said } }] });
    return JSON.stringify((await read('ward-team', body.referralId)).body).includes('Robin');
  };
  expect([await named({}), await named({ competenceAssessed: true })]).toEqual([false, true]);
});

test('why a visitor is warned is not told to a door either', async () => {
  const message = example('fire', 'complete');
  const staffSafety = { advice: ['do-not-visit-alone'], ring: '01632 960270', basis: 'He struck an officer in 2024' };
  const safeguarding = { atRisk: 'adult', reasonableCause: true, grounds: 'Afraid of his brother', occupant: 1 };
  const { body } = await send('fire', { ...message, staffSafety, safeguarding });
  const seen = JSON.stringify((await read('adult-safeguarding', body.referralId)).body);
  expect([seen.includes('do-not-visit-alone'), seen.includes('struck')]).toEqual([true, false]);
});

test('where a door passes someone on to is not feedback to who told it of the concern', async () => {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const safeguarding = { atRisk: 'adult', reasonableCause: true, grounds: 'Afraid of his brother', occupant: 1 };
  const notAsked = { ...walter, consent: { answer: 'not-asked' } };
  const { body } = await send('fire', { ...message, occupants: [notAsked], safeguarding });
  const id = body.referralId;
  const post = (as: string, path: string, sent: unknown) => hub.post(path, { as, body: sent });
  await post('adult-safeguarding', `/v1/cases/${id}/acceptance`, {});
  await post('adult-safeguarding', '/v1/consents', {
    referralId: id,
    answer: 'given',
    recipients: ['local-area-coordinator', 'fire'],
    purposes: ['introduction', 'feedback'],
    categories: ['contact', 'need', 'progress'],
    givenOn: '2026-11-20',
    engagement: 'agreed',
  });
  const passed = await post('adult-safeguarding', `/v1/cases/${id}/outcome`, { outcome: 'passed-on', to: ['local-area-coordinator'] });
  expect(passed.body.passed).toMatchObject([{ outcome: 'passed' }]);
  await post('coordinator-castle-hill', `/v1/cases/${id}/acceptance`, {});
  await hub.settle();
  expect((await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.progress).toBeNull();
  expect((await hub.get('/v1/events', { as: 'fire' })).body.items).toHaveLength(1);
});

test('whom an agency sends to a hub records nothing there, whatever its client may do elsewhere', async () => {
  const scopes = { 'early-help-northgate-police': ['cases:read', 'consents:record', 'consents:withdraw'] };
  hub = await aWorld({ scopes });
  const { body } = await send('housing', example('housing', 'complete'));
  const id = body.referralId;
  await hub.post(`/v1/cases/${id}/acceptance`, { as: 'first-response', body: {} });
  const yes = { answer: 'given', purposes: ['allocation'], categories: ['contact', 'need'], givenOn: '2026-11-20', engagement: 'agreed' };
  for (const { consentId } of body.people)
    await hub.post('/v1/consents', { as: 'first-response', body: { ...yes, referralId: consentId, recipients: ['early-help-hub'] } });
  const to = ['early-help-northgate'];
  const passed = await hub.post(`/v1/cases/${id}/outcome`, { as: 'first-response', body: { outcome: 'passed-on', to } });
  expect(passed.body.passed).toMatchObject([{ outcome: 'passed' }]);
  const police = 'early-help-northgate-police';
  const recorded = await hub.post('/v1/consents', { as: police, body: { ...yes, referralId: id, recipients: ['police'] } });
  const withdrawn = await hub.post(`/v1/consents/${id}.p1/withdrawal`, { as: police, body: {} });
  expect([recorded.status, withdrawn.status]).toEqual([404, 404]);
});

test('what someone said is gone with the case, also where another instance remembers its key', async () => {
  const message = example('fire', 'complete');
  const { body } = await send('fire', message);
  const said = () => hub.get(`/v1/consents/${body.referralId}.p1`, { as: 'fire' });
  expect((await said()).body.statement).toMatchObject({ answer: 'given' });
  const remembered = new Map(hub.keyTable.kept);
  await hub.post(`/v1/referrals/${body.referralId}/cancellation`, { as: 'fire', body: { reason: 'wrong-person' } });
  for (const [id, key] of remembered) hub.keyTable.kept.set(id, key);
  expect((await said()).body.statement).toBeNull();
});
