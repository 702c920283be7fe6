import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});

// biome-ignore lint/suspicious/noExplicitAny: tests change one member of a message at a time
const send = async (name: string, change: (message: any) => void = () => undefined) => {
  const body = example('housing', name);
  change(body);
  return (await hub.post('/v1/referrals/housing', { as: 'housing', body })).body;
};
const read = async (id: string, as = 'first-response') => (await hub.get(`/v1/cases/${id}`, { as })).body;
const teamsOf = (body: { routedTo: { team: string }[] }) => body.routedTo.map(({ team }) => team);

describe('the Grant family, who may lose their home', () => {
  let id: string;
  beforeEach(async () => {
    const body = await send('complete');
    expect([body.disposition, teamsOf(body), body.warnings]).toEqual(['routed', ['first-response'], []]);
    id = body.referralId;
  });

  test('First Response sees Denise, what is owed, and the children for whom she answered', async () => {
    const { people } = await read(id);
    expect(people.map(({ role }: { role: string }) => role)).toEqual(['subject', 'household-member', 'household-member']);
    const seen = JSON.stringify(people);
    for (const shared of [
      'Denise',
      'Tyrone',
      'Jade',
      '17 Loom Street',
      '£2140.50',
      'eviction-risk',
      'child-behaviour',
      '2012-09-08',
      'Lee Barton',
    ])
      expect(seen).toContain(shared);
  });

  test('and nothing of Lloyd, who said no, of what was alleged, of who complained, or of health and school', async () => {
    const seen = JSON.stringify(await read(id));
    for (const withheld of ['Lloyd', '07700 900417', 'knee', 'bins', 'music', 'Pickard', 'Norman', '15 Loom', '960418'])
      expect(seen).not.toContain(withheld);
    for (const notAgreed of [
      'slept',
      'Oakfield High',
      'breakfast club',
      'opened the door',
      'Cried',
      'nine years',
      'Two dogs',
      'certificates',
    ])
      expect(seen).not.toContain(notAgreed);
  });

  test('an allegation goes only where whoever it is made against named it', async () => {
    const body = await send('complete', ({ household }) => household[0].consent.categories.push('offence'));
    const { people } = await read(body.referralId);
    const seen = JSON.stringify(people);
    expect(seen).toContain('music is played');
    for (const withheld of ['bins', 'Pickard', '960418']) expect(seen).not.toContain(withheld);
  });

  test('no hub, charity or other agency sees the family yet', async () => {
    for (const team of ['early-help-oakfield', 'first-contact', 'ward-team', 'adult-safeguarding'])
      expect((await hub.get(`/v1/cases/${id}`, { as: team })).status).toBe(404);
  });

  test('the landlord hears what came of it, because Denise wanted that', async () => {
    await hub.post(`/v1/cases/${id}/acceptance`, { as: 'first-response', body: {} });
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'housing' })).body.progress).toMatchObject({ stage: 'accepted' });
  });

  test('withdrawn: Denise is seen no more, and nor is what she owes', async () => {
    await hub.post(`/v1/consents/${id}.p1/withdrawal`, { as: 'housing', body: {} });
    const seen = JSON.stringify(await read(id));
    for (const withheld of ['Denise', '£2140.50', '960417']) expect(seen).not.toContain(withheld);
  });
});

describe('a family that nobody asked', () => {
  test('is held, and the officer is told what to ask', async () => {
    const body = await send('not-asked');
    expect([body.disposition, teamsOf(body)]).toEqual(['held', []]);
    expect(JSON.stringify(body.ask)).toContain('first-response');
    expect((await hub.get(`/v1/cases/${body.referralId}`, { as: 'first-response' })).status).toBe(404);
  });
});
