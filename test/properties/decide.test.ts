import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyReader, type ClauseInForce, type Owner } from '../../policies/clauses/rule.ts';
import type { ConsentRecord, Provision } from '../../policies/consent.ts';
import { decide, kindName, type Question, type Ruling } from '../../policies/decide.ts';
import * as generated from '../support/generators.ts';
import { isAgreed, isDeclined, someoneSaysNo, tellers } from '../support/naive-consent.ts';
import { frozen, shuffled } from '../support/rearrange.ts';

const runs = { numRuns: 300 };
/** What is permitted by agreement: a warning that a duty lets through is not. */
const permits = (question: Question) => decide(question).rulings.filter(({ outcome, duty }) => outcome === 'permit' && !duty);
const outcomes = (question: Question) =>
  new Map(decide(question).rulings.map(({ owner, category, outcome }) => [`${owner} ${category}`, outcome]));
const ownerOf = (question: Question, ruling: Ruling): Owner => {
  const owner = question.owners.find(({ key }) => key === ruling.owner);
  if (!owner) throw new Error('a ruling about nobody');
  return owner;
};

function speaks(question: Question, { clause }: ClauseInForce): boolean {
  const kindFits =
    clause.to.teamKinds === undefined ? question.to.kind === undefined : clause.to.teamKinds.some((kind) => kind === question.to.kind);
  return (
    kindFits && clause.from === question.from && clause.to.organisation === question.to.organisation && clause.purpose === question.purpose
  );
}
/** Whether whoever reads may read under it, protected people among them. */
function isRead({ to: { reader }, owners }: Question, { clause: { readers, protectedReaders } }: ClauseInForce): boolean {
  const lists = [...(readers ? [readers] : []), ...(owners.some(({ isProtected }) => isProtected) ? [protectedReaders ?? []] : [])];
  return lists.every((list) => list.length > 0 && (reader === anyReader || list.some((role) => role === reader)));
}
const inForce = ({ inForceFrom, inForceUntil }: ClauseInForce) => inForceFrom <= generated.today && generated.today <= inForceUntil;

describe('whatever is asked', () => {
  it('is permitted, withheld, held and refused often enough for the properties below to mean something', () => {
    const seen = fc.sample(generated.question, { numRuns: 500, seed: 7 }).flatMap((each) => decide(each).rulings);
    const share = (outcome: Ruling['outcome']) => seen.filter((ruling) => ruling.outcome === outcome).length / seen.length;
    expect(share('permit')).toBeGreaterThan(0.05);
    expect(share('hold')).toBeGreaterThan(0.02);
    expect(share('refuse')).toBeGreaterThan(0.05);
    expect(seen.some(({ owner, outcome }) => owner === 'shared' && outcome === 'permit')).toBe(true);
    expect(new Set(seen.map(({ code }) => code)).size).toBeGreaterThan(12);
  });

  it('is answered once each, in the order asked', () => {
    fc.assert(
      fc.property(generated.question, (question) => {
        expect(decide(question).rulings.map(kindName)).toEqual(question.asked.map(kindName));
      }),
      runs,
    );
  });

  it('is permitted only under a clause in force between the two that names the kind of information, and that no clause excludes', () => {
    fc.assert(
      fc.property(generated.question, (question) => {
        const speaking = question.clauses.filter((each) => speaks(question, each) && inForce(each));
        for (const { category, agreement } of permits(question)) {
          const under = speaking.find((each) => each.agreement === agreement?.id && each.clause.id === agreement.clause);
          expect(under?.clause.categories).toContain(category);
          expect(speaking.flatMap(({ clause }) => clause.exclusions)).not.toContain(category);
        }
      }),
      runs,
    );
  });

  it('is permitted only with each person’s own permission, where the clause needs it, and against no refusal', () => {
    fc.assert(
      fc.property(generated.question, (question) => {
        for (const ruling of permits(question)) {
          const under = question.clauses.find((each) => each.agreement === ruling.agreement?.id);
          if (under?.clause.confidentiality !== 'explicit-permission') continue;
          const owner = ownerOf(question, ruling);
          expect(owner.consents.length).toBeGreaterThan(0);
          for (const teller of tellers(owner))
            expect(isAgreed(teller, { question, category: ruling.category, clause: under.clause })).toBe(true);
          expect(ruling.consents).toHaveLength(owner.consents.length);
        }
      }),
      runs,
    );
  });

  it('is never permitted past a no under another clause that would otherwise have let it through', () => {
    fc.assert(
      fc.property(generated.question, (question) => {
        const asking = question.clauses.filter(
          (each) =>
            speaks(question, each) &&
            inForce(each) &&
            isRead(question, each) &&
            each.clause.lawEnforcement &&
            each.clause.article9 &&
            each.clause.article10 &&
            each.clause.confidentiality === 'explicit-permission',
        );
        for (const ruling of permits(question)) {
          if (!asking.some(({ clause }) => clause.categories.includes(ruling.category))) continue;
          const asked = { question, category: ruling.category };
          expect(tellers(ownerOf(question, ruling)).filter((teller) => someoneSaysNo(teller, asked))).toEqual([]);
        }
      }),
      { numRuns: 800 },
    );
  });

  it('is never of someone whose role is hidden, nor of someone who declined help where help is what it is for', () => {
    fc.assert(
      fc.property(generated.question, (question) => {
        for (const ruling of permits(question)) {
          const owner = ownerOf(question, ruling);
          expect(['subject', 'household-member', 'shared']).toContain(owner.role);
          const under = question.clauses.find((each) => each.agreement === ruling.agreement?.id);
          if (under?.clause.engagement === 'not-needed') continue;
          expect(tellers(owner).filter((teller) => isDeclined(teller, question))).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('names what a permit rests on, and it holds to the last day it says', () => {
    const steady = generated.question.filter(
      ({ clauses, owners }) =>
        clauses.every(({ inForceFrom }) => inForceFrom <= generated.today) &&
        owners.every(({ consents }) => consents.flat().every(({ givenOn }) => !givenOn || givenOn <= generated.today)),
    );
    fc.assert(
      fc.property(steady, (question) => {
        for (const { owner, category, collected, validUntil } of permits(question)) {
          expect(validUntil).toBeDefined();
          const last = decide({ ...question, today: validUntil ?? '', asked: [{ owner, category, collected }] });
          expect(last.rulings[0]?.outcome).toBe('permit');
        }
      }),
      runs,
    );
  });
});

describe('a decision', () => {
  it('is the same every time, and leaves what it was given alone', () => {
    fc.assert(
      fc.property(generated.question, (question) => {
        expect(decide(frozen(question))).toStrictEqual(decide(structuredClone(question)));
      }),
      runs,
    );
  });

  it('does not depend on the order of clauses, records, provisions, people or questions', () => {
    fc.assert(
      fc.property(generated.question, fc.nat(), (question, seed) => {
        const mixed = {
          ...question,
          clauses: shuffled(question.clauses, seed),
          asked: shuffled(question.asked, seed),
          owners: shuffled(question.owners, seed).map((owner) => mixedOwner(owner, seed)),
        };
        const before = outcomes(question);
        const after = outcomes(mixed);
        for (const [about, outcome] of before) expect(after.get(about)).toBe(outcome);
      }),
      runs,
    );
  });

  it('about one person is the same whatever anyone else has said', () => {
    fc.assert(
      fc.property(generated.question, fc.array(generated.consentRecord), fc.nat(), (question, records, pick) => {
        const people = question.owners.filter(({ key }) => key !== 'shared');
        const other = people[pick % people.length]?.key;
        const owners = question.owners.map((owner) =>
          owner.key === other ? { ...owner, consents: [records], birthDates: [undefined] } : owner,
        );
        const strip = (rulings: readonly Ruling[]) => rulings.filter(({ owner }) => owner !== other);
        expect(strip(decide({ ...question, owners }).rulings)).toStrictEqual(strip(decide(question).rulings));
      }),
      runs,
    );
  });
});

function mixedOwner(owner: Owner, seed: number): Owner {
  const people = owner.consents.map((records, person) => ({ records, born: owner.birthDates?.[person], role: owner.roles?.[person] }));
  const mixed = shuffled(people, seed);
  const record = (each: ConsentRecord): ConsentRecord => ({ ...each, provisions: mixedProvisions(each.provisions, seed) });
  return {
    ...owner,
    consents: mixed.map(({ records }) => shuffled(records, seed).map(record)),
    birthDates: mixed.map(({ born }) => born),
    roles: mixed.map(({ role }) => role ?? 'subject'),
  };
}

const mixedProvisions = (provisions: readonly Provision[], seed: number): Provision[] =>
  shuffled(provisions, seed).map((each) => ({ ...each, provisions: mixedProvisions(each.provisions, seed) }));
