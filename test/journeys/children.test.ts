import { describe, expect, test } from 'vitest';
import { agreed, aWideWorld, namesIn, someone } from '../support/canonical.ts';

/** A child’s early help enters at First Response. */
const door = { as: 'first-response', user: 'first-response-1' } as const;
const parents = (change: Parameters<typeof agreed>[0] = {}) =>
  agreed({ givenBy: 'parental-responsibility', authority: 'evidenced', ...change });
const ada = (birthDate: string, consent: ReturnType<typeof agreed>) =>
  someone('p1', 'Ada', { birthDate, consent, needs: [{ code: 'child-behaviour' }] });

describe('Ada, referred for early help', () => {
  const seenBy = async (hub: Awaited<ReturnType<typeof aWideWorld>>, id: string) => namesIn(await hub.read(id, door.user, door.as));

  test.each([
    ['at 10, a parent answers for her, with evidence that they may', '2016-03-01', parents(), 'routed'],
    ['at 10, a parent’s claim is not enough', '2016-03-01', parents({ authority: 'claimed' }), 'held'],
    ['at 10, her own yes waits for someone to assess whether she can decide', '2016-03-01', agreed(), 'held'],
    ['at 14, her own yes counts once she was assessed as able to decide', '2012-03-01', agreed({ competenceAssessed: true }), 'routed'],
    ['at 14, a no of hers stands', '2012-03-01', agreed({ answer: 'refused', competenceAssessed: true }), 'refused'],
    ['at 16, her own yes counts', '2010-03-01', agreed(), 'routed'],
    ['at 16, a parent’s yes does not', '2010-03-01', parents(), 'held'],
    ['at 16, a parent’s no does not either: she is to be asked', '2010-03-01', parents({ answer: 'refused' }), 'held'],
    ['at any age, a yes under pressure waits', '2010-03-01', agreed({ pressureSuspected: true }), 'held'],
    ['as a child, she has no attorney', '2016-03-01', parents({ givenBy: 'attorney' }), 'held'],
  ])('%s', async (_, birthDate, consent, disposition) => {
    const hub = await aWideWorld({ parentalResponsibility: 'evidenced' });
    const sent = await hub.send([ada(birthDate, consent)]);
    expect(sent.disposition).toBe(disposition);
    if (disposition === 'held') expect(sent.ask.length).toBeGreaterThan(1);
    if (disposition === 'routed') expect(await seenBy(hub, sent.referralId)).toEqual(['Ada']);
  });

  test('where the agreement says that a claim is enough, it is', async () => {
    const hub = await aWideWorld({ parentalResponsibility: 'claimed' });
    expect((await hub.send([ada('2016-03-01', parents({ authority: 'claimed' }))])).disposition).toBe('routed');
  });

  test('whoever sent a parent’s answer for a girl of 16 is told whom to ask', async () => {
    const hub = await aWideWorld();
    const { reasonCode, ask } = await hub.send([ada('2010-03-01', parents())]);
    expect(reasonCode).toBe('own-answer-needed');
    expect(ask).toContain('Ask the person themself, and record their own answer.');
  });

  test('a parent’s yes ends the day she is 16', async () => {
    const hub = await aWideWorld();
    const { referralId } = await hub.send([ada('2010-12-02', parents())]);
    hub.travel('2026-12-01T23:59:00.000Z');
    expect(await seenBy(hub, referralId)).toEqual(['Ada']);
    expect((await hub.read(referralId, door.user, door.as)).validUntil).toBe('2026-12-01');
    hub.travel('2026-12-02T00:01:00.000Z');
    expect(await seenBy(hub, referralId)).toEqual([]);
  });

  test.each([
    ['is not told to who may not know when she was born', {}, '2028-12-31', '2026-12-01'],
    ['is told where what her parent said ends that day too', { until: '2026-12-01' }, '2026-12-01', '2026-12-01'],
    ['gives way to the day that her parent named', { until: '2027-03-01' }, '2027-03-01', '2026-12-01'],
  ])('the day before she is 16 %s; the decision keeps it', async (_, said, told, kept) => {
    const hub = await aWideWorld({ categories: ['contact', 'need'] });
    const { referralId } = await hub.send([ada('2010-12-02', parents(said))]);
    const view = await hub.read(referralId, door.user, door.as);
    expect([namesIn(view), view.validUntil]).toEqual([['Ada'], told]);
    await hub.settle();
    const { body } = await hub.get('/v1/cases?with=summary', { as: door.as, user: door.user });
    expect(JSON.stringify([view, body])).not.toMatch(told === kept ? /2010-12-02/ : /2010-12-02|2026-12-01/);
    const [disclosed] = await hub.store.read(`disclosures#${referralId}#${door.as}`);
    expect(disclosed?.events[0]?.data).toMatchObject({ validUntil: kept });
  });
});

describe('Bea and her children', () => {
  const bea = someone('p1', 'Bea');
  const told = async (consent: ReturnType<typeof agreed> | undefined) => {
    const hub = await aWideWorld();
    const cyril = someone('p2', 'Cyril', { birthDate: '2017-03-01', education: 'Mill Lane School', health: ['Asthma'], consent });
    const { referralId } = await hub.send([bea, cyril]);
    return hub.read(referralId, 'first-contact-1');
  };

  test('what is told of a child is the child’s: her own yes does not let it through', async () => {
    const view = await told(undefined);
    expect(namesIn(view)).toEqual(['Bea']);
    expect(JSON.stringify(view)).not.toMatch(/Cyril|Mill Lane|Asthma/);
  });

  test('her answer for him does', async () => {
    expect(namesIn(await told(parents()))).toEqual(['Bea', 'Cyril']);
  });
});
