import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});

const categories = ['contact', 'hazard', 'mobility', 'need', 'hopes', 'consent', 'referrer'];
const everyone = {
  recipients: ['first-contact', 'local-area-coordinator', 'befriending'],
  purposes: ['safe-and-well', 'introduction', 'support'],
  categories,
};

/** Walter, after a safe and well visit: with First Contact, who took him on. */
async function walter(consent: object = everyone, safeguarding?: object): Promise<string> {
  const message = example('fire', 'complete');
  const [him] = message.occupants;
  const home = { ...message, occupants: [{ ...him, consent: { ...him.consent, ...consent } }], safeguarding };
  const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: home });
  await answer('first-contact', body.referralId, 'acceptance');
  return body.referralId;
}
const answer = (as: string, id: string, what: string, body: object = {}, key?: string) =>
  hub.post(`/v1/cases/${id}/${what}`, { as, body, ...(key ? { key } : {}) });
const passOn = (id: string, to: string[], { as = 'first-contact', key }: { as?: string; key?: string } = {}) =>
  answer(as, id, 'outcome', { outcome: 'passed-on', to }, key);
const read = (as: string, id: string) => hub.get(`/v1/cases/${id}`, { as });
const mailOf = async (as: string) => {
  await hub.settle();
  return (await hub.get('/v1/events', { as })).body.items.map(({ type }: { type: string }) => type);
};
const progress = async (id: string) => (await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.progress;

describe('First Contact passes someone on', () => {
  test('to the coordinator of where they live and to a charity: each decided afresh, each its own view', async () => {
    const id = await walter();
    const { status, body } = await passOn(id, ['local-area-coordinator', 'befriending']);
    expect([status, body.status]).toEqual([200, 'closed']);
    expect(body.passed).toMatchObject([
      { team: 'coordinator-castle-hill', outcome: 'passed' },
      { team: 'befriending', outcome: 'passed' },
    ]);
    for (const team of ['coordinator-castle-hill', 'befriending']) {
      expect(await mailOf(team)).toEqual(['case.routed']);
      const seen = JSON.stringify((await read(team, id)).body);
      for (const shared of ['Walter', '2 Kiln Lane', 'village clock', 'passed-on']) expect(seen).toContain(shared);
      for (const withheld of ['unsafe-floor', 'Breathless', '1944-09-21', '9990456704']) expect(seen).not.toContain(withheld);
    }
    expect(JSON.stringify((await read('coordinator-castle-hill', id)).body)).toContain('Jo Castell');
    expect(JSON.stringify((await read('befriending', id)).body)).not.toContain('Jo Castell');
    const [disclosed] = await hub.store.read(`disclosures#${id}#befriending`);
    expect(disclosed?.events[0]?.data).toMatchObject({ purpose: 'support', to: { organisation: 'befriending' } });
  });

  test('and whoever passed it on may still read it', async () => {
    const id = await walter();
    await passOn(id, ['befriending']);
    expect((await read('first-contact', id)).body.status).toBe('closed');
  });

  test('before taking it on, as a team that accepts, declines or passes on', async () => {
    const message = example('fire', 'complete');
    const [him] = message.occupants;
    const home = { ...message, occupants: [{ ...him, consent: { ...him.consent, ...everyone } }] };
    const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: home });
    expect((await passOn(body.referralId, ['befriending'])).status).toBe(200);
  });

  test('to outside the hub, by naming nobody', async () => {
    const id = await walter();
    expect((await answer('first-contact', id, 'outcome', { outcome: 'passed-on' })).body).toMatchObject({ status: 'closed' });
    expect((await answer('first-contact', id, 'outcome', { outcome: 'passed-on' })).status).toBe(409);
  });

  test('once: the same again gets the same reply, and nobody hears twice', async () => {
    const id = await walter({ ...everyone, recipients: ['first-contact', 'befriending'] });
    const first = await passOn(id, ['befriending', 'local-area-coordinator'], { key: 'on' });
    const again = await passOn(id, ['befriending', 'local-area-coordinator'], { key: 'on' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await mailOf('befriending')).toEqual(['case.routed']);
    expect((await passOn(id, ['befriending'], { key: 'on' })).body.code).toBe('idempotency-key-reused');
  });
});

describe('what may not be passed on', () => {
  const onlyFirstContact = { recipients: ['first-contact'], purposes: ['safe-and-well'] };

  test('stays, with what to ask; once the answer is recorded the same goes', async () => {
    const id = await walter(onlyFirstContact);
    const refused = await passOn(id, ['befriending'], { key: 'on' });
    expect([refused.status, refused.body.code]).toEqual([409, 'state-conflict']);
    expect(refused.body.faults).toMatchObject([{ pointer: '/to/0', code: 'held' }]);
    expect(refused.body.faults[0].detail).toMatch(
      /Ask the person .*recipients community-organisation, purposes support, categories contact/,
    );
    expect((await read('first-contact', id)).body.status).toBe('accepted');
    expect(await mailOf('befriending')).toEqual([]);
    const agrees = { answer: 'given', ...everyone, method: 'telephone', givenOn: '2026-11-20', engagement: 'agreed', seenAlone: true };
    expect((await hub.post('/v1/consents', { as: 'first-contact', body: { referralId: id, ...agrees } })).status).toBe(201);
    expect((await passOn(id, ['befriending'], { key: 'on' })).body.passed).toMatchObject([{ outcome: 'passed' }]);
    expect(JSON.stringify((await read('befriending', id)).body)).toContain('Walter');
  });

  test('does not keep back what may: the reply says of each', async () => {
    const id = await walter({ ...everyone, recipients: ['first-contact', 'local-area-coordinator'] });
    const { body } = await passOn(id, ['befriending', 'local-area-coordinator']);
    expect(body).toMatchObject({ status: 'closed', passed: [{ outcome: 'held' }, { outcome: 'passed' }] });
    expect(body.passed[0].ask).toHaveLength(1);
    expect((await read('befriending', id)).status).toBe(404);
  });

  test('because nothing is agreed says so; because the person said no says no more than that it may not', async () => {
    const id = await walter({ ...everyone, exceptions: [{ answer: 'deny', recipients: ['befriending'] }] });
    const { body } = await passOn(id, ['befriending', 'first-response', 'social-prescribing', 'supporting-families']);
    const of = (index: number) => [body.faults[index].code, body.faults[index].detail];
    expect(of(0)).toEqual(['refused', expect.stringContaining('It may not be shared with this team.')]);
    expect(of(1)).toEqual(['refused', expect.stringContaining('No agreement covers passing it on to this team.')]);
    expect(of(2)).toEqual(['held', expect.stringContaining('Ask the person')]);
    expect(of(3)).toEqual(['refused', expect.stringContaining('by way of First Response')]);
  });

  test('cannot be had by way of a team that may not have it: consent withdrawn stops every one', async () => {
    const id = await walter();
    await passOn(id, ['befriending']);
    await hub.post(`/v1/consents/${id}.p1/withdrawal`, { as: 'fire', body: {} });
    expect((await read('befriending', id)).body.people).toEqual([]);
  });

  test('tells by no reply where someone lives whom the team may not know', async () => {
    const id = await walter();
    await hub.post(`/v1/consents/${id}.p1/withdrawal`, { as: 'fire', body: {} });
    const { status, body } = await passOn(id, ['local-area-coordinator', 'early-help-hub']);
    expect(status).toBe(422);
    expect(body.faults.map(({ code }: { code: string }) => code)).toEqual(['team-not-certain', 'team-not-certain']);
  });

  test.each([
    [['nobody-here'], 'unknown-team', '/to/0'],
    [['befriending', 'first-contact'], 'own-team', '/to/1'],
    [['befriending', 'befriending'], 'repeated', '/to/1'],
    [['community-organisation'], 'team-not-certain', '/to/0'],
  ])('goes to teams there are, each once: %s', async (to, code, pointer) => {
    const { status, body } = await passOn(await walter(), to);
    expect([status, body.faults[0]]).toMatchObject([422, { code, pointer }]);
    expect(JSON.stringify(body)).not.toContain('nobody-here');
  });

  test('is for the outcome passed-on alone, and for one to five teams', async () => {
    const id = await walter();
    const sent = [
      { outcome: 'advice-given', to: ['befriending'] },
      { outcome: 'passed-on', to: [] },
      { outcome: 'passed-on', to: 'befriending' },
    ];
    for (const body of sent) {
      const refused = await answer('first-contact', id, 'outcome', body);
      expect([refused.status, refused.body.faults[0].pointer]).toEqual([422, '/to']);
    }
  });
});

describe('what its sender took back', () => {
  const takeBack = (id: string) => hub.post(`/v1/referrals/${id}/cancellation`, { as: 'fire', body: { reason: 'withdrawn' } });

  test('stays with the team that had taken it on, and is passed on to nobody', async () => {
    const id = await walter();
    await takeBack(id);
    const { status, body } = await passOn(id, ['befriending', 'coordinator-castle-hill']);
    expect([status, body.faults]).toMatchObject([409, [{ code: 'refused' }, { code: 'refused' }]]);
    for (const { detail } of body.faults) expect(detail).toContain('took it back, so it goes to nobody new');
    for (const team of ['befriending', 'coordinator-castle-hill']) {
      expect([(await read(team, id)).status, await mailOf(team)]).toEqual([404, []]);
    }
    expect((await answer('first-contact', id, 'outcome', { outcome: 'advice-given' })).body.status).toBe('closed');
  });

  test('goes nowhere from a team that had it passed on, nor a second time from who passed it on', async () => {
    const id = await walter();
    await passOn(id, ['coordinator-castle-hill']);
    await answer('coordinator-castle-hill', id, 'acceptance');
    await takeBack(id);
    for (const as of ['coordinator-castle-hill', 'first-contact']) expect((await passOn(id, ['befriending'], { as })).status).toBe(409);
  });
});

describe('what was passed on and declined', () => {
  test('is back with who passed it on, who may take it on again or send it elsewhere', async () => {
    const id = await walter();
    await passOn(id, ['coordinator-castle-hill']);
    await answer('coordinator-castle-hill', id, 'refusal', { reason: 'no-capacity' });
    expect((await read('first-contact', id)).body).toMatchObject({ status: 'awaiting', reason: 'passed-back' });
    expect(await mailOf('first-contact')).toEqual(['case.routed', 'case.routed']);
    await answer('first-contact', id, 'acceptance');
    expect((await passOn(id, ['befriending'])).status).toBe(200);
  });

  test('is back step by step: with the coordinator who passed it on, then with First Contact', async () => {
    const id = await walter();
    await passOn(id, ['coordinator-castle-hill']);
    await passOn(id, ['befriending'], { as: 'coordinator-castle-hill' });
    await answer('befriending', id, 'refusal', { reason: 'no-capacity' });
    expect((await read('coordinator-castle-hill', id)).body).toMatchObject({ status: 'awaiting', reason: 'passed-back' });
    await answer('coordinator-castle-hill', id, 'refusal', { reason: 'no-capacity' });
    expect((await read('first-contact', id)).body).toMatchObject({ status: 'awaiting', reason: 'passed-back' });
  });

  test('is not while another team has it, nor where the person wants no help', async () => {
    const id = await walter();
    await passOn(id, ['coordinator-castle-hill', 'befriending']);
    await answer('coordinator-castle-hill', id, 'refusal', { reason: 'no-capacity' });
    expect((await read('first-contact', id)).body.status).toBe('closed');
    await answer('befriending', id, 'refusal', { reason: 'person-declined' });
    expect((await read('first-contact', id)).body.status).toBe('closed');
  });
});

describe('the referrer', () => {
  test('hears of the furthest that any team of the council has come, when that changes', async () => {
    const id = await walter();
    expect(await progress(id)).toMatchObject({ stage: 'accepted' });
    await passOn(id, ['coordinator-castle-hill', 'befriending']);
    expect(await progress(id)).toMatchObject({ stage: 'closed', outcome: 'passed-on' });
    await answer('befriending', id, 'acceptance');
    expect(await progress(id)).toMatchObject({ outcome: 'passed-on' });
    await answer('coordinator-castle-hill', id, 'acceptance');
    expect(await progress(id)).toMatchObject({ stage: 'accepted' });
    await answer('coordinator-castle-hill', id, 'outcome', { outcome: 'connected-in-community' });
    await answer('befriending', id, 'outcome', { outcome: 'not-reached' });
    expect(await progress(id)).toMatchObject({ stage: 'closed', outcome: 'connected-in-community' });
    const updates = (await mailOf('fire')).filter((type: string) => type === 'referral.updated');
    expect(updates).toHaveLength(4);
  });
});

describe('a statutory duty', () => {
  const concern = { atRisk: 'child', reasonableCause: true, grounds: 'Lily has bruises and will not say how' };

  test('does not travel: a hub hears of it by agreement and consent, or not at all', async () => {
    const id = await walter(everyone, concern);
    expect((await passOn(id, ['early-help-hub'], { as: 'first-response' })).body.faults[0].code).toBe('duty');
    await answer('first-response', id, 'acceptance');
    const { status, body } = await passOn(id, ['early-help-hub'], { as: 'first-response' });
    expect([status, body.faults[0].code]).toEqual([409, 'held']);
    expect((await read('early-help-castle-hill', id)).status).toBe(404);
  });

  test('stays with its door when the case is passed there too, and nobody is told that it was there before', async () => {
    const id = await walter({ ...everyone, recipients: ['first-contact', 'adult-safeguarding'] }, { ...concern, atRisk: 'adult' });
    expect((await passOn(id, ['adult-safeguarding'])).body.faults[0].detail).toContain('No agreement covers');
    expect((await read('adult-safeguarding', id)).body.reason).toBe('statutory-duty');
  });

  test('leaves a team at work on it as it is, where it is passed there a second time', async () => {
    const id = await walter(everyone, concern);
    await answer('first-response', id, 'acceptance');
    await passOn(id, ['local-area-coordinator']);
    await answer('coordinator-castle-hill', id, 'acceptance');
    const again = await passOn(id, ['local-area-coordinator'], { as: 'first-response' });
    expect(again.body.passed).toMatchObject([{ team: 'coordinator-castle-hill', outcome: 'passed' }]);
    expect((await read('coordinator-castle-hill', id)).body.status).toBe('accepted');
    expect(await mailOf('coordinator-castle-hill')).toEqual(['case.routed']);
  });

  test('goes back to its door when a hub could not take on what was passed to it', async () => {
    const consent = { recipients: ['first-contact', 'early-help-hub'], purposes: ['safe-and-well', 'allocation'], categories };
    const id = await walter(consent, concern);
    await answer('first-response', id, 'acceptance');
    expect((await passOn(id, ['early-help-hub'], { as: 'first-response' })).body.passed).toMatchObject([
      { team: 'early-help-castle-hill', outcome: 'passed' },
    ]);
    const seen = JSON.stringify((await read('early-help-castle-hill', id)).body);
    expect(seen).toContain('Walter');
    expect(seen).not.toContain('bruises');
    await answer('first-contact', id, 'outcome', { outcome: 'passed-on' });
    await answer('early-help-castle-hill', id, 'refusal', { reason: 'no-capacity' });
    expect((await read('first-response', id)).body).toMatchObject({ status: 'awaiting', reason: 'statutory-duty', urgency: 'emergency' });
    expect(JSON.stringify((await read('first-response', id)).body)).toContain('bruises');
    expect((await read('first-contact', id)).body.status).toBe('closed');
  });
});
