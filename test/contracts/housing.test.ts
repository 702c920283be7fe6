import { describe, expect, it } from 'vitest';
import { Referral } from '../../contracts/referral.ts';
import type { HousingMessage } from '../../contracts/sources/housing/message.ts';
import { housing } from '../../contracts/sources/housing/to-referral.ts';
import { take } from '../../functions/referrals/receive/message.ts';
import { mapped, referralOf } from '../support/decided.ts';

const faultsOf = (message: unknown) => {
  const result = take(housing, message, { today: '2026-11-20', strict: true });
  return result.ok ? [] : (result.refusal.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
};
const aHousehold = (change: Record<string, unknown> = {}) => ({
  officer: { name: 'Lee Barton' },
  property: { address: { postcode: 'ZZ4 1GR' } },
  household: [{ familyName: 'Moss' }, { familyName: 'Moss', givenName: 'Finn' }],
  ...change,
});
const read = (message: unknown): Referral => Referral.parse(mapped('housing', message).referral);

describe('a household that may lose its home', () => {
  const grants = referralOf('housing', 'complete');

  it('is a tenant, whom it is about, and everyone else who lives there, with whoever complained last', () => {
    expect(grants.people.map(({ key, role, name }) => [key, role, name?.given])).toEqual([
      ['p1', 'subject', 'Denise'],
      ['p2', 'household-member', 'Lloyd'],
      ['p3', 'household-member', 'Tyrone'],
      ['p4', 'household-member', 'Jade'],
      ['c1', 'complainant', 'Norman'],
    ]);
    expect(grants.people.map(({ address }) => address?.lines[0])).toEqual([...Array(4).fill('17 Loom Street'), '15 Loom Street']);
  });

  it('has what is owed told of the tenant alone', () => {
    expect(grants.people.map(({ finances }) => finances)).toEqual([
      ['Rent arrears of £2140.50 since 2026-03-01', 'Notice seeking possession, served on 2026-10-20', 'May lose the home on 2027-01-18'],
      [],
      [],
      [],
      [],
    ]);
  });

  it('has a complaint as an allegation against whom it names, or else against the tenant', () => {
    expect(grants.people.map(({ offences }) => offences)).toEqual([
      ['Says that music is played until two in the morning'],
      [],
      ['Says that bins were set alight behind the garages (received on 2026-09-12)'],
      [],
      [],
    ]);
  });

  it('has nothing that was collected for law enforcement', () => {
    expect(grants.lawEnforcement).toEqual([]);
  });

  it.each([
    [{ tenancy: { evictionOn: '2027-01-18' } }, 'soon', ['May lose the home on 2027-01-18']],
    [{ tenancy: { evictionOn: '2027-01-18' }, urgency: 'routine' }, 'routine', ['May lose the home on 2027-01-18']],
    [{ tenancy: { arrears: 0 } }, 'routine', ['Rent arrears of £0.00']],
    [
      { tenancy: { owedSince: '2026-01-01', servedOn: '2026-02-01' } },
      'routine',
      ['Rent arrears since 2026-01-01', 'Notice, served on 2026-02-01'],
    ],
    [{}, 'routine', []],
  ])('tells of a tenancy in words: %o', (change, urgency, finances) => {
    const referral = read(aHousehold(change));
    expect([referral.urgency, referral.people[0]?.finances]).toEqual([urgency, finances]);
  });

  it.each<[string, Partial<Record<keyof HousingMessage, unknown>>, string[]]>([
    [
      'names a member at risk who is not listed',
      { safeguarding: { member: 3, atRisk: 'child', reasonableCause: true, grounds: 'x' } },
      ['/safeguarding/member invalid-meaning'],
    ],
    [
      'has a complaint about someone who is not listed',
      {
        complaints: [
          { text: 'x', about: 1 },
          { text: 'y', about: 3 },
        ],
      },
      ['/complaints/1/about invalid-meaning'],
    ],
    [
      'names people who are not listed, beside other faults',
      {
        officer: {},
        complaints: [{ about: 4 }],
        safeguarding: { member: 3, atRisk: 'child', reasonableCause: true },
      },
      [
        '/officer/name missing',
        '/complaints/0/text missing',
        '/safeguarding/grounds missing',
        '/safeguarding/member invalid-meaning',
        '/complaints/0/about invalid-meaning',
      ],
    ],
    ['has nobody in it', { household: [] }, ['/household too-small']],
    ['was served a notice tomorrow', { tenancy: { servedOn: '2026-11-21' } }, ['/tenancy/servedOn date-in-future']],
  ])('is refused if it %s', (_, change, faults) => {
    expect(faultsOf(aHousehold(change))).toEqual(faults);
  });

  it('may be as large as it may be, with as many complaints', () => {
    const household = Array.from({ length: 12 }, () => ({ familyName: 'Moss' }));
    const complaints = Array.from({ length: 8 }, () => ({ text: 'x', complainant: { familyName: 'Pickard' } }));
    expect(faultsOf(aHousehold({ household, complaints }))).toEqual([]);
  });
});
