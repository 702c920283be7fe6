import type { Person, Referral } from '../../contracts/referral.ts';
import type { Purpose, Urgency } from '../../contracts/vocabulary.ts';
import type { Area, Places, Team } from '../places.ts';
import type { RouteReason } from './reasons.ts';
import type { Tier } from './tier.ts';

/** A referral whose way is asked for: who sends it, and the day in the United Kingdom, `YYYY-MM-DD`. */
export interface Asking {
  readonly referral: Referral;
  readonly from: string;
  readonly today: string;
}

/** What of a referral goes one way: whom that part of it is about, and what the rules look at. */
export interface Part {
  /** A child’s or a family’s early help, or what an adult needs. */
  readonly who: 'family' | 'adult';
  readonly about: readonly Person[];
  /** The highest of what this part is about. */
  readonly tier: Tier;
  /** The postcode sector (`ZZ1 1`) and the area where they live, where known, and by whose address. */
  readonly sector: string | undefined;
  readonly area: Area | undefined;
  readonly placedBy: string | undefined;
  readonly purpose: Purpose;
  readonly urgency: Urgency;
  readonly from: string;
  readonly requested: readonly string[];
}

/** A team a part of a referral could go to, and why. */
export interface Candidate {
  readonly team: Team;
  readonly reason: RouteReason;
}

/** A rule of routing: an id, the sentence a practitioner reads, the teams, and examples on both sides which are run. */
export interface RouteRule {
  readonly id: string;
  readonly sentence: string;
  /** The teams it names, best first; none if it finds that nobody may be sent this; nothing if it does not speak of it. */
  readonly find: (part: Part, places: Places) => readonly Candidate[] | undefined;
  readonly examples: {
    readonly speaks: readonly { readonly part: Part; readonly goes: readonly `${string}: ${RouteReason}`[] }[];
    readonly silent: readonly Part[];
  };
}

/** Whether someone should make contact sooner than a coordinator, who is one person, can be counted on to. */
export const isPressing = ({ urgency }: Pick<Part, 'urgency'>): boolean => urgency === 'urgent' || urgency === 'emergency';
