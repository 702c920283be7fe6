import { describe, expect, it } from 'vitest';
import { ConsentStatement } from '../../contracts/consent.ts';
import { aClause, aConsent, anInquiry, anOwner } from '../../policies/clauses/example.ts';
import { permissionOfThePerson } from '../../policies/clauses/permission-of-the-person.ts';
import type { Inquiry } from '../../policies/clauses/rule.ts';
import type { ConsentRecord } from '../../policies/consent.ts';

const asked = (change: Partial<Inquiry>) => {
  const finding = permissionOfThePerson.test(anInquiry(change));
  return finding && ('code' in finding ? `${finding.outcome} ${finding.code}` : finding.outcome);
};
const found = (records: readonly ConsentRecord[], born?: string, change: Partial<Inquiry> = {}) =>
  asked({ owner: anOwner({ consents: [records], birthDates: [born] }), ...change });
const refusing: ConsentRecord = aConsent({ id: 'consent-2', provisions: [{ id: 'no', answer: 'deny', provisions: [] }] });

describe('permission, on 1 June 2026', () => {
  it.each<[string, ConsentRecord, string]>([
    ['holds on its last day', aConsent({ until: '2026-06-01' }), 'permit'],
    ['has ended the day after', aConsent({ until: '2026-05-31' }), 'hold consent-expired'],
    ['has not begun before the day it was given', aConsent({ givenOn: '2026-06-02' }), 'hold consent-expired'],
    ['holds on the day it was given', aConsent({ givenOn: '2026-06-01' }), 'permit'],
    [
      'is nothing if it names nobody',
      aConsent({ provisions: [{ id: 'sharing', answer: 'permit', recipients: [], provisions: [] }] }),
      'hold consent-does-not-cover',
    ],
    ['is not had by having asked nobody', aConsent({ status: 'not-asked' }), 'hold consent-missing'],
    ['may not be free', aConsent({ pressureSuspected: true }), 'hold pressure-suspected'],
    ['of another needs their authority', aConsent({ givenBy: 'attorney' }), 'hold authority-not-evidenced'],
    ['of a parent needs the age of whom it is for', aConsent({ givenBy: 'parental-responsibility' }), 'hold age-not-known'],
    ['is asked again where someone who may be them said no', aConsent({ isDoubted: true }), 'hold consent-to-confirm'],
  ])('%s', (_, record, expected) => {
    expect(found([record])).toBe(expected);
  });

  it.each([
    ['2010-06-01', 'permit'],
    ['2010-06-02', 'hold competence-not-assessed'],
    [undefined, 'permit'],
  ])('of someone born on %s, sixteen or not that day: %s', (born, expected) => {
    expect(found([aConsent()], born)).toBe(expected);
  });

  it('of someone under sixteen counts once their competence is assessed, and not if it was found wanting', () => {
    expect(found([aConsent({ competenceAssessed: true })], '2012-01-01')).toBe('permit');
    expect(found([aConsent({ competenceAssessed: false })], '2012-01-01')).toBe('hold competence-not-assessed');
  });
});

describe('for someone under 16', () => {
  const born = '2012-01-01';
  const own = (change: Partial<ConsentRecord> = {}) => aConsent({ competenceAssessed: true, ...change });
  const parents = (change: Partial<ConsentRecord> = {}) =>
    aConsent({ id: 'consent-2', givenBy: 'parental-responsibility', authority: 'evidenced', ...change });
  const silent = { provisions: [] };
  const enoughToClaim = { clause: aClause({ parentalResponsibility: 'claimed' }) };

  it.each<[string, ConsentRecord[], string]>([
    ['a parent whose authority is evidenced may answer', [parents()], 'permit'],
    ['a parent’s claim is not enough', [parents({ authority: 'claimed' })], 'hold authority-not-evidenced'],
    ['a parent of whom nothing is said only claims it', [parents({ authority: undefined })], 'hold authority-not-evidenced'],
    ['a parent answers for a child who was not assessed', [aConsent(), parents()], 'permit'],
    ['a parent answers for a child who was found not able to', [aConsent({ competenceAssessed: false }), parents()], 'permit'],
    ['a competent yes stands against a parent’s no', [own(), parents({ status: 'refused' })], 'permit'],
    ['a competent no stands against a parent’s yes', [own({ status: 'refused' }), parents()], 'refuse consent-refused'],
    ['a competent withdrawal stands against a parent’s yes', [own({ status: 'withdrawn' }), parents()], 'refuse consent-withdrawn'],
    ['a parent does not add to what someone competent agreed to', [own(silent), parents()], 'hold consent-does-not-cover'],
    ['a parent is not asked in place of someone competent', [own({ status: 'not-asked' }), parents()], 'hold consent-missing'],
    ['a no stands though nobody assessed whoever said it', [aConsent({ status: 'refused' }), parents()], 'refuse consent-refused'],
    ['an attorney cannot be', [parents({ givenBy: 'attorney' })], 'hold authority-not-evidenced'],
    ['a deputy cannot be', [parents({ givenBy: 'deputy' })], 'hold authority-not-evidenced'],
    ['pressure on a parent holds', [parents({ pressureSuspected: true })], 'hold pressure-suspected'],
  ])('%s', (_, records, expected) => {
    expect(found(records, born)).toBe(expected);
    expect(found([...records].reverse(), born)).toMatch(expected.startsWith('hold') ? /^hold/ : new RegExp(`^${expected}$`));
  });

  it('a parent’s claim is enough where the clause says so', () => {
    expect(found([parents({ authority: 'claimed' })], born, enoughToClaim)).toBe('permit');
    expect(found([parents({ authority: undefined })], born, enoughToClaim)).toBe('permit');
  });

  it('a parent answers until the day before the child is 16, and the permit says so', () => {
    const owner = anOwner({ consents: [[parents({ until: '2029-01-01' })]], birthDates: ['2010-06-02'] });
    expect(permissionOfThePerson.test(anInquiry({ owner }))).toMatchObject({ outcome: 'permit', validUntil: '2026-06-01' });
    expect(asked({ owner, today: '2026-06-02' })).toBe('hold own-answer-needed');
  });

  it('what a competent child agreed to ends on that day too, where an attorney’s no counts from the next', () => {
    const records = [own(), parents({ givenBy: 'attorney', provisions: refusing.provisions })];
    const owner = anOwner({ consents: [records], birthDates: ['2010-06-02'] });
    expect(permissionOfThePerson.test(anInquiry({ owner }))).toMatchObject({ outcome: 'permit', validUntil: '2026-06-01' });
    expect(asked({ owner, today: '2026-06-02' })).toBe('refuse consent-excludes');
  });

  it.each([
    ['2012-02-29', '2028-02-28'],
    ['2012-03-01', '2028-02-29'],
    ['2012-01-01', '2027-12-31'],
  ])('born on %s, a parent answers until %s', (birthDate, last) => {
    const owner = anOwner({ consents: [[parents()]], birthDates: [birthDate] });
    expect(permissionOfThePerson.test(anInquiry({ owner }))).toMatchObject({ validUntil: last });
  });

  it('nobody answers for them where someone is alleged to have done harm: it may be the same person', () => {
    const offenderNamed = { offenderNamed: true };
    expect(found([parents()], born, offenderNamed)).toBe('hold authority-not-evidenced');
    expect(found([parents({ status: 'refused' })], born, offenderNamed)).toBe('hold authority-not-evidenced');
    expect(found([own(), parents({ status: 'refused' })], born, offenderNamed)).toBe('permit');
  });

  it('the team that is told what to ask cannot tell an alleged offender from a parent who showed nothing', () => {
    const said = (offenderNamed: boolean, authority: 'claimed' | 'evidenced') =>
      permissionOfThePerson.test(
        anInquiry({ offenderNamed, owner: anOwner({ consents: [[parents({ authority })]], birthDates: [born] }) }),
      );
    expect(said(true, 'evidenced')).toStrictEqual(said(false, 'claimed'));
  });
});

describe('at 16 and 17', () => {
  const born = '2009-03-01';
  const parents = (change: Partial<ConsentRecord> = {}) =>
    aConsent({ id: 'consent-2', givenBy: 'parental-responsibility', authority: 'evidenced', ...change });

  it.each<[string, ConsentRecord[], string]>([
    ['they are presumed able', [aConsent()], 'permit'],
    ['a parent’s yes does not count', [parents()], 'hold own-answer-needed'],
    ['a parent’s no does not count', [parents({ status: 'refused' })], 'hold own-answer-needed'],
    ['their yes stands against a parent’s no', [aConsent(), parents({ status: 'refused' })], 'permit'],
    ['their no stands against a parent’s yes', [aConsent({ status: 'refused' }), parents()], 'refuse consent-refused'],
    ['an attorney cannot be', [parents({ givenBy: 'attorney' })], 'hold authority-not-evidenced'],
  ])('%s', (_, records, expected) => {
    expect(found(records, born)).toBe(expected);
    expect(found([...records].reverse(), born)).toBe(expected);
  });
});

describe('for an adult', () => {
  it.each(['attorney', 'deputy'] as const)('%s: with evidence of their authority, and never on a claim', (givenBy) => {
    expect(found([aConsent({ givenBy, authority: 'evidenced' })], '1940-01-01')).toBe('permit');
    expect(found([aConsent({ givenBy, authority: 'claimed' })], '1940-01-01')).toBe('hold authority-not-evidenced');
    expect(found([aConsent({ givenBy, authority: 'evidenced' })], '1940-01-01', { offenderNamed: true })).toMatch(/^hold/);
  });

  it('nobody has parental responsibility', () => {
    expect(found([aConsent({ givenBy: 'parental-responsibility', authority: 'evidenced' })], '1980-01-01')).toBe('hold own-answer-needed');
  });

  it('best interests is no kind of consent, and cannot be recorded as one', () => {
    expect(ConsentStatement.safeParse({ answer: 'given', givenBy: 'self' }).success).toBe(true);
    expect(ConsentStatement.safeParse({ answer: 'given', givenBy: 'best-interests' }).success).toBe(false);
  });
});

it('text in which a household member of unknown age is told of waits for the age, as their own facts do', () => {
  const owner = anOwner({
    key: 'shared',
    role: 'shared',
    roles: ['subject', 'household-member'],
    consents: [[aConsent()], [aConsent()]],
    birthDates: [undefined, undefined],
  });
  expect(asked({ owner })).toBe('hold age-not-known');
});

describe('a no', () => {
  it.each<[string, ConsentRecord, string]>([
    ['refused', aConsent({ status: 'refused' }), 'refuse consent-refused'],
    ['withdrawn', aConsent({ status: 'withdrawn' }), 'refuse consent-withdrawn'],
    ['to this alone', refusing, 'refuse consent-excludes'],
    ['said under pressure', { ...refusing, pressureSuspected: true }, 'refuse consent-excludes'],
    ['said by a parent', { ...refusing, givenBy: 'parental-responsibility' }, 'refuse consent-excludes'],
    ['whose day has passed, once refused', aConsent({ status: 'refused', until: '2026-01-01' }), 'refuse consent-refused'],
  ])('%s beats a yes elsewhere, before or after it', (_, record, expected) => {
    expect(found([aConsent(), record])).toBe(expected);
    expect(found([record, aConsent()])).toBe(expected);
  });

  it('to this alone ends with the record it is in', () => {
    expect(found([aConsent(), { ...refusing, until: '2026-05-31' }])).toBe('permit');
  });
});

it('for text in which several are told of, names each one’s permission and lasts as long as the shortest', () => {
  const owner = anOwner({
    role: 'shared',
    consents: [[aConsent({ until: '2027-01-01' })], [aConsent({ id: 'consent-2', until: '2026-12-01' })]],
  });
  expect(permissionOfThePerson.test(anInquiry({ owner }))).toEqual({
    outcome: 'permit',
    consents: [
      { id: 'consent-1', provision: 'sharing' },
      { id: 'consent-2', provision: 'sharing' },
    ],
    validUntil: '2026-12-01',
    toldUntil: '2026-12-01',
  });
});
