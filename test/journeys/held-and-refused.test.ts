import { describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld } from '../support/world.ts';

describe('what may not go', () => {
  test('nobody asked the person: held for its sender, readable by no team, with what to ask', async () => {
    const hub = await aWorld();
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'consent-missing') });
    expect(body).toMatchObject({ disposition: 'held', routedTo: [] });
    expect(body.ask.join(' ')).toContain('Ask');
    await hub.settle();
    expect((await hub.get('/v1/cases', { as: 'coordinator-northgate' })).body.items).toEqual([]);
    expect((await hub.get(`/v1/cases/${body.referralId}`, { as: 'coordinator-northgate' })).status).toBe(404);
    expect((await hub.get(`/v1/referrals/${body.referralId}`, { as: 'job-centre' })).body).toMatchObject({
      disposition: 'held',
      ask: body.ask,
    });
  });

  test('a bare yes lets a team ask, and no more', async () => {
    const hub = await aWorld();
    const message = { ...example('job-centre', 'complete'), consent: { answer: 'given', engagement: 'agreed' } };
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: message });
    expect(body).toMatchObject({ disposition: 'held', reasonCode: 'consent-does-not-cover' });
  });

  test('the person said no: refused, which is not the same as never asked', async () => {
    const hub = await aWorld();
    const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'consent-refused') });
    expect(body).toMatchObject({ disposition: 'refused', reasonCode: 'consent-refused', ask: [] });
  });

  test('declining help refuses, and raises nothing', async () => {
    const hub = await aWorld();
    const message = example('job-centre', 'complete');
    const declined = { ...message, consent: { ...message.consent, engagement: 'declined' } };
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: declined });
    expect(body).toMatchObject({ disposition: 'refused', reasonCode: 'help-declined' });
    const [commit] = await hub.store.read(`case#${body.referralId}`);
    expect(commit?.events.find((event) => event.type === 'ReferralReceived@1')?.data).toMatchObject({ urgency: 'routine' });
  });

  test('suspected pressure holds', async () => {
    const hub = await aWorld();
    const message = example('job-centre', 'complete');
    const pressed = { ...message, consent: { ...message.consent, pressureSuspected: true, seenAlone: false } };
    expect((await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: pressed })).body).toMatchObject({
      disposition: 'held',
      reasonCode: 'pressure-suspected',
    });
  });

  test('no coordinator where the person lives: a person at First Contact', async () => {
    const hub = await aWorld();
    const message = example('job-centre', 'complete');
    const elsewhere = { ...message, customer: { ...message.customer, address: { postcode: 'ZZ9 9ZZ' } } };
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: elsewhere });
    expect(body).toMatchObject({ disposition: 'routed', reasonCode: 'no-coordinator-in-area', routedTo: [{ team: 'first-contact' }] });
  });

  test('who asks for First Contact goes there first', async () => {
    const hub = await aWorld();
    const message = { ...example('job-centre', 'complete'), requestedTeams: ['nobody-we-know', 'first-contact', 'local-area-coordinator'] };
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: message });
    expect(body).toMatchObject({ disposition: 'routed', reasonCode: 'asked-for', routedTo: [{ team: 'first-contact' }] });
  });

  test('a team that cannot take a case on passes it to First Contact, whose own view is decided anew', async () => {
    const hub = await aWorld();
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
    const path = `/v1/cases/${body.referralId}`;
    expect((await hub.get(path, { as: 'first-contact' })).status).toBe(404);
    await hub.post(`${path}/refusal`, { as: 'coordinator-northgate', body: { reason: 'no-capacity' } });
    await hub.settle();
    expect((await hub.get('/v1/events', { as: 'first-contact' })).body.items).toMatchObject([
      { type: 'case.routed', subject: body.referralId },
    ]);
    const view = await hub.get(path, { as: 'first-contact' });
    expect(JSON.stringify(view.body)).toContain('Luke');
    expect(JSON.stringify(view.body)).not.toContain('bicycles');
  });

  test('suspected harm goes at once to the door that holds the duty, whatever was agreed', async () => {
    const hub = await aWorld({ agreements: [] });
    const concern = { atRisk: 'adult', reasonableCause: true, immediateDanger: true, grounds: 'Bruises, and afraid of her son' };
    const { body } = await hub.post('/v1/referrals/fire', {
      as: 'fire',
      body: { ...example('fire', 'consent-refused'), safeguarding: concern },
    });
    expect(body).toMatchObject({ disposition: 'routed', reasonCode: 'statutory-duty', routedTo: [{ team: 'adult-safeguarding' }] });
    expect(body.emergency).toContain('999');
    const view = await hub.get(`/v1/cases/${body.referralId}`, { as: 'adult-safeguarding' });
    expect(JSON.stringify(view.body)).toContain('afraid of her son');
    expect(view.body.people[0].facts[0].sharedUnder).toEqual({ duty: 'care-act-2014-s42' });
  });
});
