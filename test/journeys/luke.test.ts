import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

describe('Luke, introduced by the Job Centre', () => {
  let hub: World;
  beforeEach(async () => {
    hub = await aWorld();
  });
  const sent = () => hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });

  test('goes to the coordinator of his area, with the reason', async () => {
    const { status, body } = await sent();
    expect(status).toBe(201);
    expect(body).toMatchObject({ disposition: 'routed', reasonCode: 'area-and-need', routedTo: [{ team: 'coordinator-northgate' }] });
  });

  test('the coordinator hears of him, reads only what he agreed to, accepts, and says what came of it', async () => {
    const { body: receipt } = await sent();
    await hub.settle();
    const mail = await hub.get('/v1/events', { as: 'coordinator-northgate' });
    expect(mail.body.items).toMatchObject([{ position: 1, type: 'case.routed', subject: receipt.referralId, area: 'northgate', tier: 1 }]);
    const list = await hub.get('/v1/cases', { as: 'coordinator-northgate' });
    expect(list.body.items).toMatchObject([{ caseId: receipt.referralId, status: 'awaiting' }]);

    const view = await hub.get(`/v1/cases/${receipt.referralId}`, { as: 'coordinator-northgate' });
    expect(view.status).toBe(200);
    const seen = JSON.stringify(view.body);
    for (const shared of ['Luke', '14 Tanner Row', 'bicycles', 'loneliness', 'Priya Nair']) expect(seen).toContain(shared);
    for (const withheld of ['9990123454', '999 012 3454', '2008-03-14', 'Universal Credit', 'felt low', 'left early'])
      expect(seen).not.toContain(withheld);

    const accepted = await hub.post(`/v1/cases/${receipt.referralId}/acceptance`, { as: 'coordinator-northgate', body: {} });
    expect(accepted.body).toMatchObject({ status: 'accepted' });
    const closed = await hub.post(`/v1/cases/${receipt.referralId}/outcome`, {
      as: 'coordinator-northgate',
      body: { outcome: 'connected-in-community' },
    });
    expect(closed.body).toMatchObject({ status: 'closed' });
    await hub.settle();
    expect((await hub.get('/v1/cases', { as: 'coordinator-northgate' })).body.items).toEqual([]);
    expect((await hub.get('/v1/cases?status=closed', { as: 'coordinator-northgate' })).body.items).toHaveLength(1);
  });

  test('the Job Centre hears that he was received, and nothing more', async () => {
    const { body: receipt } = await sent();
    await hub.post(`/v1/cases/${receipt.referralId}/acceptance`, { as: 'coordinator-northgate', body: {} });
    await hub.settle();
    const tracked = await hub.get(`/v1/referrals/${receipt.referralId}`, { as: 'job-centre' });
    expect(tracked.body).toMatchObject({ disposition: 'routed', progress: { stage: 'received' } });
    expect((await hub.get('/v1/events', { as: 'job-centre' })).body.items.map((item: { type: string }) => item.type)).toEqual([
      'referral.received',
    ]);
  });

  test('every step is in the audit trail, chained, with who did it', async () => {
    const { body: receipt } = await sent();
    await hub.get(`/v1/cases/${receipt.referralId}`, { as: 'coordinator-northgate' });
    const [disclosed] = await hub.store.read(`disclosures#${receipt.referralId}#coordinator-northgate`);
    expect(disclosed?.actor).toEqual({
      client: 'coordinator-northgate',
      organisation: 'council',
      user: { id: 'coordinator-northgate-1', role: 'local-area-coordinator' },
    });
    expect(disclosed?.events[0]).toMatchObject({
      type: 'CaseDisclosed@1',
      data: { purpose: 'introduction', facts: expect.arrayContaining([{ owner: 'p1', category: 'hopes', count: 4 }]) },
    });
  });

  test('another team, another partner and an unknown reference all get the same answer', async () => {
    const { body: receipt } = await sent();
    for (const [as, path] of [
      ['coordinator-millbrook', `/v1/cases/${receipt.referralId}`],
      ['first-contact', `/v1/cases/${receipt.referralId}`],
      ['coordinator-northgate', '/v1/cases/0000000000000000000000000a'],
      ['fire', `/v1/referrals/${receipt.referralId}`],
    ] as const) {
      const answer = await hub.get(path, { as });
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
    }
  });
});
