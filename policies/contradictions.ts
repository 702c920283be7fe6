import type { TeamKind } from '../contracts/vocabulary.ts';
import { duties } from './law.ts';
import type { Area, County, Team } from './places.ts';

/** The kinds of team that hold a statutory duty. */
export const doorKinds: readonly TeamKind[] = duties.map(({ teamKind }) => teamKind);
/** The Early Help Hubs among teams. */
export const hubs = (teams: readonly Team[]) => teams.filter(({ kind }) => kind === 'early-help-hub');
/** The districts a team covers. */
export const districtsOf = ({ districts = [] }: Team) => districts;

/** Everything that is wrong with a partnership, in the order of its files: the file, the field, and what is expected. */
export function contradictionsIn(county: County): string[] {
  return [
    ...county.organisations.flatMap(twice('organisations.ts')),
    ...county.districts.map((id) => ({ id })).flatMap(twice('districts.ts')),
    ...county.areas.flatMap(twice('areas.ts')),
    ...county.areas.flatMap((area) => areaFaults(area, county)),
    ...county.districts.flatMap((district) => districtFaults(district, county)),
    ...county.teams.flatMap(twice('teams/index.ts')),
    ...county.teams.flatMap((team) => teamFaults(team, county)),
    ...onlyOne('teams/index.ts: fallback: exactly one team says that it is', (team) => team.fallback === true, county),
    ...doorKinds.flatMap((wanted) =>
      onlyOne(`teams/index.ts: kind: exactly one team is ${wanted}, the door of a statutory duty`, ({ kind }) => kind === wanted, county),
    ),
  ];
}

/** An entry whose id another before it has. */
const twice = (file: string) => (entry: { readonly id: string }, index: number, all: readonly { readonly id: string }[]) =>
  all.findIndex(({ id }) => id === entry.id) < index ? [`${file}: "${entry.id}" is there twice`] : [];

function areaFaults({ id, district, sectors }: Area, { districts, areas, teams }: County): string[] {
  const at = `areas.ts: ${id}`;
  const coordinators = teams.filter(({ kind, area }) => kind === 'local-area-coordinator' && area === id);
  const taken = sectors.flatMap((sector) => {
    const other = areas.find((each) => each.sectors.includes(sector));
    return other && other.id !== id ? [`${at}: sectors: "${sector}" is in ${other.id} too`] : [];
  });
  return [
    ...unlisted(`${at}: district`, [district], districts, 'districts.ts'),
    ...taken,
    ...covered(`${at}: a local-area-coordinator covers it`, coordinators),
  ];
}

const districtFaults = (district: string, { teams }: County): string[] =>
  covered(
    `districts.ts: "${district}": an early-help-hub covers it`,
    hubs(teams).filter((hub) => districtsOf(hub).includes(district)),
  );

function teamFaults({ id, kind, organisation, area, districts, tiers, members }: Team, county: County): string[] {
  const at = `teams/${id}.ts`;
  const organisations = county.organisations.map((each) => each.id);
  const areas = county.areas.map((each) => each.id);
  const needsArea = (kind === 'local-area-coordinator' || kind === 'ward-team') && area === undefined;
  return [
    ...unlisted(`${at}: organisation`, [organisation], organisations, 'organisations.ts'),
    ...(needsArea ? [`${at}: area: a ${kind} has one`] : []),
    ...(kind === 'early-help-hub' && !districts?.length ? [`${at}: districts: an early-help-hub has at least one`] : []),
    ...unlisted(`${at}: area`, area === undefined ? [] : [area], areas, 'areas.ts'),
    ...unlisted(`${at}: districts`, districts, county.districts, 'districts.ts'),
    ...tiers.filter((tier) => ![0, 1, 2, 3].includes(tier)).map((tier) => `${at}: tiers: ${tier} is not 0, 1, 2 or 3`),
    ...unlisted(`${at}: members`, members, organisations, 'organisations.ts'),
  ];
}

const unlisted = (at: string, names: readonly string[] = [], listed: readonly string[], file: string): string[] =>
  names.filter((name) => !listed.includes(name)).map((name) => `${at}: "${name}" is not in ${file}`);

const covered = (what: string, teams: readonly Team[]): string[] =>
  teams.length === 1
    ? []
    : [`${what}: ${teams.length === 0 ? 'none does' : `${teams.map(({ id }) => id).join(', ')} do`}; exactly one must`];

const onlyOne = (what: string, is: (team: Team) => boolean, { teams }: County): string[] => {
  const found = teams.filter(is).map(({ id }) => id);
  return found.length === 1 ? [] : [`${what}: ${found.length === 0 ? 'none is' : found.join(', ')}`];
};
