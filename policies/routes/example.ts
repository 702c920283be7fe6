import { Person } from '../../contracts/referral.ts';
import type { Need } from '../../contracts/vocabulary.ts';
import { areas } from '../partnership/areas.ts';
import type { Part } from './rule.ts';

/** Someone with these needs, for examples. */
export const aPerson = (codes: readonly Need[] = [], change: Partial<Person> = {}): Person => ({
  ...Person.parse({ key: 'p1', role: 'subject', needs: codes.map((code) => ({ code })) }),
  ...change,
});

/** An area of the demonstration county and its first sector. */
export function inArea(id: string): Pick<Part, 'area' | 'sector' | 'placedBy'> {
  const area = areas.find((each) => each.id === id);
  return { area, sector: area?.sectors[0], placedBy: 'p1' };
}

/** Part of a fire officer’s referral of an adult in Northgate with no great need, for examples. */
export const aPart = (change: Partial<Part> = {}): Part => ({
  who: 'adult',
  about: [aPerson()],
  tier: 0,
  ...inArea('northgate'),
  purpose: 'support',
  urgency: 'routine',
  from: 'fire',
  requested: [],
  ...change,
});
