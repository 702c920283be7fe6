import { describe, expect, it } from 'vitest';
import { aConsent, anInquiry, anOwner } from '../../policies/clauses/example.ts';
import { permissionOfThePerson } from '../../policies/clauses/permission-of-the-person.ts';
import type { ConsentRecord } from '../../policies/consent.ts';

const found = (records: readonly ConsentRecord[], born?: string) => {
  const finding = permissionOfThePerson.test(anInquiry({ owner: anOwner({ consents: [records], birthDates: [born] }) }));
  return finding && ('code' in finding ? `${finding.outcome} ${finding.code}` : finding.outcome);
};
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
    ['of another needs their authority', aConsent({ givenBy: 'parental-responsibility' }), 'hold authority-not-evidenced'],
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
  });
});
