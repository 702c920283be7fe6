import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { duties } from '../../policies/law.ts';
import { areas } from '../../policies/partnership/areas.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { teams } from '../../policies/partnership/teams/index.ts';
import { placesOf, type Team } from '../../policies/route.ts';

const files = readdirSync(new URL('../../policies/partnership/teams/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));

describe('the demonstration county', () => {
  it('lists every team that has a file, by the name of its file', () => {
    expect(teams.map(({ id }) => id).sort()).toEqual(files.filter((file) => file !== 'index').sort());
  });

  it('has a coordinator in each of its areas', () => {
    for (const { id } of areas) {
      expect(partnership.places.coordinatorByArea.get(id)).toMatchObject({
        id: `coordinator-${id}`,
        kind: 'local-area-coordinator',
        tiers: [0, 1],
      });
    }
  });

  it('has every team in an organisation of the partnership', () => {
    expect(teams.filter(({ organisation }) => !partnership.organisations.has(organisation))).toEqual([]);
  });

  it('sends whom no team fits to First Contact', () => {
    expect(partnership.places.fallback.id).toBe('first-contact');
  });

  it('has a door for every statutory duty, to which nothing else is routed by need', () => {
    for (const { teamKind } of duties) expect(teams.filter(({ kind }) => kind === teamKind)).toMatchObject([{ tiers: [] }]);
  });

  it('is nowhere real: its postcodes are of an area not in use', () => {
    for (const sector of areas.flatMap(({ sectors }) => sectors)) expect(sector).toMatch(/^ZZ\d \d$/);
  });
});

describe('a partnership that contradicts itself does not load', () => {
  const [area] = areas;
  const team: Team = { id: 'a', kind: 'first-contact', name: 'A', organisation: 'council', tiers: [], fallback: true };
  const other: Team = { id: 'b', kind: 'ward-team', name: 'B', organisation: 'council', tiers: [] };

  it.each<[string, readonly Team[], typeof areas, RegExp]>([
    ['a team listed twice', [team, other, other], areas, /teams\/b: the id is used twice/],
    ['a team in an area that is not there', [team, { ...other, area: 'atlantis' }], areas, /teams\/b: area atlantis/],
    [
      'a sector in two areas',
      [team],
      [...areas, { id: 'again', name: 'Again', district: 'D', sectors: area?.sectors ?? [] }],
      /sector ZZ1 1 is in two areas/,
    ],
    ['nobody to fall back on', [other], areas, /exactly one must say fallback, 0 do/],
    ['two to fall back on', [team, { ...other, fallback: true }], areas, /exactly one must say fallback, 2 do/],
  ])('%s', (_, someTeams, someAreas, message) => {
    expect(() => placesOf(someTeams, someAreas)).toThrow(message);
  });
});
