import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { create as watch } from '../../functions/cases/watch/handler.ts';
import type { Measure } from '../../functions/observe/measure.ts';
import { metrics } from '../../functions/observe/metrics.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

type Entry = Readonly<Record<string, unknown>> & { readonly measures?: readonly Measure[] };

const entries = (hub: World) => hub.logged as readonly Entry[];
/** What was counted so far, each with what it is told apart by: `ReferralsReceived fire` 2. Lags and ages are apart. */
function counted(hub: World): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { name, of, value } of entries(hub).flatMap(({ measures = [] }) => measures)) {
    const key = of ? `${name} ${of}` : name;
    if (metrics[name].unit === 'Count') counts[key] = (counts[key] ?? 0) + value;
  }
  return counts;
}
const requests = (hub: World) => entries(hub).filter(({ code }) => code === 'request');
const jobCentre = { as: 'job-centre', body: example('job-centre', 'complete') };

describe('what is counted is what was committed', () => {
  test('a referral that is routed, once however often it is sent, and each view of it', async () => {
    const hub = await aWorld();
    const { body } = await hub.post('/v1/referrals/job-centre', { ...jobCentre, key: 'one' });
    await hub.post('/v1/referrals/job-centre', { ...jobCentre, key: 'one' });
    await hub.settle();
    expect(counted(hub)).toEqual({ 'ReferralsReceived job-centre': 1, 'ReferralsRouted local-area-coordinator': 1 });
    await hub.get(`/v1/cases/${body.referralId}`, { as: 'coordinator-northgate' });
    await hub.get(`/v1/referrals/${body.referralId}`, { as: 'job-centre' });
    await hub.settle();
    expect(counted(hub)).toMatchObject({ 'Disclosures local-area-coordinator': 1, 'Disclosures referrer': 1 });
  });

  test('what is held and what is refused, by where it came from', async () => {
    const hub = await aWorld();
    await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'consent-missing') });
    await hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'consent-refused') });
    await hub.settle();
    expect(counted(hub)).toEqual({
      'ReferralsReceived job-centre': 1,
      'ReferralsHeld job-centre': 1,
      'ReferralsReceived fire': 1,
      'ReferralsRefused fire': 1,
    });
  });

  test('a safeguarding concern is counted as one, and not as routed', async () => {
    const hub = await aWorld();
    const safeguarding = { atRisk: 'adult', reasonableCause: true, immediateDanger: false, grounds: 'Bruises' };
    await hub.post('/v1/referrals/fire', { as: 'fire', body: { ...example('fire', 'consent-refused'), safeguarding } });
    await hub.settle();
    expect(counted(hub)).toEqual({ 'ReferralsReceived fire': 1, 'Safeguarding adult-safeguarding': 1 });
  });

  test('each line of a list, for a conversation', async () => {
    const hub = await aWorld();
    const text = readFileSync(new URL('../../contracts/sources/street-scene/examples/complete.csv', import.meta.url), 'utf8');
    await hub.post('/v1/referrals/street-scene', { as: 'street-scene', text, headers: { 'content-type': 'text/csv' } });
    await hub.settle();
    expect(counted(hub)).toEqual({ 'ReferralsReceived street-scene': 2, 'ConversationsNeeded ward-team': 2 });
  });
});

describe('the line of a request', () => {
  test('says what was decided, in codes', async () => {
    const hub = await aWorld();
    await hub.post('/v1/referrals/job-centre', { ...jobCentre, key: 'one' });
    await hub.post('/v1/referrals/job-centre', { ...jobCentre, key: 'one' });
    expect(requests(hub)).toMatchObject([
      { outcome: 'done', status: 201, source: 'job-centre', disposition: 'routed', replayed: false },
      { outcome: 'done', status: 201, source: 'job-centre', disposition: 'routed', replayed: true },
    ]);
  });

  test('says why it was refused, each fault by its code once', async () => {
    const hub = await aWorld();
    await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: {} });
    await hub.get('/v1/cases/66hndx79bqdfj2mdpfr9216fh3', { as: 'job-centre' });
    expect(requests(hub)).toMatchObject([
      { outcome: 'schema-faults', status: 422, faults: expect.arrayContaining(['missing']), level: 'info' },
      { outcome: 'scope-missing', status: 403, faults: ['scope-missing'] },
    ]);
    expect(counted(hub)).toEqual({});
  });

  test('counts one that the hub could not answer', async () => {
    const hub = await aWorld({
      wrapStore: (store) => ({ ...store, append: () => Promise.reject(new Unavailable('throttled')) }),
      agreements: [],
    });
    await hub.post('/v1/referrals/job-centre', jobCentre);
    expect(requests(hub)).toMatchObject([{ outcome: 'busy', status: 503, error: 'Unavailable', level: 'info' }]);
    expect(counted(hub)).toEqual({ RequestsFailed: 1 });
  });
});

describe('what is measured', () => {
  const measured = (hub: World, name: string) =>
    entries(hub)
      .flatMap(({ measures = [] }) => measures)
      .filter((each) => each.name === name);

  test('how long it took to reach the mailbox, by the kind of whose it is', async () => {
    const hub = await aWorld();
    await hub.post('/v1/referrals/job-centre', jobCentre);
    hub.travel('2026-11-20T10:00:01.500Z');
    await hub.settle();
    expect(measured(hub, 'DeliveryLag')).toEqual([
      { name: 'DeliveryLag', value: 1_500, of: 'referrer' },
      { name: 'DeliveryLag', value: 1_500, of: 'local-area-coordinator' },
    ]);
  });

  test('how long the oldest case has waited for its team, until it is answered', async () => {
    const hub = await aWorld();
    const { body } = await hub.post('/v1/referrals/job-centre', jobCentre);
    await hub.settle();
    hub.travel('2026-11-20T11:00:00.000Z');
    await watch(hub.runtime)();
    await hub.post(`/v1/cases/${body.referralId}/acceptance`, { as: 'coordinator-northgate', body: {} });
    await hub.settle();
    await watch(hub.runtime)();
    const ages = measured(hub, 'OldestUnacknowledged').filter(({ of }) => of === 'local-area-coordinator');
    expect(ages.map(({ value }) => value)).toEqual([3_600, 0]);
    expect(measured(hub, 'OldestUnacknowledgedSafeguarding').map(({ value }) => value)).toEqual([0, 0]);
  });

  test('how long the oldest safeguarding concern has waited', async () => {
    const hub = await aWorld();
    const safeguarding = { atRisk: 'adult', reasonableCause: true, immediateDanger: false, grounds: 'Bruises' };
    await hub.post('/v1/referrals/fire', { as: 'fire', body: { ...example('fire', 'complete'), safeguarding } });
    await hub.settle();
    hub.travel('2026-11-20T10:20:00.000Z');
    await watch(hub.runtime)();
    expect(measured(hub, 'OldestUnacknowledgedSafeguarding')).toEqual([{ name: 'OldestUnacknowledgedSafeguarding', value: 1_200 }]);
  });
});
