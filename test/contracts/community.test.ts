import { expect, it } from 'vitest';
import { community } from '../../contracts/sources/community/to-referral.ts';
import { take } from '../../functions/referrals/receive/message.ts';
import { referralOf } from '../support/decided.ts';

const faultsOf = (message: unknown) => {
  const result = take(community, message, { today: '2026-11-20', strict: true });
  return result.ok ? [] : (result.refusal.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
};
const recordedBy = { name: 'Ray Fenwick' };

it('is the reason for a conversation, about one person, with whoever was concerned as someone no team is shown', () => {
  const { purpose, people } = referralOf('community', 'complete');
  expect([purpose, ...people.map(({ key, role, name }) => [key, role, name?.given])]).toEqual([
    'conversation',
    ['p1', 'subject', 'Cyril'],
    ['p2', 'complainant', 'Brenda'],
  ]);
});

it('may be about someone whose name nobody knows', () => {
  const { people } = referralOf('community', 'sparse');
  expect(people).toHaveLength(1);
  expect(people[0]?.name).toBeUndefined();
  expect(people[0]?.address?.postcode).toBe('ZZ1 1CH');
});

it('is refused about someone whom nobody could find', () => {
  expect(faultsOf({ recordedBy, person: { familyName: 'Hobday' } })).toEqual(['/person/address missing']);
  for (const nowhere of [{ address: {} }, { address: { postcode: '', line1: null } }])
    expect(faultsOf({ recordedBy, person: nowhere })).toEqual(['/person/address invalid-meaning']);
  expect(faultsOf({ recordedBy, person: { telephone: [] } })).toEqual(['/person/address missing']);
  expect(faultsOf({ recordedBy, person: { telephone: '01632 960211' } })).toEqual([]);
});

it('names as at risk the person, or somebody not named', () => {
  const concern = { atRisk: 'adult', reasonableCause: true, grounds: 'x' };
  const about = (safeguarding: unknown) => {
    const result = take(
      community,
      { recordedBy, person: { address: { postcode: 'ZZ1 1CH' } }, safeguarding },
      { today: '2026-11-20', strict: true },
    );
    return result.ok ? result.value.referral.safeguarding?.about : result.refusal.faults;
  };
  expect(about(concern)).toBe('p1');
  expect(about({ ...concern, aboutThePerson: false })).toBeUndefined();
});
