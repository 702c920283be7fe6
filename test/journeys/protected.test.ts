import { describe, expect, test } from 'vitest';
import { aWideWorld, namesIn, someone } from '../support/canonical.ts';

const lead = 'first-contact-safeguarding';

describe('Hana, whose whereabouts are protected, referred to First Contact', () => {
  const hana = someone('p1', 'Hana', { protected: true, needs: [{ code: 'falls' }] });

  test('her case goes there by reference, and of the team only the people the agreement names see her', async () => {
    const hub = await aWideWorld({ protectedReaders: ['safeguarding-lead'] });
    const { referralId, disposition } = await hub.send([hana]);
    expect(disposition).toBe('routed');
    const { people, area, tier, ask, sharing, precautions } = await hub.read(referralId);
    expect({ people, area, tier, ask, sharing, precautions }).toEqual({
      people: [],
      area: null,
      tier: null,
      ask: [],
      sharing: [],
      precautions: [],
    });
    expect(namesIn(await hub.read(referralId, lead))).toEqual(['Hana']);
  });

  test('whoever may see her is told to take care in reaching her', async () => {
    const hub = await aWideWorld({ protectedReaders: ['safeguarding-lead'] });
    const { referralId } = await hub.send([hana]);
    expect((await hub.read(referralId, lead)).precautions).toEqual([
      { code: 'speak-alone-no-letters', sentence: expect.stringMatching(/^Reach the person only in the ways given here/) },
    ]);
  });

  test('a worklist shows her to nobody else either', async () => {
    const hub = await aWideWorld({ protectedReaders: ['safeguarding-lead'] });
    await hub.send([hana]);
    await hub.settle();
    const summary = async (user: string) =>
      (await hub.get('/v1/cases?with=summary', { as: 'first-contact', user })).body.items[0].summary.people;
    expect(await summary('first-contact-1')).toEqual([]);
    expect(await summary(lead)).toHaveLength(1);
  });

  test('where an agreement names nobody, nothing of her goes anywhere', async () => {
    const hub = await aWideWorld();
    const { disposition, reasonCode, routedTo } = await hub.send([hana]);
    expect({ disposition, reasonCode, routedTo }).toEqual({ disposition: 'refused', reasonCode: 'protected', routedTo: [] });
  });
});

test('Iris is seen and her protected daughter is not, nor text that tells of both; whoever may see protected people sees all', async () => {
  const hub = await aWideWorld({
    protectedReaders: ['safeguarding-lead'],
    categories: ['contact', 'need', 'free-text'],
    parentalResponsibility: 'evidenced',
  });
  const { referralId } = await hub.send([someone('p1', 'Iris'), someone('p2', 'Juno', { protected: true })], {
    narrative: 'Iris and Juno moved in the spring.',
  });
  const seen = await hub.read(referralId);
  expect(namesIn(seen)).toEqual(['Iris']);
  expect(JSON.stringify(seen)).not.toMatch(/Juno|spring/);
  expect(JSON.stringify(await hub.read(referralId, lead))).toMatch(/Juno.*spring/);
});

describe('what the police collected for law enforcement', () => {
  const ken = someone('p1', 'Ken', { needs: [{ code: 'loneliness' }, { code: 'falls' }], health: ['Unsteady on the stairs'] });
  const collected = { lawEnforcement: ['/people/0/needs/1', '/people/0/health'] };
  const fields = (view: { people: { facts: { field: string; value: unknown }[] }[] }) =>
    view.people.flatMap(({ facts }) => facts.map(({ field }) => field));

  test('goes under a clause that names its authority, beside what was not', async () => {
    const hub = await aWideWorld();
    const { referralId } = await hub.send([ken], collected);
    expect(fields(await hub.read(referralId)).filter((field) => field === 'needs' || field === 'health')).toEqual([
      'needs',
      'needs',
      'health',
    ]);
  });

  test('stays under one that names none, whatever Ken agreed to, and what was not collected for it goes', async () => {
    const hub = await aWideWorld({ lawEnforcement: undefined });
    const sent = await hub.send([ken], collected);
    const view = await hub.read(sent.referralId);
    expect(fields(view)).toContain('needs');
    expect(JSON.stringify(view)).not.toMatch(/falls|stairs/);
    expect(sent.sharing).toContainEqual(expect.objectContaining({ outcome: 'withhold', code: 'law-enforcement' }));
  });
});

test('a clause with readers is read by them alone, though the case is routed to the whole team', async () => {
  const hub = await aWideWorld({ readers: ['team-leader'] });
  const { referralId, disposition } = await hub.send([someone('p1', 'Lena')]);
  expect(disposition).toBe('routed');
  expect(namesIn(await hub.read(referralId))).toEqual([]);
  expect(namesIn(await hub.read(referralId, 'first-contact-lead'))).toEqual(['Lena']);
});
