import { parse } from 'postcode';
import type { Category } from '../contracts/categories.ts';
import type { Referral } from '../contracts/referral.ts';
import { needs, type TeamKind } from '../contracts/vocabulary.ts';

/** An organisation of the partnership. Each is a controller in its own right. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** A coordinator area: a name and the postcode sectors (`ZZ1 1`) it covers. */
export interface Area {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly sectors: readonly string[];
}

/** A receiving team: what kind it is, whose it is, where it works and what it takes. */
export interface Team {
  readonly id: string;
  readonly kind: TeamKind;
  readonly name: string;
  readonly organisation: string;
  /** The area it covers; left out, the whole county. */
  readonly area?: string;
  /** The tiers of prevention it works at; empty, nothing is routed to it by need. */
  readonly tiers: readonly number[];
  /** Where people go whom no team fits. Exactly one team of a partnership says so. */
  readonly fallback?: true;
}

/** Where a partnership is and who receives in it, indexed once. */
export interface Places {
  readonly teams: ReadonlyMap<string, Team>;
  readonly areas: ReadonlyMap<string, Area>;
  readonly areaBySector: ReadonlyMap<string, Area>;
  readonly coordinatorByArea: ReadonlyMap<string, Team>;
  readonly fallback: Team;
}

/** Indexes teams and areas. Throws, naming the entry, if one is listed twice or names an area that is not there. */
export function placesOf(teams: readonly Team[], areas: readonly Area[]): Places {
  const byId = new Map<string, Team>();
  const areasById = new Map(areas.map((area) => [area.id, area]));
  const areaBySector = new Map<string, Area>();
  const coordinatorByArea = new Map<string, Team>();
  for (const area of areas) {
    for (const sector of area.sectors) {
      if (areaBySector.has(sector)) throw new Error(`areas: sector ${sector} is in two areas, ${area.id} the second`);
      areaBySector.set(sector, area);
    }
  }
  for (const team of teams) {
    if (byId.has(team.id)) throw new Error(`teams/${team.id}: the id is used twice`);
    if (team.area && !areasById.has(team.area)) throw new Error(`teams/${team.id}: area ${team.area} is not in areas.ts`);
    byId.set(team.id, team);
    if (team.area && team.kind === 'local-area-coordinator') coordinatorByArea.set(team.area, team);
  }
  const fallbacks = teams.filter((team) => team.fallback);
  const [fallback] = fallbacks;
  if (!fallback || fallbacks.length > 1) throw new Error(`teams: exactly one must say fallback, ${fallbacks.length} do`);
  return { teams: byId, areas: areasById, areaBySector, coordinatorByArea, fallback };
}

/** Why a team was chosen: a code and the sentence people read. */
export const routeReasons = {
  'area-and-need': 'The person lives in the area of this Local Area Coordinator, who works with needs of this kind.',
  'asked-for': 'The person asked for this team.',
  'need-beyond-coordinator': 'The need is more than a Local Area Coordinator works with, so First Contact will arrange help.',
  'no-coordinator-in-area': 'No Local Area Coordinator covers the person’s address, so someone at First Contact will find the right team.',
  'area-unknown': 'The person’s area is not known, so someone at First Contact will find the right team.',
  'no-agreement-with-coordinator':
    'A Local Area Coordinator would fit, but nothing may go to one directly, so First Contact will make the introduction.',
  'statutory-duty': 'A safeguarding concern goes at once to the team that holds the duty.',
  'first-contact': 'Someone at First Contact will find the right help.',
  'declined-by-team': 'The team could not take the case on, so someone at First Contact will find another.',
} as const;
export type RouteReason = keyof typeof routeReasons;

/** A reason that says something of needs, of an address or of other teams, as one that says nothing of them. */
export const neutralReason = (reason: string): string =>
  reason === 'need-beyond-coordinator' || reason === 'no-agreement-with-coordinator' || reason === 'no-coordinator-in-area'
    ? 'first-contact'
    : reason;

/** A team a referral could go to, and why; the first that may receive it is the one. */
export interface Candidate {
  readonly team: Team;
  readonly reason: RouteReason;
}

export type Tier = 0 | 1 | 2 | 3;

/** Where a referral could go, best first. `tier` is the highest of the subject’s needs. */
export interface Route {
  readonly area: string | undefined;
  readonly tier: Tier;
  readonly candidates: readonly Candidate[];
}

/**
 * Chooses by area and need: someone whose needs are of tier 0 or 1 goes to the Local Area Coordinator of
 * their area, unless they asked for First Contact first; anyone else, and whoever no team fits, to a person there. Always has a candidate.
 * Does not decide whether anything may be shared with it.
 */
export function route(referral: Referral, places: Places): Route {
  const subject = referral.people.find((person) => person.role === 'subject');
  const sector = subject?.address?.postcode ? parse(subject.address.postcode).sector : null;
  const area = sector ? places.areaBySector.get(sector) : undefined;
  const tier = tierOf(referral) ?? 0;
  const coordinator = area && places.coordinatorByArea.get(area.id);
  const first = { team: places.fallback };
  const found = { area: area?.id, tier };
  if (!sector) return { ...found, candidates: [{ ...first, reason: 'area-unknown' }] };
  if (!coordinator) return { ...found, candidates: [{ ...first, reason: 'no-coordinator-in-area' }] };
  if (!coordinator.tiers.includes(tier)) return { ...found, candidates: [{ ...first, reason: 'need-beyond-coordinator' }] };
  const asked = referral.requested.find((name) => [places.fallback, coordinator].some(({ id, kind }) => name === id || name === kind));
  if (asked === places.fallback.id || asked === places.fallback.kind) return { ...found, candidates: [{ ...first, reason: 'asked-for' }] };
  return {
    ...found,
    candidates: [
      { team: coordinator, reason: 'area-and-need' },
      { ...first, reason: 'no-agreement-with-coordinator' },
    ],
  };
}

/**
 * The highest tier among what the subject needs, or among as much of it as `may` lets through; nothing if that is
 * nothing. A hazard in the home and a difficulty in getting about are of tier 2.
 */
export function tierOf(referral: Referral, may: (category: Category) => boolean = () => true): Tier | undefined {
  const subject = referral.people.find((person) => person.role === 'subject');
  if (!subject) return undefined;
  const tiers: Tier[] = subject.needs.filter(({ code }) => may(needs[code].category)).map(({ code }) => needs[code].tier);
  if (subject.hazards.length > 0 && may('hazard')) tiers.push(2);
  if (subject.mobility.length > 0 && may('mobility')) tiers.push(2);
  return tiers.length === 0 ? undefined : (Math.max(...tiers) as Tier);
}
