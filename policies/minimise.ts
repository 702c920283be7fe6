import type { Category } from '../contracts/categories.ts';
import { type OwnedFact, type Referral, referralFacts } from '../contracts/referral.ts';
import type { Owner } from './clauses/rule.ts';
import type { ConsentRecord } from './consent.ts';
import { recordOf } from './consent.ts';
import type { Decision, Ruling } from './decide.ts';

/** That someone withdrew what they had said to the same organisation for the same purpose, on a day in the United Kingdom. */
export interface Withdrawal {
  readonly consentId: string;
  readonly on: string;
  /** Whether it came before the referral did. */
  readonly isBefore: boolean;
}

/**
 * The people of a referral as the decision reads them, and `shared` for text in which several are told of. A
 * withdrawal, by the key of whoever withdrew, voids the consent it names, and every answer that was given before it: one
 * that came in before it, or that does not say it was given on its day or later.
 */
export function ownersOf(
  referral: Referral,
  organisation: string,
  caseId: string,
  withdrawals: ReadonlyMap<string, readonly Withdrawal[]> = new Map(),
): Owner[] {
  const people = referral.people.map((person): Owner => {
    const id = `${caseId}.${person.key}`;
    const records: ConsentRecord[] = person.consent ? [recordOf(id, person.consent, organisation)] : [];
    const own = withdrawals.get(person.key) ?? [];
    const isVoid = ({ id: consentId, givenOn }: ConsentRecord) =>
      own.some((each) => each.consentId === consentId || !each.isBefore || givenOn === undefined || givenOn < each.on);
    return {
      key: person.key,
      role: person.role,
      consents: [records.map((record) => (isVoid(record) ? { ...record, status: 'withdrawn' as const } : record))],
      birthDates: [person.birthDate],
    };
  });
  const shared: Owner = {
    key: 'shared',
    role: 'shared',
    consents: people.flatMap((person) => person.consents),
    birthDates: referral.people.map((person) => person.birthDate),
  };
  return [...people, shared];
}

/**
 * The kinds of information a referral holds, once for each owner. Its administrative codes are left out: a team
 * that is sent the reference is sent those, and nobody else is.
 */
export function kindsOf(facts: readonly OwnedFact[]): { owner: string; category: Category }[] {
  const kinds = new Map<string, { owner: string; category: Category }>();
  for (const { owner, category } of facts) {
    if (category !== 'administrative') kinds.set(`${owner} ${category}`, { owner, category });
  }
  return [...kinds.values()];
}

/** A fact that may be seen, with the ruling that permits it. */
export interface PermittedFact extends OwnedFact {
  readonly ruling: Ruling;
}

/** The facts a decision permits, and none other. A fact with no ruling is left out. */
export function minimise(referral: Referral, decision: Decision): PermittedFact[] {
  const rulings = new Map(decision.rulings.map((ruling) => [`${ruling.owner} ${ruling.category}`, ruling]));
  return referralFacts(referral).flatMap((fact) => {
    const ruling = rulings.get(`${fact.owner} ${fact.category}`);
    return ruling?.outcome === 'permit' ? [{ ...fact, ruling }] : [];
  });
}
