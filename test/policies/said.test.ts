import { describe, expect, it } from 'vitest';
import type { Category } from '../../contracts/categories.ts';
import { ConsentStatement } from '../../contracts/consent.ts';
import { anInquiry, anOwner } from '../../policies/clauses/example.ts';
import { permissionOfThePerson } from '../../policies/clauses/permission-of-the-person.ts';
import { type PersonSaid, type Recorded, recordsThatCount } from '../../policies/said.ts';

const flow = { caseId: 'case-2', organisation: 'fire', purpose: 'safe-and-well' as const, receivedAt: '2026-11-10T09:00:00.000Z' };
const id = 'case-2.p1';
const stated = (change: object = {}) =>
  ConsentStatement.parse({
    answer: 'given',
    recipients: ['first-contact'],
    purposes: ['safe-and-well'],
    categories: ['contact'],
    givenOn: '2026-11-10',
    ...change,
  });
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
/** What comes of it for one kind of information and one recipient, by the rule that reads the records. */
function outcome(statement: ConsentStatement | undefined, of: Partial<PersonSaid>, to = 'first-contact', category: Category = 'contact') {
  const owner = anOwner({ consents: [recordsThatCount(statement, id, flow, said(of))] });
  const recipient = { organisation: 'council', team: to, kind: to as 'first-contact' };
  return permissionOfThePerson.test(
    anInquiry({ today: '2026-11-20', from: 'fire', to: recipient, purpose: 'safe-and-well', category, owner }),
  )?.outcome;
}
const inEarlier = (change: Partial<Recorded> = {}, statement: object = {}) =>
  recorded({ caseId: 'case-1', at: '2026-11-09T09:00:00.000Z', on: '2026-11-09', ...change }, { givenOn: undefined, ...statement });

describe('a yes', () => {
  it('counts in its referral, and two add up', () => {
    const more = recorded({ caseId: 'case-2' }, { categories: ['need'] });
    expect(outcome(stated(), { recorded: [more] })).toBe('permit');
    expect(outcome(stated(), { recorded: [more] }, 'first-contact', 'need')).toBe('permit');
    expect(outcome(stated(), { recorded: [more] }, 'first-contact', 'health')).toBe('hold');
  });
  it('counts in general for the organisation that recorded it, and for no other', () => {
    expect(outcome(undefined, { recorded: [recorded()] })).toBe('permit');
    expect(outcome(undefined, { recorded: [recorded({ organisation: 'gp' })] })).toBe('hold');
  });
  it('said about one case says nothing about another', () => {
    expect(outcome(undefined, { recorded: [recorded({ caseId: 'case-1' })] })).toBe('hold');
  });
});

describe('a no', () => {
  const no = { answer: 'refused', recipients: [], purposes: [], categories: [] };
  it('counts for what the same organisation sends for the same purpose', () => {
    expect(outcome(undefined, { recorded: [inEarlier({}, no)] })).toBe('refuse');
    expect(outcome(undefined, { recorded: [inEarlier({ purpose: 'support' }, no)] })).toBe('hold');
  });
  it('is lifted by a yes that was given on its day or later, as far as that reaches, and by none that does not say when', () => {
    const refused = { recorded: [inEarlier({}, no)] };
    expect(outcome(stated(), refused)).toBe('permit');
    expect(outcome(stated(), refused, 'first-contact', 'health')).toBe('refuse');
    expect(outcome(stated(), refused, 'ward-team')).toBe('refuse');
    expect(outcome(stated({ givenOn: '2026-11-08' }), refused)).toBe('refuse');
    expect(outcome(stated({ givenOn: undefined }), refused)).toBe('refuse');
  });
  it('is not lifted by a yes that the hub learned of before it', () => {
    expect(outcome(stated(), { recorded: [recorded({ caseId: 'case-2' }, { ...no, givenOn: undefined })] })).toBe('refuse');
  });
  it('does not bring back, for anyone else, what it took away', () => {
    const toWard = recorded(
      { id: 'consent-2', caseId: 'case-2', at: '2026-11-12T09:00:00.000Z', on: '2026-11-12' },
      { recipients: ['ward-team'] },
    );
    const all = { recorded: [recorded({ caseId: 'case-2' }, { ...no, givenOn: undefined }), toWard] };
    expect(outcome(stated(), all)).toBe('refuse');
    expect(outcome(stated(), all, 'ward-team')).toBe('refuse');
    const dated = {
      ...all,
      recorded: [all.recorded[0], { ...toWard, statement: { ...toWard.statement, givenOn: undefined } }],
    } as Partial<PersonSaid>;
    expect(outcome(stated(), dated, 'ward-team')).toBe('permit');
  });
  it('to one recipient leaves a yes to another as it was', () => {
    const refused = { recorded: [recorded({ caseId: 'case-2' }, { ...no, givenOn: undefined, recipients: ['ward-team'] })] };
    expect(outcome(stated(), refused)).toBe('permit');
    expect(outcome(stated({ recipients: ['first-contact', 'ward-team'] }), refused, 'ward-team')).toBe('refuse');
  });
  it('that names whom counts whoever sends, and one that does not stays where it was said', () => {
    const elsewhere = { organisation: 'gp', purpose: undefined };
    expect(outcome(stated(), { recorded: [recorded(elsewhere, { ...no, recipients: ['first-contact'] })] })).toBe('refuse');
    expect(outcome(stated(), { recorded: [recorded(elsewhere, no)] })).toBe('permit');
  });
  it('inside a yes to someone else counts by itself, and the yes does not', () => {
    const exceptions = [{ answer: 'deny', recipients: ['ward-team'] }];
    const elsewhere = { recorded: [recorded({ organisation: 'gp' }, { exceptions })] };
    expect(outcome(stated({ recipients: ['ward-team'] }), elsewhere, 'ward-team')).toBe('refuse');
    expect(outcome(undefined, elsewhere)).toBe('hold');
  });
  it('that was taken back says nothing', () => {
    const taken = recorded({ caseId: 'case-1' }, no);
    expect(outcome(stated(), { recorded: [taken], withdrawals: [withdrawal('consent-1', '2026-11-12')] })).toBe('permit');
  });
});

describe('a withdrawal', () => {
  it('of what a referral says voids what was said before it, and not what is said after', () => {
    const withdrawals = [withdrawal('case-1.p1', '2026-11-12')];
    expect(outcome(stated(), { withdrawals })).toBe('refuse');
    expect(outcome(undefined, { withdrawals, recorded: [recorded({ caseId: 'case-2' })] })).toBe('refuse');
    const after = recorded({ caseId: 'case-2', at: '2026-11-13T09:00:00.000Z', on: '2026-11-13' }, { givenOn: undefined });
    expect(outcome(stated(), { withdrawals, recorded: [after] })).toBe('permit');
  });
  it('of what was recorded by itself voids what that reached, whoever else it was said to, and nothing more', () => {
    const toWard = recorded({ caseId: 'case-2' }, { recipients: ['ward-team'] });
    const withdrawals = [withdrawal('consent-1', '2026-11-12')];
    expect(outcome(stated(), { recorded: [toWard], withdrawals })).toBe('permit');
    expect(outcome(stated({ recipients: ['ward-team'] }), { recorded: [toWard], withdrawals }, 'ward-team')).toBe('refuse');
    const toBoth = recorded({ caseId: 'case-2' });
    expect(outcome(stated(), { recorded: [toBoth], withdrawals })).toBe('refuse');
  });
});

describe('a doubt', () => {
  const doubts = ['2026-11-10T12:00:00.000Z'];
  it('is cast on every yes until it is said again about this case', () => {
    expect(outcome(stated(), { doubts, recorded: [recorded()] })).toBe('hold');
    expect(outcome(stated(), { doubts, recorded: [recorded({ caseId: 'case-2' })] })).toBe('permit');
    expect(outcome(undefined, { doubts, recorded: [recorded({ caseId: 'case-2', at: doubts[0] ?? '' })] })).toBe('hold');
  });
});
