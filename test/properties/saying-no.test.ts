import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Category } from '../../contracts/categories.ts';
import type { ConsentRecord, Provision } from '../../policies/consent.ts';
import { decide, type Question } from '../../policies/decide.ts';
import * as generated from '../support/generators.ts';

const outcomes = (question: Question) =>
  new Map(decide(question).rulings.map(({ owner, category, outcome }) => [`${owner} ${category}`, outcome]));

it('never lets more through to say no: an added refusal, withdrawal, doubt, denial or exclusion', () => {
  fc.assert(
    fc.property(generated.question, fc.nat(), generated.category, noes, (question, pick, category, no) => {
      const before = outcomes(question);
      const after = outcomes(no(question, pick, category));
      for (const [about, outcome] of after) if (outcome === 'permit') expect(before.get(about)).toBe('permit');
    }),
    { numRuns: 1000 },
  );
});

type No = (question: Question, pick: number, category: Category) => Question;

const everyRecord = (
  question: Question,
  pick: number,
  change: (records: readonly ConsentRecord[]) => readonly ConsentRecord[],
): Question => ({
  ...question,
  owners: question.owners.map((owner, index) =>
    index === pick % question.owners.length ? { ...owner, consents: owner.consents.map((records) => change(records)) } : owner,
  ),
});
const aNo: ConsentRecord = {
  id: 'no',
  status: 'refused',
  givenBy: 'self',
  pressureSuspected: false,
  engagement: 'not-asked',
  provisions: [],
};
const deny = (category: Category): Provision => ({ id: 'deny', answer: 'deny', categories: [category], provisions: [] });
const nested = (provisions: readonly Provision[], category: Category): Provision[] =>
  provisions.map((each, index) => (index === 0 ? { ...each, provisions: [...each.provisions, deny(category)] } : each));

const noes = fc.constantFrom<No>(
  (question, pick) => everyRecord(question, pick, (records) => [...records, aNo]),
  (question, pick) => everyRecord(question, pick, (records) => [...records, { ...aNo, status: 'not-asked', engagement: 'declined' }]),
  (question, pick) =>
    everyRecord(question, pick, (records) =>
      records.map((each, index) => (index === 0 ? { ...each, status: 'withdrawn' as const } : each)),
    ),
  (question, pick) => everyRecord(question, pick, (records) => records.map((each) => ({ ...each, pressureSuspected: true }))),
  (question, pick, category) =>
    everyRecord(question, pick, (records) => [...records, { ...aNo, status: 'given', givenBy: 'attorney', provisions: [deny(category)] }]),
  (question, pick, category) =>
    everyRecord(question, pick, (records) => records.map((each) => ({ ...each, provisions: [...each.provisions, deny(category)] }))),
  (question, pick, category) =>
    everyRecord(question, pick, (records) => records.map((each) => ({ ...each, provisions: nested(each.provisions, category) }))),
  (question, pick, category) => ({
    ...question,
    clauses: question.clauses.map((each, index) =>
      index === pick % question.clauses.length
        ? { ...each, clause: { ...each.clause, exclusions: [...each.clause.exclusions, category] } }
        : each,
    ),
  }),
);
