import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { duties } from '../../policies/law.ts';
import { county, partnership } from '../../policies/partnership/index.ts';
import { areaOf, type County, covers, placesOf, type Team, teamNamed } from '../../policies/places.ts';

const { areas, districts, teams } = county;
const { places } = partnership;
const files = readdirSync(new URL('../../policies/partnership/teams/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));

describe('the demonstration county', () => {
  it('lists every team that has a file, by the name of its file', () => {
    expect(teams.map(({ id }) => id).sort()).toEqual(files.filter((file) => file !== 'index').sort());
  });

  it('has eight areas, each with a coordinator of tier 0 and 1', () => {
    expect(areas).toHaveLength(8);
    for (const { id } of areas)
      expect(places.coordinatorByArea.get(id)).toMatchObject({ id: `coordinator-${id}`, kind: 'local-area-coordinator', tiers: [0, 1] });
  });

  it('has eight districts and seven Early Help Hubs over them: one covers Northgate and Millbrook', () => {
    expect(districts).toHaveLength(8);
    expect(new Set(places.hubByDistrict.values()).size).toBe(7);
    expect(places.hubByDistrict.get('Millbrook')?.id).toBe('early-help-northgate');
    expect(places.hubByDistrict.get('Northgate')?.id).toBe('early-help-northgate');
    expect([...new Set(areas.map(({ district }) => district))].sort()).toEqual([...districts].sort());
  });

  it('has agencies that sit at its hubs, and at no other team', () => {
    for (const { kind, members } of teams) expect(members).toEqual(kind === 'early-help-hub' ? ['police', 'housing', 'gp'] : undefined);
  });

  it('has a door for every statutory duty, and hubs and family support behind them, to which nothing is routed by need', () => {
    for (const { teamKind } of duties) expect(places.doors.get(teamKind)).toMatchObject({ kind: teamKind, tiers: [] });
    expect(teams.filter(({ kind, tiers }) => (kind === 'early-help-hub' || kind === 'family-support') && tiers.length > 0)).toEqual([]);
  });

  it('has a ward team in Northgate, and charities for the whole county, each its own organisation', () => {
    expect([...places.wardTeamByArea]).toMatchObject([['northgate', { id: 'ward-team' }]]);
    const charities = teams.filter(({ kind }) => kind === 'community-organisation');
    expect(charities.map(({ id, organisation }) => [id, organisation])).toEqual([
      ['befriending', 'befriending'],
      ['social-prescribing', 'social-prescribing'],
    ]);
  });

  it('sends whom no team fits to First Contact', () => {
    expect(places.fallback.id).toBe('first-contact');
  });

  it('is nowhere real: its postcodes are of an area not in use', () => {
    for (const sector of areas.flatMap(({ sectors }) => sectors)) expect(sector).toMatch(/^ZZ\d \d$/);
  });
});

describe('a partnership that contradicts itself does not load', () => {
  const change = (id: string, to: Partial<Team>): County => ({
    ...county,
    teams: teams.map((team) => (team.id === id ? { ...team, ...to } : team)),
  });
  const area = (to: Partial<County['areas'][number]>): County => ({
    ...county,
    areas: areas.map((each) => (each.id === 'oakfield' ? { ...each, ...to } : each)),
  });
  const without = (id: string): County => ({ ...county, teams: teams.filter((team) => team.id !== id) });
  const ward = teams.find(({ id }) => id === 'ward-team') as Team;
  const hub = teams.find(({ id }) => id === 'early-help-oakfield') as Team;

  it.each<[string, County, string]>([
    [
      'an organisation listed twice',
      { ...county, organisations: [...county.organisations, { id: 'gp', name: 'G' }] },
      'organisations.ts: "gp" is there twice',
    ],
    ['a district listed twice', { ...county, districts: [...districts, 'Oakfield'] }, 'districts.ts: "Oakfield" is there twice'],
    [
      'an area listed twice',
      { ...county, areas: [...areas, { ...(areas[0] as (typeof areas)[number]), sectors: [] }] },
      'areas.ts: "northgate" is there twice',
    ],
    ['a team listed twice', { ...county, teams: [...teams, ward] }, 'teams/index.ts: "ward-team" is there twice'],
    ['an area in a district that is not there', area({ district: 'Foo' }), 'areas.ts: oakfield: district: "Foo" is not in districts.ts'],
    ['a sector in two areas', area({ sectors: ['ZZ1 1'] }), 'areas.ts: oakfield: sectors: "ZZ1 1" is in northgate too'],
    [
      'an area without a coordinator',
      without('coordinator-oakfield'),
      'areas.ts: oakfield: a local-area-coordinator covers it: none does; exactly one must',
    ],
    [
      'an area with two coordinators',
      change('coordinator-oakfield', { area: 'riverside' }),
      'areas.ts: riverside: a local-area-coordinator covers it: coordinator-oakfield, coordinator-riverside do; exactly one must',
    ],
    [
      'a district without a hub',
      without('early-help-oakfield'),
      'districts.ts: "Oakfield": an early-help-hub covers it: none does; exactly one must',
    ],
    [
      'a district with two hubs',
      change('early-help-oakfield', { districts: ['Oakfield', 'Millbrook'] }),
      'districts.ts: "Millbrook": an early-help-hub covers it: early-help-northgate, early-help-oakfield do; exactly one must',
    ],
    [
      'a hub of a district that is not there',
      change('early-help-oakfield', { districts: ['Oakfield', 'Foo'] }),
      'teams/early-help-oakfield.ts: districts: "Foo" is not in districts.ts',
    ],
    [
      'a hub of no district',
      { ...county, teams: [...teams, { ...hub, id: 'early-help-foo', districts: [] }] },
      'teams/early-help-foo.ts: districts: an early-help-hub has at least one',
    ],
    ['a team in an area that is not there', change('ward-team', { area: 'foo' }), 'teams/ward-team.ts: area: "foo" is not in areas.ts'],
    [
      'a ward team without an area',
      {
        ...county,
        teams: teams.map(({ area: of, ...team }) => (team.id === 'ward-team' ? team : { ...team, ...(of ? { area: of } : {}) })),
      },
      'teams/ward-team.ts: area: a ward-team has one',
    ],
    [
      'a team of an organisation that is not there',
      change('ward-team', { organisation: 'foo' }),
      'teams/ward-team.ts: organisation: "foo" is not in organisations.ts',
    ],
    [
      'a member that is not there',
      change('early-help-oakfield', { members: ['foo'] }),
      'teams/early-help-oakfield.ts: members: "foo" is not in organisations.ts',
    ],
    ['a tier there is not', change('ward-team', { tiers: [0, 4] }), 'teams/ward-team.ts: tiers: 4 is not 0, 1, 2 or 3'],
    ['nobody to fall back on', without('first-contact'), 'teams/index.ts: fallback: exactly one team says that it is: none is'],
    [
      'two to fall back on',
      change('ward-team', { fallback: true }),
      'teams/index.ts: fallback: exactly one team says that it is: first-contact, ward-team',
    ],
    [
      'a duty without a door',
      without('first-response'),
      'teams/index.ts: kind: exactly one team is first-response, the door of a statutory duty: none is',
    ],
  ])('%s', (_, listed, fault) => {
    expect(() => placesOf(listed)).toThrow(`the partnership contradicts itself:\n${fault}`);
  });

  it('and tells everything that is wrong at once, with the file and the field', () => {
    const listed = { ...change('early-help-oakfield', { districts: ['Foo'], members: ['foo'] }), areas: area({ district: 'Bar' }).areas };
    expect(() => placesOf(listed)).toThrow(
      [
        'the partnership contradicts itself:',
        'areas.ts: oakfield: district: "Bar" is not in districts.ts',
        'districts.ts: "Oakfield": an early-help-hub covers it: none does; exactly one must',
        'teams/early-help-oakfield.ts: districts: "Foo" is not in districts.ts',
        'teams/early-help-oakfield.ts: members: "foo" is not in organisations.ts',
      ].join('\n'),
    );
  });
});

describe('the team a name stands for', () => {
  const riverside = areaOf('ZZ3 1AA', places);
  const named = (name: string, where = riverside) => teamNamed(name, where, places)?.id;

  it('is the one of that id, or the only one of that kind that works there', () => {
    expect(named('coordinator-oakfield')).toBe('coordinator-oakfield');
    expect(named('local-area-coordinator')).toBe('coordinator-riverside');
    expect(named('early-help-hub')).toBe('early-help-wreake-vale');
    expect(named('first-response')).toBe('first-response');
  });

  it.each(['ward-team-of-nowhere', 'community-organisation', 'family-support', 'constructor'])('is none: %s', (name) => {
    expect(named(name)).toBeUndefined();
  });

  it('is none where the area is not known, but of teams for the whole county', () => {
    expect(teamNamed('local-area-coordinator', undefined, places)).toBeUndefined();
    expect(teamNamed('first-contact', undefined, places)?.id).toBe('first-contact');
  });

  it('covers where it works', () => {
    const [ward, hub, contact] = ['ward-team', 'early-help-wreake-vale', 'first-contact'].map((id) => places.teams.get(id) as Team);
    expect([ward, hub, contact].map((team) => team && covers(team, riverside))).toEqual([false, true, true]);
    expect([ward, hub, contact].map((team) => team && covers(team, undefined))).toEqual([false, false, true]);
  });
});
