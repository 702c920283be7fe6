import type { Referral } from '../../contracts/referral.ts';
import type { Owner } from '../../policies/clauses/rule.ts';
import type { Decision, Ruling } from '../../policies/decide.ts';
import { type Tier, tierOf } from '../../policies/route.ts';

/** What is asked of decisions in more than one step. */

/** The subject’s contact details are what a team cannot begin without. */
export function contactRuling(decision: Decision, owners: readonly Owner[]): Ruling | undefined {
  const subject = owners.find((owner) => owner.role === 'subject')?.key;
  return decision.rulings.find((ruling) => ruling.owner === subject && ruling.category === 'contact');
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

/** The tier of what the team may know of: a tier is a fact about someone’s needs. */
export function tierTold(referral: Referral, decision: Decision, owners: readonly Owner[]): Tier | undefined {
  const subject = owners.find(({ role }) => role === 'subject')?.key;
  const permitted = new Set(
    decision.rulings.flatMap(({ owner, category, outcome }) => (owner === subject && outcome === 'permit' ? [category] : [])),
  );
  return tierOf(referral, (category) => permitted.has(category));
}
