import { describe, expect, test } from 'vitest';
import { agreed, aWideWorld, someone } from '../support/canonical.ts';

const warning = {
  advice: ['do-not-visit-alone' as const],
  ring: 'the duty desk',
  source: 'a neighbourhood officer',
  basis: 'shouted at a visitor',
  recordedOn: '2026-06-01',
  reviewOn: '2026-12-01',
};
const minimum = { advice: ['do-not-visit-alone'], ring: 'the duty desk', recordedOn: '2026-06-01', reviewOn: '2026-12-01' };
const dora = (change: Parameters<typeof someone>[2] = {}) =>
  someone('p1', 'Dora', {
    staffSafety: [warning],
    safetyDetail: 'a dog in the yard',
    consent: agreed({ categories: ['contact'] }),
    ...change,
  });

type View = { people: { key: string; facts: { field: string; value: unknown; sharedUnder: object }[] }[] };
const warnings = ({ people }: View) => people.flatMap(({ facts }) => facts.filter(({ field }) => field === 'staffSafety'));
const fields = ({ people }: View) => people.flatMap(({ facts }) => facts.map(({ field }) => field));

describe('a warning to whoever visits Dora', () => {
  test('reaches the team that may contact her, though she was not asked and no agreement names it: the minimum, and by what law', async () => {
    const hub = await aWideWorld();
    const sent = await hub.send([dora()]);
    const view = await hub.read(sent.referralId);
    expect(warnings(view)).toMatchObject([{ value: minimum, sharedUnder: { duty: 'health-and-safety-at-work-act-1974-ss2-3' } }]);
    expect(JSON.stringify(view)).not.toMatch(/shouted|neighbourhood officer|yard/);
    expect(sent.sharing).toContainEqual(
      expect.objectContaining({ outcome: 'permit', code: 'health-and-safety-at-work-act-1974-ss2-3', categories: ['staff-safety'] }),
    );
  });

  test('reaches it too where it was collected for law enforcement and the agreement names no authority', async () => {
    const hub = await aWideWorld({ lawEnforcement: undefined });
    const { referralId } = await hub.send([dora()], { lawEnforcement: ['/people/0/staffSafety'] });
    expect(warnings(await hub.read(referralId))).toHaveLength(1);
  });

  test('goes whole where the agreement names it and she agreed', async () => {
    const hub = await aWideWorld({ categories: ['contact', 'staff-safety'] });
    const { referralId } = await hub.send([dora({ consent: agreed() })]);
    expect(warnings(await hub.read(referralId))).toMatchObject([{ value: warning, sharedUnder: { agreement: 'wide' } }]);
  });

  test('sends nothing anywhere by itself: she refused, so nobody has her case', async () => {
    const hub = await aWideWorld();
    const sent = await hub.send([dora({ consent: agreed({ answer: 'refused' }) })]);
    expect(sent).toMatchObject({ disposition: 'refused', routedTo: [] });
    expect(sent.sharing.filter(({ outcome }: { outcome: string }) => outcome === 'permit')).toEqual([]);
  });

  test('stands after she withdraws, for the team that took her case on, and is all that does', async () => {
    const hub = await aWideWorld();
    const { referralId } = await hub.send([dora()]);
    await hub.post(`/v1/cases/${referralId}/acceptance`, { as: 'first-contact' });
    expect(fields(await hub.read(referralId))).toContain('name');
    await hub.post(`/v1/consents/${referralId}.p1/withdrawal`, { as: 'police', body: {} });
    const view = await hub.read(referralId);
    expect(fields(view)).toEqual(['staffSafety']);
    expect(view).toMatchObject({ area: null, tier: null, ask: [] });
    await hub.post(`/v1/cases/${referralId}/outcome`, { as: 'first-contact', body: { outcome: 'person-declined' } });
    expect(fields(await hub.read(referralId))).toEqual([]);
  });

  test('is gone with the rest for a team that had not taken it on: it has nobody to visit', async () => {
    const hub = await aWideWorld();
    const { referralId } = await hub.send([dora()]);
    await hub.post(`/v1/consents/${referralId}.p1/withdrawal`, { as: 'police', body: {} });
    expect(fields(await hub.read(referralId))).toEqual([]);
  });

  test('says so once the day to look at it again has passed, and stands', async () => {
    const hub = await aWideWorld();
    const { referralId } = await hub.send([dora()]);
    hub.travel('2026-12-01T23:00:00.000Z');
    expect((await hub.read(referralId)).precautions).toEqual([]);
    hub.travel('2026-12-02T00:01:00.000Z');
    const view = await hub.read(referralId);
    expect(view.precautions.map(({ code }: { code: string }) => code)).toEqual(['warning-past-review']);
    expect(warnings(view)).toHaveLength(1);
  });

  test('is of her: a warning told of someone else in the home waits for what lets them be seen', async () => {
    const hub = await aWideWorld();
    const { referralId } = await hub.send([
      dora({ staffSafety: [] }),
      someone('p2', 'Ezra', { staffSafety: [warning], consent: undefined }),
    ]);
    expect(warnings(await hub.read(referralId))).toEqual([]);
  });
});
