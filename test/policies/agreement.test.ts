import { describe, expect, it } from 'vitest';
import { Agreement, type Clause } from '../../contracts/agreement.ts';
import { clausesOf, faultsOf, flowsOf } from '../../policies/agreement.ts';
import { lawEnforcementAuthorities, powers, settings } from '../../policies/law.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { demonstration } from '../support/decided.ts';

const fire = demonstration.find(({ id }) => id === 'fire-safe-and-well');
const jobCentre = demonstration.find(({ id }) => id === 'job-centre-introductions');
if (!fire || !jobCentre) throw new Error('the demonstration agreements are missing');

describe.each(demonstration.map((each) => [each.id, each] as const))('the demonstration agreement %s', (_, agreement) => {
  it('has no fault in law, with every setting off', () => {
    expect(faultsOf(agreement, settings)).toEqual([]);
  });

  it('is between organisations of the partnership, each of which approved it before it began', () => {
    const parties = agreement.parties.map(({ organisation }) => organisation);
    expect(parties.filter((party) => !partnership.organisations.has(party))).toEqual([]);
    expect(agreement.approvals.map(({ organisation }) => organisation).sort()).toEqual(parties.sort());
    for (const { approvedOn } of agreement.approvals) expect(approvedOn <= agreement.inForceFrom).toBe(true);
  });

  it('gives each clause a name of its own, and names only kinds of team that exist', () => {
    const ids = agreement.clauses.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const kinds = new Set([...partnership.places.teams.values()].map(({ kind }) => kind));
    for (const { to } of agreement.clauses) for (const kind of to.teamKinds ?? []) expect(kinds).toContain(kind);
  });

  it('tells the referrer at least that the referral was received', () => {
    const back = agreement.clauses.filter(({ purpose }) => purpose === 'feedback');
    expect(back.flatMap(({ categories }) => categories)).toContain('received');
  });

  it('lets no offence, and nothing of domestic abuse, reach early help', () => {
    const early = agreement.clauses.filter(({ to }) =>
      to.teamKinds?.some((kind) => !['first-response', 'adult-safeguarding'].includes(kind)),
    );
    for (const { categories } of early) expect(categories.filter((each) => each === 'offence' || each === 'abuse')).toEqual([]);
  });

  it('says that it is illustrative', () => {
    expect(agreement.status).toBe('illustrative, needs IG review');
  });
});

describe('an agreement', () => {
  const settingOn = { ...settings, recognisedLegitimateInterests: true };
  const withClause = (change: Partial<Clause>, of: Agreement = fire): Agreement => ({
    ...of,
    clauses: of.clauses.map((clause, index) => (index === 0 ? { ...clause, ...change } : clause)),
  });
  const article6 = (basis: string, power = 'localism-act-2011-s1') => withClause({ article6: { basis, power } });
  const article9 = (condition: string, schedule1?: number, policyDocument?: string) =>
    withClause({ article9: { condition, schedule1, policyDocument } });
  const article10 = (paragraph: number, policyDocument?: string) => withClause({ article10: { schedule1: paragraph, policyDocument } });

  it.each<[string, Agreement, string, string]>([
    ['ends before it begins', { ...fire, inForceUntil: '2025-12-31' }, '/inForceUntil', 'date-order'],
    ['names a basis that is not in law', article6('6(1)(g)'), '/clauses/0/article6/basis', 'unknown-in-law'],
    ['names a basis by a word every object knows', article6('constructor'), '/clauses/0/article6/basis', 'unknown-in-law'],
    ['names a basis that is off', article6('6(1)(ea)'), '/clauses/0/article6/basis', 'setting-off'],
    ['names a power that is not in law', article6('6(1)(e)', 'magna-carta'), '/clauses/0/article6/power', 'unknown-in-law'],
    ['names a condition that is not in law', article9('9(2)(z)', 6, 'Policy'), '/clauses/0/article9/condition', 'unknown-in-law'],
    ['leaves out the paragraph a condition needs', article9('9(2)(g)'), '/clauses/0/article9/schedule1', 'schedule-1'],
    ['names a paragraph where none is needed', article9('9(2)(a)', 2), '/clauses/0/article9/schedule1', 'schedule-1'],
    ['names a paragraph that is not in law', article9('9(2)(h)', 999), '/clauses/0/article9/schedule1', 'unknown-in-law'],
    ['leaves out the policy document a paragraph needs', article9('9(2)(g)', 6), '/clauses/0/article9/policyDocument', 'policy-document'],
    ['names an Art. 10 paragraph that is not in law', article10(999), '/clauses/0/article10/schedule1', 'unknown-in-law'],
    ['leaves out the policy document an Art. 10 paragraph needs', article10(18), '/clauses/0/article10/policyDocument', 'policy-document'],
    [
      'names an authority over what was collected for law enforcement that is not in law',
      withClause({ lawEnforcement: { authority: 'curiosity' } }),
      '/clauses/0/lawEnforcement/authority',
      'unknown-in-law',
    ],
    ['shares special category data under no condition', withClause({ article9: undefined }), '/clauses/0/article9', 'condition-needed'],
    ['shares offence data under no condition', withClause({ categories: ['offence'] }), '/clauses/0/article10', 'condition-needed'],
    [
      'names readers of protected people who read nothing',
      withClause({ readers: ['team-leader'], protectedReaders: ['team-leader', 'safeguarding-lead'] }),
      '/clauses/0/protectedReaders/1',
      'not-a-reader',
    ],
    [
      'says what a parent must show where nobody is asked',
      withClause({ parentalResponsibility: 'claimed', confidentiality: 'none-owed' }),
      '/clauses/0/parentalResponsibility',
      'nobody-asked',
    ],
    ['lets a stranger disclose', withClause({ from: 'police' }), '/clauses/0/from', 'not-a-party'],
    ['lets a stranger receive', withClause({ to: { organisation: 'police' } }), '/clauses/0/to/organisation', 'not-a-party'],
  ])('is faulty if it %s', (_, agreement, pointer, code) => {
    expect(Agreement.safeParse(agreement).success).toBe(true);
    expect(faultsOf(agreement, settings).map((fault) => ({ pointer: fault.pointer, code: fault.code }))).toEqual([{ pointer, code }]);
  });

  it.each<[string, Agreement]>([
    ['9(2)(a)', article9('9(2)(a)')],
    ['9(2)(c)', article9('9(2)(c)')],
    ['9(2)(f)', article9('9(2)(f)')],
    ['9(2)(b) with its paragraph', article9('9(2)(b)', 2)],
    ['9(2)(h) with paragraph 2, which needs no policy document', article9('9(2)(h)', 2)],
    ['9(2)(g) with paragraph 18 and its policy document', article9('9(2)(g)', 18, 'Policy')],
    ['Art. 10 with paragraph 6 and its policy document', article10(6, 'Policy')],
    ['readers of protected people who are among its readers', withClause({ readers: ['a', 'b'], protectedReaders: ['b'] })],
    ['readers of protected people, where anyone reads', withClause({ protectedReaders: ['b'] })],
  ])('is good under %s', (_, agreement) => {
    expect(faultsOf(agreement, settings)).toEqual([]);
  });

  it.each(['b', 'g', 'h', 'i', 'j'])('needs a paragraph of DPA 2018 Sch. 1 under 9(2)(%s)', (letter) => {
    expect(faultsOf(article9(`9(2)(${letter})`), settings).map(({ code }) => code)).toEqual(['schedule-1']);
  });

  it.each(Object.keys(powers))('may rest on %s', (power) => {
    expect(faultsOf(article6('6(1)(e)', power), settings)).toEqual([]);
  });

  it.each(Object.keys(lawEnforcementAuthorities))('may use what was collected for law enforcement on the authority of %s', (authority) => {
    expect(faultsOf(withClause({ lawEnforcement: { authority } }), settings)).toEqual([]);
  });

  it('may rest on recognised legitimate interests once the setting is on', () => {
    expect(faultsOf(article6('6(1)(ea)'), settingOn)).toEqual([]);
  });

  it('hears of all its faults at once', () => {
    const wrong = { ...withClause({ from: 'police', article6: { basis: 'x', power: 'y' } }), inForceUntil: '2025-01-01' };
    expect(faultsOf(wrong, settings)).toHaveLength(4);
  });

  it.each<[string, unknown]>([
    ['a day that is not in the calendar', { ...fire, inForceFrom: '2026-02-30' }],
    ['a kind of information nobody knows', withClause({ categories: ['gossip'] as never })],
    ['no clause', { ...fire, clauses: [] }],
    ['one party', { ...fire, parties: fire.parties.slice(0, 1) }],
    ['approval by nobody', { ...fire, approvals: [] }],
    ['another status than illustrative', { ...fire, status: 'final' }],
    ['a field of its own invention', { ...fire, secret: true }],
  ])('cannot be written with %s', (_, agreement) => {
    expect(Agreement.safeParse(agreement).success).toBe(false);
  });

  it('is looked up by each pair of organisations it lets information flow between, once', () => {
    expect(flowsOf(jobCentre)).toEqual([
      { from: 'job-centre', to: 'council' },
      { from: 'council', to: 'job-centre' },
    ]);
  });

  it('gives every clause its own dates and version', () => {
    expect(clausesOf(fire).map(({ agreement, version, inForceUntil, clause }) => [agreement, version, inForceUntil, clause.id])).toEqual([
      ['fire-safe-and-well', 1, '2028-12-31', 'safe-and-well'],
      ['fire-safe-and-well', 1, '2028-12-31', 'feedback-received'],
      ['fire-safe-and-well', 1, '2028-12-31', 'feedback-progress'],
    ]);
  });
});
