import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide, type Question } from '../../policies/decide.ts';
import { duties, safetyDuty } from '../../policies/law.ts';
import * as generated from '../support/generators.ts';

const runs = { numRuns: 300 };
const duty = fc.constantFrom(...duties);

/** The question, put about a team that holds the duty, of everything the duty names about everyone. */
function underDuty(question: Question, held: (typeof duties)[number]): Question {
  const to = { organisation: 'council', team: held.teamKind, kind: held.teamKind };
  const asked = question.owners.flatMap(({ key }) => held.categories.map((category) => ({ owner: key, category })));
  return { ...question, to, asked, duty: { owner: 'p1', duty: held } };
}

it('lets nothing stand in the way of a statutory duty: no clause, consent, refusal or role', () => {
  fc.assert(
    fc.property(generated.question, duty, (question, held) => {
      const { rulings } = decide(underDuty(question, held));
      const concerned = rulings.filter(({ owner }) => owner === 'p1');
      expect(concerned).toHaveLength(held.categories.length);
      for (const ruling of concerned) expect(ruling).toMatchObject({ outcome: 'permit', code: held.id, duty: held.id });
    }),
    runs,
  );
});

it('needs no clause at all, and not even to know the person', () => {
  fc.assert(
    fc.property(generated.question, duty, (question, held) => {
      const { rulings } = decide({ ...underDuty(question, held), clauses: [], owners: [] });
      expect(rulings.filter(({ owner }) => owner === 'p1').every(({ outcome }) => outcome === 'permit')).toBe(true);
    }),
    runs,
  );
});

it('opens nothing about anyone else, nothing the duty does not name, and nothing to a team that does not hold it', () => {
  fc.assert(
    fc.property(generated.question, duty, (question, held) => {
      const without = decide(question).rulings;
      const withDuty = decide({ ...question, duty: { owner: 'p1', duty: held } }).rulings;
      for (const [index, ruling] of withDuty.entries()) {
        if (ruling.duty === safetyDuty.id) continue;
        if (ruling.duty === undefined) expect(ruling).toStrictEqual(without[index]);
        else {
          expect(question.to.kind).toBe(held.teamKind);
          expect(held.categories).toContain(ruling.category);
          expect(ruling.owner).toBe('p1');
        }
      }
    }),
    runs,
  );
});

const warnings = ({ owners }: Question) =>
  owners.flatMap(({ key, role }) => (role === 'subject' ? [{ owner: key, category: safetyDuty.category }] : []));

it('warns whoever took a case on and visits, whatever has been refused, withdrawn or agreed', () => {
  const visiting = fc.constantFrom(...safetyDuty.teamKinds);
  fc.assert(
    fc.property(generated.question, visiting, fc.constantFrom(undefined, 'law-enforcement' as const), (question, kind, collected) => {
      const to = { organisation: 'council', team: 'visits', kind };
      const asked = warnings(question).map((each) => ({ ...each, collected }));
      for (const { outcome } of decide({ ...question, to, asked, isTakenOn: true }).rulings) expect(outcome).toBe('permit');
    }),
    runs,
  );
});

it('warns without anything else becoming known: a warning is of the subject, to those who visit, and adds nothing to what may be seen', () => {
  fc.assert(
    fc.property(generated.question, fc.boolean(), (question, isTakenOn) => {
      const { rulings } = decide({ ...question, isTakenOn });
      const others = decide({ ...question, isTakenOn, asked: question.asked.filter(({ category }) => category !== safetyDuty.category) });
      expect(rulings.filter(({ category }) => category !== safetyDuty.category)).toStrictEqual(others.rulings);
      const reached = rulings.filter(({ category, outcome }) => category === 'contact' && outcome === 'permit').map(({ owner }) => owner);
      for (const { owner, category, duty } of rulings) {
        if (duty !== safetyDuty.id) continue;
        expect(category).toBe('staff-safety');
        expect(safetyDuty.teamKinds).toContain(question.to.kind);
        expect(warnings(question).map((each) => each.owner)).toContain(owner);
        if (!isTakenOn) expect(reached).toContain(owner);
      }
    }),
    runs,
  );
});
