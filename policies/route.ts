import { covers, type Places, type Team, teamNamed } from './places.ts';
import { routeRules } from './routes/index.ts';
import { partsOf } from './routes/parts.ts';
import type { RouteReason } from './routes/reasons.ts';
import { type Asking, type Candidate, isPressing, type Part } from './routes/rule.ts';

/** One way a referral goes: whom it is about, by key, and the teams, best first; the first that may receive it takes it. */
export interface Destination extends Pick<Part, 'tier' | 'area' | 'placedBy'> {
  readonly about: readonly string[];
  readonly candidates: readonly Candidate[];
}

/** Every way a referral goes; or, where there is none, why. */
export type Route =
  | { readonly destinations: readonly [Destination, ...Destination[]]; readonly reason?: undefined }
  | { readonly destinations: readonly []; readonly reason: Extract<RouteReason, 'not-in-area'> };

/** The kinds of team a person may ask for. Others are reached by way of the team that sends people there, or by a duty. */
const askable: ReadonlySet<Team['kind']> = new Set<Team['kind']>([
  'first-contact',
  'local-area-coordinator',
  'ward-team',
  'community-organisation',
]);

/**
 * Chooses by whom a referral is about, where they live, what they need, how soon, who sends it and what they asked for.
 * Each part of it goes its own way. Pure; the same referral on the same day goes the same ways. Does not decide whether
 * anything may be shared with a team, and knows nothing of statutory duties, which need no route.
 */
export function route(asking: Asking, places: Places): Route {
  const [first, ...others] = partsOf(asking, places).flatMap((part): Destination[] => {
    const candidates = askedFirst(part, found(part, places), places);
    const { about, tier, area, placedBy } = part;
    return candidates.length === 0 ? [] : [{ about: about.map(({ key }) => key), tier, area, placedBy, candidates }];
  });
  return first ? { destinations: [first, ...others] } : { destinations: [], reason: 'not-in-area' };
}

/** What the first rule that speaks of it says; a person at First Contact if none does. */
function found(part: Part, places: Places): readonly Candidate[] {
  for (const rule of routeRules) {
    const candidates = rule.find(part, places);
    if (candidates) return candidates;
  }
  return [{ team: places.fallback, reason: 'first-contact' }];
}

/**
 * The team the person asked for first, if it is there for them: it works in their area and with what they need. Who asks
 * for First Contact goes there. Where the rules choose the same team, their reason says more.
 */
function askedFirst(part: Part, candidates: readonly Candidate[], places: Places): readonly Candidate[] {
  if (part.who === 'family' || part.purpose === 'conversation') return candidates;
  const { fallback } = places;
  const team = part.requested.map((name) => teamNamed(name, part.area, places)).find((each) => each && fits(each, part, fallback));
  if (!team || team === candidates[0]?.team) return candidates;
  const asked: Candidate = { team, reason: 'asked-for' };
  return team === fallback ? [asked] : [asked, ...candidates.filter((each) => each.team !== team)];
}

const fits = (team: Team, part: Part, fallback: Team): boolean =>
  team === fallback ||
  (askable.has(team.kind) &&
    covers(team, part.area) &&
    team.tiers.includes(part.tier) &&
    !(team.kind === 'local-area-coordinator' && isPressing(part)));
