import { parse } from 'postcode';
import type { TeamKind } from '../contracts/vocabulary.ts';
import { contradictionsIn, districtsOf, doorKinds, hubs } from './contradictions.ts';

/** An organisation of the partnership. Each is a controller in its own right. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** A coordinator area: a name, the district it is in, and the postcode sectors (`ZZ1 1`) it covers. */
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
  /** The area it covers; left out, the whole county or the districts it names. */
  readonly area?: string;
  /** The districts an Early Help Hub covers. */
  readonly districts?: readonly string[];
  /** The tiers of prevention it works at; empty, nothing is routed to it by need. */
  readonly tiers: readonly number[];
  /** Other organisations whose own people read its cases, each its own view. */
  readonly members?: readonly string[];
  /** Where people go whom no team fits. Exactly one team of a partnership says so. */
  readonly fallback?: true;
}

/** A partnership as its files list it. */
export interface County {
  readonly organisations: readonly Organisation[];
  readonly districts: readonly string[];
  readonly areas: readonly Area[];
  readonly teams: readonly Team[];
}

/** Where a partnership is and who receives in it, indexed once. */
export interface Places {
  readonly teams: ReadonlyMap<string, Team>;
  readonly areas: ReadonlyMap<string, Area>;
  readonly areaBySector: ReadonlyMap<string, Area>;
  readonly coordinatorByArea: ReadonlyMap<string, Team>;
  readonly wardTeamByArea: ReadonlyMap<string, Team>;
  readonly hubByDistrict: ReadonlyMap<string, Team>;
  /** The doors that hold a statutory duty, by their kind. */
  readonly doors: ReadonlyMap<TeamKind, Team>;
  readonly fallback: Team;
}

/**
 * Indexes a partnership. Throws if it contradicts itself, with everything that is wrong, one a line: the file, the field,
 * and what is expected. Does not check that a postcode sector exists.
 */
export function placesOf(county: County): Places {
  const { areas, teams } = county;
  const faults = contradictionsIn(county);
  const [fallback] = teams.filter((team) => team.fallback);
  if (!fallback || faults.length > 0) throw new Error(`the partnership contradicts itself:\n${faults.join('\n')}`);
  const byArea = (kind: TeamKind) => new Map(teams.flatMap((team) => (team.kind === kind && team.area ? [[team.area, team]] : [])));
  return {
    teams: new Map(teams.map((team) => [team.id, team])),
    areas: new Map(areas.map((area) => [area.id, area])),
    areaBySector: new Map(areas.flatMap((area) => area.sectors.map((sector) => [sector, area]))),
    coordinatorByArea: byArea('local-area-coordinator'),
    wardTeamByArea: byArea('ward-team'),
    hubByDistrict: new Map(hubs(teams).flatMap((hub) => districtsOf(hub).map((district) => [district, hub]))),
    doors: new Map(doorKinds.flatMap((kind) => teams.filter((team) => team.kind === kind).map((team) => [kind, team]))),
    fallback,
  };
}

/** The door that holds a statutory duty which a name stands for: its id, or its kind. */
export const doorNamed = (name: string, { doors }: Places): Team | undefined =>
  [...doors.values()].find(({ id, kind }) => name === id || name === kind);

/** The sector of a postcode (`ZZ1 1`), however loosely it is written; nothing if it is none. */
export const sectorOf = (postcode: string | undefined): string | undefined =>
  (postcode === undefined ? null : parse(postcode).sector) ?? undefined;

/** The area a postcode is in; nothing if it is none, or of no area. */
export function areaOf(postcode: string | undefined, { areaBySector }: Places): Area | undefined {
  const sector = sectorOf(postcode);
  return sector === undefined ? undefined : areaBySector.get(sector);
}

/** Whether a team works in an area. A team of the whole county works everywhere, also where the area is not known. */
export function covers({ area, districts }: Team, where: Area | undefined): boolean {
  if (area !== undefined) return where?.id === area;
  return districts === undefined || (where !== undefined && districts.includes(where.district));
}

/**
 * The team a name stands for: its id; or a kind of team, where exactly one of that kind works in the area. Nothing if no
 * team does, or several do: the choice would be an accident.
 */
export function teamNamed(name: string, area: Area | undefined, { teams }: Places): Team | undefined {
  const team = teams.get(name);
  if (team) return team;
  const [first, ...others] = [...teams.values()].filter((each) => each.kind === name && covers(each, area));
  return others.length === 0 ? first : undefined;
}
