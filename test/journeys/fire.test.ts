import { beforeEach, describe, expect, test } from 'vitest';
import { takeOutOfForce } from '../../functions/agreements/change.ts';
import { example } from '../support/examples.ts';
import { aWorld, igLead, type World } from '../support/world.ts';

describe('Walter and Edith, after a safe and well visit', () => {
  let hub: World;
  let id: string;
  beforeEach(async () => {
    hub = await aWorld();
    const sent = await hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'complete') });
    expect(sent.body).toMatchObject({
      disposition: 'routed',
      reasonCode: 'need-beyond-coordinator',
      routedTo: [{ team: 'first-contact' }],
    });
    id = sent.body.referralId;
  });
  const read = () => hub.get(`/v1/cases/${id}`, { as: 'first-contact' });

  test('First Contact sees Walter, by his own answer, and nothing of Edith, who was not asked', async () => {
    const { body } = await read();
    expect(body.people.map((person: { key: string }) => person.key)).toEqual(['p1']);
    const seen = JSON.stringify(body);
    for (const shared of ['Walter', '2 Kiln Lane', 'frame', 'unsafe-floor', 'building-unsafe']) expect(seen).toContain(shared);
    for (const withheld of ['Edith', 'wheelchair', '9990456704', '1944-09-21', 'Breathless', 'village clock', 'anxious'])
      expect(seen).not.toContain(withheld);
  });

  test('every fact says where it came from, when, and what lets it be known', async () => {
    const { body } = await read();
    const agreed = { agreement: 'fire-safe-and-well', version: 1, clause: 'safe-and-well', consents: [`${id}.p1`] };
    const required = { duty: 'health-and-safety-at-work-act-1974-ss2-3' };
    for (const fact of body.people[0].facts) {
      expect(fact).toMatchObject({
        source: { organisation: 'fire', on: '2026-11-10' },
        sharedUnder: fact.category === 'staff-safety' ? required : agreed,
      });
    }
    expect(body.validUntil).toBe('2028-05-10');
  });

  test('the fire service hears that it was accepted and what came of it, because Walter wanted that', async () => {
    await hub.post(`/v1/cases/${id}/acceptance`, { as: 'first-contact', body: {} });
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.progress).toMatchObject({ stage: 'accepted' });
    await hub.post(`/v1/cases/${id}/outcome`, { as: 'first-contact', body: { outcome: 'support-in-place' } });
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.progress).toMatchObject({
      stage: 'closed',
      outcome: 'support-in-place',
    });
    await hub.settle();
    const mail = await hub.get('/v1/events', { as: 'fire' });
    expect(mail.body.items.map((item: { type: string }) => item.type)).toEqual([
      'referral.received',
      'referral.updated',
      'referral.updated',
    ]);
  });

  test('Edith’s yes adds her, and takes nothing from what the list and the view tell of the case', async () => {
    const told = async () => {
      await hub.settle();
      const { items } = (await hub.get('/v1/cases?status=open', { as: 'first-contact' })).body;
      const both = [items.find(({ caseId }: { caseId: string }) => caseId === id), (await read()).body];
      return both.map(({ area, tier, reason }) => ({ area, tier, reason }));
    };
    const before = await told();
    expect(before[0]).toMatchObject({ area: expect.any(String), tier: expect.any(Number) });
    const { people } = (await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body;
    const yes = {
      answer: 'given',
      engagement: 'agreed',
      recipients: ['first-contact'],
      purposes: ['safe-and-well'],
      categories: ['contact'],
    };
    const recorded = await hub.post('/v1/consents', { as: 'fire', body: { ...yes, referralId: people[1].consentId } });
    expect(recorded.status).toBe(201);
    expect(await told()).toEqual(before);
    expect((await read()).body.people).toHaveLength(2);
  });

  test('withdrawn: the next read shows nothing, and the fire service is told no more', async () => {
    expect((await read()).body.people).toHaveLength(1);
    const withdrawn = await hub.post(`/v1/consents/${id}.p1/withdrawal`, { as: 'first-contact', body: {} });
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn' });
    expect((await read()).body).toMatchObject({ people: [], ask: [] });
    await hub.post(`/v1/cases/${id}/acceptance`, { as: 'first-contact', body: {} });
    await hub.settle();
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'fire' })).body.progress).toEqual({ stage: 'received' });
    expect((await hub.get('/v1/events', { as: 'fire' })).body.items).toHaveLength(1);
  });

  test('the agreement is suspended: the next read shows nothing', async () => {
    await read();
    const change = await takeOutOfForce(hub.runtime, 'fire-safe-and-well', 'suspended', 'review-overdue', igLead);
    expect(change.ok).toBe(true);
    expect((await read()).body.people).toEqual([]);
  });

  test('after the last day of his consent, the next read shows nothing', async () => {
    hub.travel('2028-05-10T22:59:00.000Z');
    expect((await read()).body.people).toHaveLength(1);
    hub.travel('2028-05-10T23:01:00.000Z');
    expect((await read()).body.people).toEqual([]);
  });

  test('a summary in the worklist is a disclosure too, and shows less', async () => {
    await hub.settle();
    const list = await hub.get('/v1/cases?with=summary', { as: 'first-contact' });
    expect(list.body.items[0].summary.people[0].facts.map((fact: { field: string }) => fact.field)).toEqual([
      'name',
      'safeContact',
      'needs',
      'needs',
    ]);
    const disclosures = await hub.store.read(`disclosures#${id}#first-contact`);
    expect(disclosures).toHaveLength(1);
    expect((await hub.get('/v1/cases?with=summary', { as: 'first-contact', user: false })).status).toBe(403);
  });
});
