import { describe, expect, it } from 'vitest';
import { ConsentStatement } from '../../contracts/consent.ts';
import { type PersonSaid, type Recorded, recordsThatCount } from '../../policies/said.ts';

const flow = { caseId: 'case-2', organisation: 'fire', purpose: 'safe-and-well' as const, receivedAt: '2026-11-10T09:00:00.000Z' };
const id = 'case-2.p1';
const stated = (change: object = {}) => ConsentStatement.parse({ answer: 'given', givenOn: '2026-11-10', ...change });
const recorded = (change: Partial<Recorded> = {}, statement: object = {}): Recorded => ({
  id: 'consent-1',
  statement: stated(statement),
  organisation: 'fire',
  purpose: 'safe-and-well',
  team: undefined,
  caseId: undefined,
  at: '2026-11-11T09:00:00.000Z',
  on: '2026-11-11',
  ...change,
});
const said = (change: Partial<PersonSaid>): PersonSaid => ({ withdrawals: [], recorded: [], doubts: [], ...change });
const withdrawal = (consentId: string, day: string) => ({ consentId, at: `${day}T12:00:00.000Z`, on: day });
/** What counts, as `status:id`, with what is denied of it and whether it is doubted. */
const counts = (statement: ConsentStatement | undefined, of: Partial<PersonSaid>) =>
  recordsThatCount(statement, id, flow, said(of)).map(
    ({ status, id: name, isDoubted }) => `${status} ${name}${isDoubted ? ' doubted' : ''}`,
  );

describe('a yes', () => {
  it('counts in its referral, and two add up', () => {
    expect(counts(stated(), { recorded: [recorded({ caseId: 'case-2' })] })).toEqual(['given case-2.p1', 'given consent-1']);
  });
  it('counts in general for the organisation that recorded it, and for no other', () => {
    expect(counts(undefined, { recorded: [recorded()] })).toEqual(['given consent-1']);
    expect(counts(undefined, { recorded: [recorded({ organisation: 'gp' })] })).toEqual([]);
  });
  it('said about one case says nothing about another', () => {
    expect(counts(undefined, { recorded: [recorded({ caseId: 'case-1' })] })).toEqual([]);
  });
});

describe('a no', () => {
  const no = { answer: 'refused' };
  it('counts for what the same organisation sends for the same purpose', () => {
    const before = recorded({ caseId: 'case-1', at: '2026-11-09T09:00:00.000Z', on: '2026-11-09' }, { ...no, givenOn: undefined });
    expect(counts(undefined, { recorded: [before] })).toEqual(['refused consent-1']);
    expect(counts(undefined, { recorded: [{ ...before, purpose: 'support' }] })).toEqual([]);
  });
  it('is replaced by a yes that was given on its day or later, and by none that does not say when', () => {
    const before = recorded({ caseId: 'case-1', at: '2026-11-09T09:00:00.000Z', on: '2026-11-09' }, { ...no, givenOn: undefined });
    expect(counts(stated(), { recorded: [before] })).toEqual(['given case-2.p1']);
    expect(counts(stated({ givenOn: '2026-11-08' }), { recorded: [before] })).toEqual(['given case-2.p1', 'refused consent-1']);
    expect(counts(stated({ givenOn: undefined }), { recorded: [before] })).toEqual(['given case-2.p1', 'refused consent-1']);
  });
  it('is not replaced by a yes that the hub learned of before it', () => {
    const after = recorded({ caseId: 'case-2' }, { ...no, givenOn: undefined });
    expect(counts(stated(), { recorded: [after] })).toEqual(['given case-2.p1', 'refused consent-1']);
  });
  it('that names whom counts whoever sends', () => {
    const elsewhere = recorded({ organisation: 'gp', purpose: undefined }, { ...no, recipients: ['first-contact'] });
    const [record] = recordsThatCount(undefined, id, flow, said({ recorded: [elsewhere] }));
    expect(record).toMatchObject({ status: 'given', provisions: [{ answer: 'deny', recipients: ['first-contact'] }] });
    expect(counts(undefined, { recorded: [recorded({ organisation: 'gp', purpose: undefined }, no)] })).toEqual([]);
  });
  it('inside a yes to someone else counts by itself, and the yes does not', () => {
    const exceptions = [{ answer: 'deny', recipients: ['ward-team'] }];
    const elsewhere = recorded({ organisation: 'gp' }, { recipients: ['first-contact'], exceptions });
    const [record] = recordsThatCount(undefined, id, flow, said({ recorded: [elsewhere] }));
    expect(record?.provisions.map(({ answer }) => answer)).toEqual(['deny']);
  });
  it('that was taken back says nothing', () => {
    const taken = recorded({ caseId: 'case-1' }, no);
    expect(counts(undefined, { recorded: [taken], withdrawals: [withdrawal('consent-1', '2026-11-12')] })).toEqual([]);
  });
});

describe('a withdrawal', () => {
  it('voids what was said before it, and not what is said after', () => {
    const withdrawals = [withdrawal('case-1.p1', '2026-11-12')];
    expect(counts(stated(), { withdrawals })).toEqual(['withdrawn case-2.p1']);
    const after = recorded({ caseId: 'case-2', at: '2026-11-13T09:00:00.000Z', on: '2026-11-13' }, { givenOn: undefined });
    expect(counts(stated(), { withdrawals, recorded: [after] })).toEqual(['given consent-1']);
    const before = recorded({ caseId: 'case-2' });
    expect(counts(undefined, { withdrawals, recorded: [before] })).toEqual(['withdrawn consent-1']);
  });
});

describe('a doubt', () => {
  const doubts = ['2026-11-10T12:00:00.000Z'];
  it('is cast on every yes until it is said again about this case', () => {
    expect(counts(stated(), { doubts, recorded: [recorded()] })).toEqual(['given case-2.p1 doubted', 'given consent-1 doubted']);
    expect(counts(stated(), { doubts, recorded: [recorded({ caseId: 'case-2' })] })).toEqual([
      'given case-2.p1 doubted',
      'given consent-1',
    ]);
    const early = recorded({ caseId: 'case-2', at: doubts[0] ?? '' });
    expect(counts(undefined, { doubts, recorded: [early] })).toEqual(['given consent-1 doubted']);
  });
});
