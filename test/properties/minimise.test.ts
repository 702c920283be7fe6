import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Referral, referralFacts } from '../../contracts/referral.ts';
import { type Decision, decide, type Question } from '../../policies/decide.ts';
import { kindsOf, minimise, ownersOf } from '../../policies/minimise.ts';
import * as generated from '../support/generators.ts';

const runs = { numRuns: 300 };

/** The decision a team would get about this referral, under whatever clauses. */
function decided(referral: Referral, question: Question): Decision {
  const asked = kindsOf(referralFacts(referral));
  return decide({ ...question, owners: ownersOf(referral, 'job-centre', 'case-1'), asked });
}

const personAt = (referral: Referral, pointer: string) => referral.people[Number(/^\/people\/(\d+)\//.exec(pointer)?.[1] ?? Number.NaN)];

describe('a view', () => {
  it('is often neither empty nor whole, so that what follows means something', () => {
    const views = fc
      .sample(fc.tuple(generated.referral, generated.question), { numRuns: 400, seed: 11 })
      .map(([referral, question]) => minimise(referral, decided(referral, question)).length);
    expect(views.filter((count) => count > 0).length).toBeGreaterThan(40);
  });

  it('holds no fact but those whose own owner and kind of information is permitted', () => {
    fc.assert(
      fc.property(generated.referral, generated.question, (referral, question) => {
        const decision = decided(referral, question);
        const all = referralFacts(referral);
        const view = minimise(referral, decision);
        for (const { ruling, ...fact } of view) {
          expect(all).toContainEqual(fact);
          expect(ruling).toMatchObject({ owner: fact.owner, category: fact.category, outcome: 'permit' });
          expect(personAt(referral, fact.pointer)?.key ?? fact.owner).toBe(fact.owner);
        }
        const permitted = new Set(
          decision.rulings.flatMap(({ owner, category, outcome }) => (outcome === 'permit' ? [`${owner} ${category}`] : [])),
        );
        expect(view).toHaveLength(all.filter(({ owner, category }) => permitted.has(`${owner} ${category}`)).length);
      }),
      runs,
    );
  });

  it('is empty where nothing was decided', () => {
    fc.assert(
      fc.property(generated.referral, generated.question, (referral, question) => {
        expect(minimise(referral, { ...decided(referral, question), rulings: [] })).toEqual([]);
      }),
      runs,
    );
  });

  it('shows of one person the same, whatever is told of another or said by them', () => {
    fc.assert(
      fc.property(generated.referral, generated.told, generated.question, fc.nat(), (referral, told, question, pick) => {
        const index = pick % referral.people.length;
        const changed = referral.people[index];
        if (!changed) return;
        const people = referral.people.map((person) =>
          person === changed ? { ...person, ...told, key: person.key, role: person.role } : person,
        );
        const ofOthers = (of: Referral) =>
          minimise(of, decided(of, question)).filter(
            ({ owner, pointer }) => owner !== changed.key && owner !== 'shared' && !pointer.startsWith(`/people/${index}/`),
          );
        expect(ofOthers({ ...referral, people })).toEqual(ofOthers(referral));
      }),
      runs,
    );
  });
});

describe('the facts of a referral', () => {
  it('each have one owner, who is asked about or is `shared`', () => {
    fc.assert(
      fc.property(generated.referral, (referral) => {
        const owners = new Set(ownersOf(referral, 'job-centre', 'case-1').map(({ key }) => key));
        for (const fact of referralFacts(referral)) {
          expect(owners).toContain(fact.owner);
          expect(personAt(referral, fact.pointer)?.key ?? fact.owner).toBe(fact.owner);
        }
      }),
      runs,
    );
  });

  it('told of several people at once belong to all of them: any one who has not agreed keeps them from view', () => {
    const several = generated.referral.filter(({ people, narrative }) => people.length > 1 && narrative !== undefined);
    fc.assert(
      fc.property(several, generated.question, (referral, question) => {
        const explicit = question.clauses.filter(({ clause }) => clause.confidentiality === 'explicit-permission');
        const silenced = {
          ...referral,
          people: referral.people.map((person, index) => (index === 1 ? { ...person, consent: undefined } : person)),
        };
        const view = minimise(silenced, decided(silenced, { ...question, clauses: explicit }));
        expect(view.map(({ pointer }) => pointer)).not.toContain('/narrative');
      }),
      runs,
    );
  });
});
