import type { Person } from '../../contracts/referral.ts';
import type { Owner } from '../../policies/clauses/rule.ts';
import type { Decision, Ruling } from '../../policies/decide.ts';
import type { PermittedFact } from '../../policies/minimise.ts';
import { highest, type Tier, tierOfHazard, tierOfNeed } from '../../policies/routes/tier.ts';

/** What is asked of decisions in more than one step. */

const subjectsOf = (owners: readonly Owner[]) => owners.filter(({ role }) => role === 'subject').map(({ key }) => key);

/**
 * The ruling on how to reach someone, which a team cannot begin without: the subject, or whom else a case is about for
 * this team. One of several who may be reached is enough; of one person, one way of reaching them is, but a no stands
 * before what might be asked.
 */
export function contactRuling(decision: Decision, owners: readonly Owner[], about = subjectsOf(owners)): Ruling | undefined {
  const rulings = about.flatMap((key) => {
    const own = decision.rulings.filter(({ owner, category }) => owner === key && category === 'contact');
    return firstOf(own, ['permit', 'refuse', 'hold', 'withhold']) ?? [];
  });
  return firstOf(rulings, ['permit', 'hold', 'refuse', 'withhold']);
}

function firstOf(rulings: readonly Ruling[], order: readonly Ruling['outcome'][]): Ruling | undefined {
  return order.flatMap((outcome) => rulings.find((ruling) => ruling.outcome === outcome) ?? [])[0];
}

/** The two kinds of information that feedback is made of, about the subject. */
export function feedbackKinds(owners: readonly Owner[]): { owner: string; category: 'received' | 'progress' }[] {
  const subject = owners.find(({ role }) => role === 'subject');
  return subject
    ? [
        { owner: subject.key, category: 'received' },
        { owner: subject.key, category: 'progress' },
      ]
    : [];
}

/** The tier of what the team may know of the subject, or of whom else the case is about: a tier is a fact about someone’s needs. */
export function tierTold(
  permitted: readonly PermittedFact[],
  owners: readonly Owner[],
  about: readonly string[] = subjectsOf(owners),
): Tier | undefined {
  return highest(permitted.flatMap((fact) => (about.includes(fact.owner) ? tierOfFact(fact) : [])));
}

function tierOfFact({ pointer, value }: PermittedFact): Tier[] {
  const [, field] = /^\/people\/\d+\/(needs|hazards|mobility)\//.exec(pointer) ?? [];
  if (field === undefined) return [];
  return [field === 'needs' ? tierOfNeed((value as Person['needs'][number]).code) : tierOfHazard];
}

/** Whether a team may know where someone lives. */
export const mayKnowAddress = (permitted: readonly PermittedFact[], person: string | undefined): boolean =>
  permitted.some(({ pointer, owner }) => owner === person && /^\/people\/\d+\/address$/.test(pointer));
