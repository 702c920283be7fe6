import { type OwnedFact, type Referral, referralFacts } from '../contracts/referral.ts';
import type { ReviewFinding } from '../contracts/vocabulary.ts';
import type { Owner } from './clauses/rule.ts';
import type { ConsentRecord } from './consent.ts';
import { recordOf } from './consent.ts';
import { type Decision, type Kind, kindName, type Ruling } from './decide.ts';

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
      isProtected: person.protected,
    };
  });
  const shared: Owner = {
    key: 'shared',
    role: 'shared',
    consents: people.flatMap((person) => person.consents),
    birthDates: referral.people.map((person) => person.birthDate),
    isProtected: referral.people.some((person) => person.protected),
  };
  return [...people, shared];
}

/**
 * Whether the people of a referral are seen apart: something marks domestic abuse, and nobody trained has said that
 * they may be seen together.
 */
export function isKeptApart(referral: Referral | undefined, { reviewed }: { readonly reviewed: ReviewFinding | undefined }): boolean {
  const isMarked = (person: Referral['people'][number]) =>
    person.abuseMarker || (person.abuse?.length ?? 0) > 0 || person.needs.some(({ code }) => code === 'domestic-abuse');
  return reviewed !== 'may-be-seen-together' && (referral?.people.some(isMarked) ?? false);
}

/**
 * The kinds of information a referral holds, once for each owner. Its administrative codes are left out: a team
 * that is sent the reference is sent those, and nobody else is.
 */
export function kindsOf(facts: readonly OwnedFact[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const { owner, category, collected } of facts) {
    if (category === 'administrative') continue;
    const kind = collected ? { owner, category, collected } : { owner, category };
    kinds.set(kindName(kind), kind);
  }
  return [...kinds.values()];
}

/** A fact that may be seen, with the ruling that permits it. */
export interface PermittedFact extends OwnedFact {
  readonly ruling: Ruling;
}

/** The facts a decision permits, and none other. A fact with no ruling is left out. */
export function minimise(referral: Referral, decision: Decision): PermittedFact[] {
  const rulings = new Map(decision.rulings.map((ruling) => [kindName(ruling), ruling]));
  return referralFacts(referral).flatMap((fact) => {
    const ruling = rulings.get(kindName(fact));
    return ruling?.outcome === 'permit' ? [{ ...fact, ruling }] : [];
  });
}
