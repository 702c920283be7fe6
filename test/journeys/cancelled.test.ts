import { describe, expect, test } from 'vitest';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { brokenAt } from '../../functions/store/commit.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { open } from '../../functions/store/seal.ts';
import { rebuild } from '../../functions/views/rebuild/rebuild.ts';
import { followed, marker, planted, prefix } from '../markers/plant.ts';
import { type Place, placeOf, traces } from '../markers/search.ts';
import { example } from '../support/examples.ts';
import { aWorld, type Call, type World } from '../support/world.ts';

const coordinator = 'coordinator-northgate';
const inError = ['entered-in-error', 'wrong-person'] as const;

async function sent(hub: World, name = 'complete', key = 'first'): Promise<string> {
  const { status, body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', name), key });
  expect(status).toBe(201);
  await hub.settle();
  return body.referralId;
}

const cancel = (hub: World, id: string, reason: string, more: Call = {}) =>
  hub.post(`/v1/referrals/${id}/cancellation`, { as: 'job-centre', body: { reason }, ...more });
const respond = (hub: World, id: string, what: string, body: unknown = {}, as = coordinator) =>
  hub.post(`/v1/cases/${id}/${what}`, { as, body });
const typesOf = async (hub: World, as: string, id: string): Promise<string[]> => {
  const { body } = await hub.get('/v1/events', { as });
  return body.items.flatMap(({ type, subject }: { type: string; subject: string }) => (subject === id ? [type] : []));
};
const eventsOf = async (hub: World, id: string) =>
  (await hub.store.read(`case#${id}`)).flatMap(({ events }) => events.map(({ type }) => type));

/** Nothing of the case is with this team any more: not to read, not to act on, not in its lists. */
async function isGoneFrom(hub: World, id: string, as: string) {
  expect((await hub.get(`/v1/cases/${id}`, { as })).status).toBe(404);
  for (const [what, body] of [
    ['acceptance', {}],
    ['refusal', { reason: 'no-capacity' }],
    ['outcome', { outcome: 'advice-given' }],
  ] as const)
    expect((await respond(hub, id, what, body, as)).status).toBe(404);
  for (const list of ['open', 'closed']) expect((await hub.get(`/v1/cases?status=${list}`, { as })).body.items).toEqual([]);
}

describe('a referral that is withdrawn', () => {
  test('is lost to a team that had not taken it on, its content destroyed, and both sides hear', async () => {
    const hub = await aWorld();
    const id = await sent(hub);
    const keys = hub.keyTable.kept.size;
    const answer = await cancel(hub, id, 'withdrawn');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      referralId: id,
      status: 'cancelled',
      reason: 'withdrawn',
      at: '2026-11-20T10:00:00.000Z',
      warnings: [],
      links: { self: `/v1/referrals/${id}` },
    });
    // Destroyed before it was answered, not by what follows.
    expect(hub.keyTable.kept.size).toBe(keys - 1);
    await hub.settle();
    await isGoneFrom(hub, id, coordinator);
    expect(await typesOf(hub, coordinator, id)).toEqual(['case.routed', 'case.cancelled']);
    expect(await typesOf(hub, 'job-centre', id)).toEqual(['referral.received', 'referral.updated']);
    expect((await eventsOf(hub, id)).slice(-3)).toEqual(['ReferralCancelled@1', 'ReferrerToBeTold@1', 'ContentDestroyed@1']);
    expect(brokenAt(await hub.store.read(`case#${id}`))).toBeUndefined();
    expect(hub.views.all().filter(({ pk }) => pk === 'unreleased')).toEqual([]);
  });

  test('stays with a team that had taken it on, which ends its work; its sender cannot tell', async () => {
    const [untaken, taken] = await Promise.all([aWorld(), aWorld()]);
    const ids = { untaken: await sent(untaken), taken: await sent(taken) };
    await respond(taken, ids.taken, 'acceptance');
    await taken.settle();
    const told = async (hub: World, id: string) => {
      const told = await cancel(hub, id, 'withdrawn', { key: 'c' });
      await hub.settle();
      const followed = await hub.get(`/v1/referrals/${id}`, { as: 'job-centre' });
      const repeated = await hub.post('/v1/referrals/job-centre', {
        as: 'job-centre',
        body: example('job-centre', 'complete'),
        key: 'first',
      });
      expect(repeated.status).toBe(409);
      const without = ({ body }: { body: unknown }) => JSON.parse(JSON.stringify(body).replaceAll(id, 'id'));
      return [without(told), without(followed), without(repeated)];
    };
    const said = await told(taken, ids.taken);
    expect(said).toEqual(await told(untaken, ids.untaken));
    expect(said[1]).toMatchObject({ status: 'cancelled', cancellation: { reason: 'withdrawn' }, reasonCode: 'withdrawn', progress: null });

    expect((await taken.get(`/v1/cases/${ids.taken}`, { as: coordinator })).body.people).toHaveLength(1);
    expect(await typesOf(taken, coordinator, ids.taken)).toEqual(['case.routed']);
    expect((await respond(taken, ids.taken, 'outcome', { outcome: 'advice-given' })).status).toBe(200);
    await taken.settle();
    expect(await typesOf(taken, 'job-centre', ids.taken)).toEqual(await typesOf(untaken, 'job-centre', ids.untaken));
  });

  test('is heard of no more by its sender, even where feedback was agreed', async () => {
    const hub = await aWorld();
    const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'complete') });
    const id: string = body.referralId;
    await respond(hub, id, 'acceptance', {}, 'first-contact');
    await cancel(hub, id, 'withdrawn', { as: 'fire' });
    await hub.settle();
    const heard = ['referral.received', 'referral.updated', 'referral.updated'];
    expect(await typesOf(hub, 'fire', id)).toEqual(heard);
    expect((await respond(hub, id, 'outcome', { outcome: 'advice-given' }, 'first-contact')).status).toBe(200);
    await hub.settle();
    expect(await typesOf(hub, 'fire', id)).toEqual(heard);
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.progress).toBeNull();
  });

  test('goes nowhere else when the team that kept it cannot go on, and is destroyed at the next sweep', async () => {
    const hub = await aWorld();
    const id = await sent(hub);
    await respond(hub, id, 'acceptance');
    await cancel(hub, id, 'withdrawn');
    await respond(hub, id, 'refusal', { reason: 'no-capacity' });
    await hub.settle();
    expect((await hub.get(`/v1/cases/${id}`, { as: 'first-contact' })).status).toBe(404);
    const keys = hub.keyTable.kept.size;
    await expire(hub.runtime)();
    expect(hub.keyTable.kept.size).toBe(keys - 1);
  });

  test('is destroyed at once if it was only held', async () => {
    const hub = await aWorld();
    const id = await sent(hub, 'consent-missing');
    const keys = hub.keyTable.kept.size;
    expect((await cancel(hub, id, 'withdrawn')).status).toBe(200);
    await hub.settle();
    expect(hub.keyTable.kept.size).toBe(keys - 1);
    expect(hub.views.all().filter(({ pk }) => pk === 'unreleased')).toEqual([]);
  });
});

describe.each(inError)('a referral that is %s', (reason) => {
  test('is lost to every team, also one that had closed it or passed it on, and each hears that it should forget it', async () => {
    const hub = await aWorld();
    const id = await sent(hub);
    await respond(hub, id, 'refusal', { reason: 'no-capacity' });
    await respond(hub, id, 'acceptance', {}, 'first-contact');
    await respond(hub, id, 'outcome', { outcome: 'advice-given' }, 'first-contact');
    await hub.settle();
    expect((await cancel(hub, id, reason)).body).toMatchObject({ status: 'cancelled', reason });
    await hub.settle();
    for (const team of [coordinator, 'first-contact']) {
      await isGoneFrom(hub, id, team);
      expect((await typesOf(hub, team, id)).at(-1)).toBe('case.cancelled');
    }
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'job-centre' })).body).toMatchObject({
      status: 'cancelled',
      cancellation: { reason },
      reasonCode: 'content-destroyed',
      sharing: [],
      ask: [],
      progress: null,
    });
    const lists = () => hub.views.all().filter(({ pk }) => !pk.startsWith('case#'));
    const before = lists();
    await rebuild(hub.runtime);
    expect(lists()).toEqual(before);
  });

  test('leaves no word that could be read with any key that is left, and other people’s as they were', async () => {
    const hub = await aWorld();
    const household = planted(example('fire', 'complete')) as { occupants: Record<string, unknown>[] };
    const own = [prefix, ...followed];
    const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: household });
    const other = await sent(hub);
    const [{ team }] = body.routedTo;
    await hub.get(`/v1/cases/${body.referralId}`, { as: team });
    await respond(hub, body.referralId, 'acceptance', {}, team);
    const consent = {
      referralId: body.referralId,
      answer: 'refused',
      recordedBy: marker(),
      othersPresent: [marker()],
      method: 'telephone',
    };
    expect((await hub.post('/v1/consents', { as: 'fire', body: consent })).status).toBe(201);
    await hub.settle();
    expect(traces(own, await readable(hub)).length).toBeGreaterThan(3);

    await cancel(hub, body.referralId, reason, { as: 'fire' });
    await hub.settle();
    expect(traces(own, await readable(hub))).toEqual([]);
    const kept = await hub.get(`/v1/cases/${other}`, { as: coordinator });
    expect(kept.body.people[0].facts.length).toBeGreaterThan(3);
  });

  test('may be said of one that was withdrawn; and nothing may be said after it', async () => {
    const hub = await aWorld();
    const id = await sent(hub);
    await respond(hub, id, 'acceptance');
    expect((await cancel(hub, id, 'withdrawn')).status).toBe(200);
    expect((await cancel(hub, id, 'withdrawn')).body.faults).toMatchObject([{ pointer: 'path:id', code: 'cancelled' }]);
    expect((await cancel(hub, id, reason)).status).toBe(200);
    await hub.settle();
    await isGoneFrom(hub, id, coordinator);
    for (const again of ['withdrawn', ...inError]) {
      const refused = await cancel(hub, id, again);
      expect([refused.status, refused.body.code]).toEqual([409, 'state-conflict']);
      expect(refused.body.faults[0].detail).toContain(reason);
    }
  });

  test('is not given again to its first key, and is taken as any other under a new one', async () => {
    const hub = await aWorld();
    const id = await sent(hub);
    await cancel(hub, id, reason);
    const message = { as: 'job-centre', body: example('job-centre', 'complete') };
    const again = await hub.post('/v1/referrals/job-centre', { ...message, key: 'first' });
    expect([again.status, again.body.faults[0].code]).toEqual([409, 'content-destroyed']);
    const anew = await hub.post('/v1/referrals/job-centre', { ...message, key: 'second' });
    expect(anew.body).toMatchObject({ disposition: 'routed', routedTo: [{ team: coordinator }] });
    expect((await hub.get(`/v1/cases/${anew.body.referralId}`, { as: coordinator })).body.people).toHaveLength(1);
  });
});

/** Every byte there is, and everything that any key that is left can open. */
async function readable(hub: World): Promise<Place[]> {
  const commits = hub.store.all();
  const opened = await Promise.all(commits.map((commit) => open(commit, hub.runtime)));
  return [
    placeOf('what can be opened', opened),
    placeOf('commits', commits),
    placeOf('views', hub.views.all()),
    placeOf('objects', hub.objects.kept),
    placeOf('keys', hub.keyTable.kept),
    placeOf('the log', hub.logged),
  ];
}

test('what was refused in the wrong name keeps nobody waiting who looks like them', async () => {
  const hub = await aWorld();
  const named = (name: string) => {
    const body = example('fire', name);
    Object.assign(body.occupants[0], { familyName: 'Penrose', dateOfBirth: '1944-09-21', nhsNumber: undefined });
    return { as: 'fire', body };
  };
  const wrong = await hub.post('/v1/referrals/fire', named('consent-refused'));
  const waits = await hub.post('/v1/referrals/fire', named('complete'));
  const [{ team }] = waits.body.routedTo;
  const isNamed = async () => JSON.stringify((await hub.get(`/v1/cases/${waits.body.referralId}`, { as: team })).body).includes('Penrose');
  expect(await isNamed()).toBe(false);
  // What was merely withdrawn was said all the same.
  await cancel(hub, wrong.body.referralId, 'withdrawn', { as: 'fire' });
  expect(await isNamed()).toBe(false);
  expect((await cancel(hub, wrong.body.referralId, 'wrong-person', { as: 'fire' })).status).toBe(200);
  expect(await isNamed()).toBe(true);
});

test('someone known from elsewhere stays known there when a referral turns out to be about someone else', async () => {
  const hub = await aWorld();
  const body = example('fire', 'complete');
  body.occupants[0].nhsNumber = '9990123454';
  const send = (key: string) => hub.post('/v1/referrals/fire', { as: 'fire', body, key });
  const [wrong, right] = [await send('wrong'), await send('right')];
  await cancel(hub, wrong.body.referralId, 'wrong-person', { as: 'fire' });
  const [{ team }] = right.body.routedTo;
  expect((await hub.get(`/v1/cases/${right.body.referralId}`, { as: team })).body.people[0].facts.length).toBeGreaterThan(3);
  expect((await send('later')).status).toBe(201);
});

describe('a safeguarding concern', () => {
  const concern = { atRisk: 'adult', reasonableCause: true, immediateDanger: false, grounds: 'Bruises, and afraid of her son' };
  async function raised() {
    const hub = await aWorld();
    const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: { ...example('fire', 'complete'), safeguarding: concern } });
    await hub.settle();
    return { hub, id: body.referralId as string };
  }

  test('is not withdrawn from the team that holds the duty, and its sender is told so', async () => {
    const { hub, id } = await raised();
    const { body } = await cancel(hub, id, 'withdrawn', { as: 'fire' });
    expect(body.warnings).toMatchObject([{ code: 'statutory-duty' }]);
    await hub.settle();
    expect(JSON.stringify((await hub.get(`/v1/cases/${id}`, { as: 'adult-safeguarding' })).body)).toContain('afraid of her son');
    expect((await respond(hub, id, 'acceptance', {}, 'adult-safeguarding')).status).toBe(200);
    expect((await hub.get(`/v1/cases/${id}`, { as: 'first-contact' })).status).toBe(404);
  });

  test('is taken from it when it was never about this person, and its sender is told to refer whoever is at risk', async () => {
    const { hub, id } = await raised();
    await respond(hub, id, 'acceptance', {}, 'adult-safeguarding');
    const { body } = await cancel(hub, id, 'wrong-person', { as: 'fire' });
    expect(body.warnings[0].detail).toContain('refer them again now');
    await hub.settle();
    await isGoneFrom(hub, id, 'adult-safeguarding');
  });
});

describe('a cancellation', () => {
  test('sent again is answered again; its key is for nothing else', async () => {
    const hub = await aWorld();
    const id = await sent(hub);
    const first = await cancel(hub, id, 'wrong-person', { key: 'once' });
    hub.travel('2026-11-20T11:00:00.000Z');
    const again = await cancel(hub, id, 'wrong-person', { key: 'once' });
    expect(again.body).toEqual(first.body);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    expect((await cancel(hub, id, 'withdrawn', { key: 'once' })).body.code).toBe('idempotency-key-reused');
    expect((await eventsOf(hub, id)).filter((type) => type === 'ContentDestroyed@1')).toHaveLength(1);
  });

  test('is for a person of the organisation that sent it: anyone else finds nothing there', async () => {
    const hub = await aWorld({ scopes: { [coordinator]: ['referrals:cancel'], 'job-centre': ['send:job-centre', 'referrals:cancel'] } });
    const id = await sent(hub);
    for (const as of ['fire', coordinator]) expect((await cancel(hub, id, 'withdrawn', { as })).status).toBe(404);
    for (const other of [id.replace(/.$/, (last) => (last === '0' ? '1' : '0')), 'nothing', '%20'])
      expect((await cancel(hub, other, 'withdrawn')).status).toBe(404);
    expect((await cancel(hub, id, 'withdrawn', { user: false })).body.code).toBe('user-missing');
    expect((await cancel(hub, id, 'withdrawn', { as: 'ig-council' })).body.code).toBe('scope-missing');
    expect((await cancel(hub, id, 'withdrawn', { headers: { 'idempotency-key': '' } })).body.code).toBe('idempotency-key-missing');
    expect(await eventsOf(hub, id)).not.toContain('ReferralCancelled@1');
  });

  test('of what a team sent is for that team, and no other of its organisation', async () => {
    const scopes = ['send:fire', 'referrals:cancel'];
    const hub = await aWorld({ scopes: { 'first-contact': scopes, 'ward-team': scopes } });
    const { status, body } = await hub.post('/v1/referrals/fire', { as: 'first-contact', body: example('fire', 'complete') });
    expect(status).toBe(201);
    expect((await cancel(hub, body.referralId, 'withdrawn', { as: 'ward-team' })).status).toBe(404);
    expect((await cancel(hub, body.referralId, 'withdrawn', { as: 'first-contact' })).status).toBe(200);
  });

  test.each([
    ['no reason', {}, '/reason', 'missing'],
    ['a reason there is not', { reason: 'Qzxj7Vkw said so' }, '/reason', 'invalid-value'],
    ['a list of them', { reason: ['withdrawn'] }, '/reason', 'invalid-value'],
  ])('with %s is refused, and nothing of it repeated', async (_, body, pointer, code) => {
    const hub = await aWorld();
    const id = await sent(hub);
    const refused = await hub.post(`/v1/referrals/${id}/cancellation`, { as: 'job-centre', body });
    expect([refused.status, refused.body.code]).toEqual([422, 'schema-faults']);
    expect(refused.body.faults).toMatchObject([{ pointer, code }]);
    expect(JSON.stringify(refused.body)).not.toContain('Qzxj7Vkw');
  });

  test('drops what it does not know with a warning, and refuses it when asked to be strict', async () => {
    const hub = await aWorld();
    const id = await sent(hub);
    const body = { reason: 'withdrawn', comment: 'she moved away' };
    expect((await hub.post(`/v1/referrals/${id}/cancellation?strict=true`, { as: 'job-centre', body })).status).toBe(422);
    const taken = await hub.post(`/v1/referrals/${id}/cancellation`, { as: 'job-centre', body });
    expect(taken.body.warnings).toMatchObject([{ pointer: '/comment', code: 'unknown-field' }]);
  });

  test.each(['a repeat', 'the daily sweep'])(
    'that the hub could not finish is shown as unfinished, and finished by %s',
    async (finisher) => {
      const hub = await aWorld();
      const id = await sent(hub);
      const { destroy } = hub.runtime.keys;
      Object.assign(hub.runtime.keys, { destroy: () => Promise.reject(new Unavailable('throttled')) });
      expect((await cancel(hub, id, 'wrong-person', { key: 'once' })).status).toBe(503);
      Object.assign(hub.runtime.keys, { destroy });
      await hub.settle();
      const keys = hub.keyTable.kept.size;
      expect(hub.views.all().filter(({ pk }) => pk === 'unreleased')).toMatchObject([{ caseId: id }]);
      expect((await hub.get(`/v1/cases/${id}`, { as: coordinator })).status).toBe(404);

      if (finisher === 'a repeat') expect((await cancel(hub, id, 'wrong-person', { key: 'once' })).status).toBe(200);
      else await expire(hub.runtime)();
      expect(hub.keyTable.kept.size).toBe(keys - 1);
      expect((await eventsOf(hub, id)).slice(-3)).toEqual(['ReferralCancelled@1', 'ReferrerToBeTold@1', 'ContentDestroyed@1']);
      await hub.settle();
      expect((await cancel(hub, id, 'wrong-person', { key: 'once' })).status).toBe(200);
      await expire(hub.runtime)();
      expect((await eventsOf(hub, id)).filter((type) => type === 'ContentDestroyed@1')).toHaveLength(1);
      expect(hub.views.all().filter(({ pk }) => pk === 'unreleased')).toEqual([]);
      expect(await typesOf(hub, 'job-centre', id)).toEqual(['referral.received', 'referral.updated']);
    },
  );
});
