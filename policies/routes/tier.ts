import type { Person } from '../../contracts/referral.ts';
import { type Need, needs } from '../../contracts/vocabulary.ts';

/** A tier of prevention: 0 community capacity, 1 primary, 2 secondary, 3 tertiary. */
export type Tier = 0 | 1 | 2 | 3;

/** The tier of a need of that code. */
export const tierOfNeed = (code: Need): Tier => needs[code].tier;

/** The tier of a hazard in the home, and of a difficulty in getting about. */
export const tierOfHazard: Tier = 2;

/** The highest of several tiers; nothing of none. */
export const highest = (tiers: readonly Tier[]): Tier | undefined => (tiers.length === 0 ? undefined : (Math.max(...tiers) as Tier));

/** What a person needs, as tiers: of the needs whose codes count, and of hazards and mobility. */
export function tiersOf({ needs: told, hazards, mobility }: Person, counts: (code: Need) => boolean): Tier[] {
  const ofNeeds = told.filter(({ code }) => counts(code)).map(({ code }) => tierOfNeed(code));
  return hazards.length + mobility.length > 0 ? [...ofNeeds, tierOfHazard] : ofNeeds;
}
