import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Referral } from '../../contracts/referral.ts';
import { Need, roles } from '../../contracts/vocabulary.ts';
import { county, partnershipOf } from '../../policies/partnership/index.ts';
import type { Places } from '../../policies/places.ts';
import { route } from '../../policies/route.ts';
import { isChild } from '../../policies/routes/parts.ts';
import type { Asking } from '../../policies/routes/rule.ts';

const today = '2026-11-20';
const { places } = partnershipOf(county);
const teamNames = county.teams.flatMap(({ id, kind }) => [id, kind]);
const postcodes = [...county.areas.flatMap(({ sectors }) => sectors.map((sector) => `${sector}AA`)), 'ZZ9 9AA', 'nowhere'];
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const person = fc.record({
  role: fc.constantFrom(...roles),
  address: maybe(fc.record({ postcode: maybe(fc.constantFrom(...postcodes)) })),
  birthDate: maybe(fc.constantFrom('1940-01-01', '1990-06-01', '2008-11-20', '2008-11-21', '2020-01-01')),
  needs: fc.array(fc.record({ code: fc.constantFrom(...Need.options) }), { maxLength: 3 }),
  mobility: fc.subarray(['frame']),
  attendance: maybe(fc.record({ count: fc.integer({ min: 1, max: 5 }) })),
});

/** A referral of a household of any shape, mostly with a subject, from any organisation. */
const asking: fc.Arbitrary<Asking> = fc
  .record({
    purpose: fc.constantFrom('introduction', 'safe-and-well', 'support', 'conversation'),
    urgency: fc.constantFrom('routine', 'soon', 'urgent', 'emergency'),
    requested: fc.array(fc.constantFrom(...teamNames, 'no-such-team'), { maxLength: 3 }),
    people: fc.array(person, { minLength: 1, maxLength: 5 }),
    first: fc.constantFrom(...roles, 'subject', 'subject', 'subject'),
    from: fc.constantFrom(...county.organisations.map(({ id }) => id)),
  })
  .map(({ from, first, people, ...rest }) => ({
    from,
    today,
    referral: Referral.parse({
      ...rest,
      people: people.map((each, index) => ({ ...each, key: `p${index + 1}`, role: index === 0 ? first : each.role })),
    }),
  }));

const always = (holds: (asked: Asking) => void) => fc.assert(fc.property(asking, holds), { numRuns: 2_000 });
const ways = (asked: Asking, at: Places = places) =>
  route(asked, at).destinations.map(({ candidates, ...rest }) => ({
    ...rest,
    candidates: candidates.map(({ team, reason }) => [team.id, reason]),
  }));

describe('whatever comes in', () => {
  test('a route ends at a team, each way with First Contact to fall back on, or nowhere if there is no ward team for a conversation', () => {
    always((asked) => {
      const { destinations, reason } = route(asked, places);
      if (asked.referral.purpose === 'conversation') {
        const reached = destinations.flatMap(({ candidates }) => candidates.map(({ team }) => team.kind));
        expect([reached, reason]).toEqual(reason ? [[], 'not-in-area'] : [['ward-team'], undefined]);
      } else {
        expect([destinations.length > 0, reason]).toEqual([true, undefined]);
        for (const { candidates } of destinations) expect(candidates.at(-1)?.team).toBe(places.fallback);
      }
    });
  });

  test('nothing is routed to a hub, to family support or to adult safeguarding', () => {
    always((asked) => {
      const kinds = route(asked, places).destinations.flatMap(({ candidates }) => candidates.map(({ team }) => team.kind));
      for (const kind of ['early-help-hub', 'family-support', 'adult-safeguarding']) expect(kinds).not.toContain(kind);
    });
  });

  test('no way names a team twice, and no two ways are about the same person for the same need', () => {
    always((asked) => {
      for (const { candidates } of ways(asked)) expect(new Set(candidates.map(([team]) => team)).size).toBe(candidates.length);
      expect(ways(asked).length).toBeLessThanOrEqual(2);
    });
  });

  test('a child goes to First Response, and to a team for adults only where nothing may go there', () => {
    always((asked) => {
      if (asked.referral.purpose === 'conversation') return;
      const young = asked.referral.people.filter((each) => isChild(each, today)).map(({ key }) => key);
      for (const { about, candidates } of route(asked, places).destinations) {
        const first = candidates[0]?.team.kind;
        expect(about.some((key) => young.includes(key))).toBe(first === 'first-response');
      }
    });
  });

  test('it is about the subject and the household alone', () => {
    always((asked) => {
      const seen = asked.referral.people.filter(({ role }) => role === 'subject' || role === 'household-member').map(({ key }) => key);
      for (const { about } of route(asked, places).destinations) for (const key of about) expect(seen).toContain(key);
    });
  });

  test('the same goes the same way, in whatever order the people are told of', () => {
    const sorted = (asked: Asking) => ways(asked).map(({ about, candidates, tier }) => ({ about: [...about].sort(), candidates, tier }));
    always((asked) => {
      expect(ways(structuredClone(asked))).toEqual(ways(asked));
      const oneHome = asked.referral.people.map((each) => ({ ...each, address: asked.referral.people[0]?.address }));
      const home = { ...asked, referral: { ...asked.referral, people: oneHome } };
      const turned = { ...home, referral: { ...home.referral, people: [...oneHome].reverse() } };
      expect(sorted(turned)).toEqual(sorted(home));
    });
  });

  test('a team added elsewhere changes nothing here', () => {
    const harbour = { id: 'harbour', name: 'Harbour', district: 'Oakfield', sectors: ['ZZ0 1'] };
    const grown = partnershipOf({
      ...county,
      areas: [...county.areas, harbour],
      teams: [
        {
          id: 'ward-harbour',
          kind: 'ward-team',
          name: 'W',
          organisation: 'council',
          area: 'harbour',
          tiers: [0, 1, 2, 3],
        },
        { id: 'coordinator-harbour', kind: 'local-area-coordinator', name: 'C', organisation: 'council', area: 'harbour', tiers: [0, 1] },
        ...county.teams,
      ],
    });
    always((asked) => {
      expect(ways(asked, grown.places)).toEqual(ways(asked));
    });
  });
});
