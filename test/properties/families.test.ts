import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Referral, referralFacts } from '../../contracts/referral.ts';
import { decide, type Question } from '../../policies/decide.ts';
import { safetyDuty } from '../../policies/law.ts';
import { isKeptApart, kindsOf, minimise, ownersOf, type PermittedFact } from '../../policies/minimise.ts';
import * as generated from '../support/generators.ts';
import { isForLawEnforcement, letsThrough } from '../support/naive-view.ts';

const runs = { numRuns: 800 };

/** The question a reader’s view of this family puts. */
const about = (referral: Referral, question: Question): Question => ({
  ...question,
  owners: ownersOf(referral, 'fire', 'case-1'),
  asked: kindsOf(referralFacts(referral)),
  keptApart: isKeptApart(referral, { reviewed: undefined }),
});
const viewOf = (referral: Referral, question: Question) => minimise(referral, decide(question));
const personAt = (referral: Referral, pointer: string) => referral.people[Number(/^\/people\/(\d+)\//.exec(pointer)?.[1] ?? Number.NaN)];
const isWarning = ({ ruling }: PermittedFact) => ruling.duty === safetyDuty.id;

const everyView = (holds: (view: readonly PermittedFact[], referral: Referral, question: Question) => void, settings = runs) =>
  fc.assert(
    fc.property(generated.family, generated.familyQuestion, (referral, generic) => {
      const question = about(referral, generic);
      holds(viewOf(referral, question), referral, question);
    }),
    settings,
  );

describe('a view of a family', () => {
  it('is often of one person, sometimes of several, sometimes by a parent’s word, so that what follows means something', () => {
    const views = fc
      .sample(fc.tuple(generated.family, generated.familyQuestion), { numRuns: 1500, seed: 5 })
      .map(([referral, generic]) => ({ referral, view: viewOf(referral, about(referral, generic)) }));
    const with_ = (test: (view: readonly PermittedFact[], referral: Referral) => boolean) =>
      views.filter(({ view, referral }) => test(view, referral)).length;
    expect(with_((view) => view.length > 0)).toBeGreaterThan(120);
    expect(with_((view) => new Set(view.map(({ owner }) => owner)).size > 1)).toBeGreaterThan(15);
    expect(with_((view) => view.some(({ owner }) => owner === 'shared'))).toBeGreaterThan(3);
    expect(with_((view) => view.some(({ collected }) => collected !== undefined))).toBeGreaterThan(10);
    expect(with_((view) => view.some(isWarning))).toBeGreaterThan(10);
    expect(with_((view, referral) => view.some(({ pointer }) => personAt(referral, pointer)?.protected))).toBeGreaterThan(5);
    expect(
      with_((view, referral) => view.some(({ pointer }) => personAt(referral, pointer)?.consent?.givenBy === 'parental-responsibility')),
    ).toBeGreaterThan(3);
  });

  it('holds no fact of anyone whose own decision, under some clause, does not let it through', () => {
    everyView((view, referral, question) => {
      for (const fact of view.filter((each) => !isWarning(each)))
        expect(question.clauses.some((clause) => letsThrough(clause, fact, referral, question))).toBe(true);
    });
  });

  it('holds every fact that the one clause there is lets through', () => {
    everyView((_, referral, question) => {
      for (const clause of question.clauses) {
        const seen = viewOf(referral, { ...question, clauses: [clause] }).filter((each) => !isWarning(each));
        const may = referralFacts(referral).filter(
          (fact) => fact.category !== 'administrative' && letsThrough(clause, fact, referral, question),
        );
        expect(seen.map(({ pointer }) => pointer)).toEqual(may.map(({ pointer }) => pointer));
      }
    });
  });

  it('holds nothing of a complainant, of anyone of whom an offence is alleged, or of a professional, nor text that tells of one', () => {
    everyView((view, referral) => {
      const isSeen = (role: string | undefined) => role === undefined || role === 'subject' || role === 'household-member';
      for (const { pointer } of view) expect(isSeen(personAt(referral, pointer)?.role)).toBe(true);
      if (!referral.people.every(({ role }) => isSeen(role))) expect(view.map(({ pointer }) => pointer)).not.toContain('/narrative');
    });
  });

  it('holds nothing collected for law enforcement under a clause that names no authority', () => {
    everyView((view, referral, question) => {
      const authorised = new Set(question.clauses.filter(({ clause }) => clause.lawEnforcement).map(({ agreement }) => agreement));
      for (const fact of view)
        if (isForLawEnforcement(fact, referral) && !isWarning(fact)) expect(authorised).toContain(fact.ruling.agreement?.id);
    });
  });

  it('gives nobody’s address, telephone, school or story as someone else’s', () => {
    everyView((view) => {
      for (const { owner, value } of view) for (const [, whose] of JSON.stringify(value).matchAll(/ of (p\d)/g)) expect(whose).toBe(owner);
    });
  });

  it('holds of a warning that only the duty lets through what to do and whom to ring, and not what it rests on', () => {
    everyView((view, _, question) => {
      const warnings = view.filter(isWarning);
      for (const { value, owner } of warnings) {
        expect(owner).toBe('p1');
        expect(Object.keys(JSON.parse(JSON.stringify(value)) as object).sort()).toEqual(['advice', 'ring']);
      }
      if (warnings.length > 0) expect(safetyDuty.teamKinds).toContain(question.to.kind);
    });
  });

  it('is of the subject alone while something marks abuse, whoever agreed to whatever', () => {
    everyView((view, _, question) => {
      if (question.keptApart) expect(view.filter(({ owner }) => owner !== 'p1')).toEqual([]);
    });
  });
});
