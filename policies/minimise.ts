import { type OwnedFact, type Referral, referralFacts, type StaffSafety } from '../contracts/referral.ts';
import type { ReviewFinding } from '../contracts/vocabulary.ts';
import type { Owner } from './clauses/rule.ts';
import { type Decision, type Kind, kindName, type Ruling } from './decide.ts';
import { safetyDuty } from './law.ts';
import { recordsThatCount, type Said } from './said.ts';

/**
 * The people of a referral as the decision reads them, and `shared` for text in which several are told of. `said` is
 * what they said apart from the referral; left out, nothing.
 */
export function ownersOf(
  referral: Referral,
  organisation: string,
  caseId: string,
  said: Said = { receivedAt: '', of: new Map() },
): Owner[] {
  const flow = { caseId, organisation, purpose: referral.purpose, receivedAt: said.receivedAt };
  const people = referral.people.map(
    (person): Owner => ({
      key: person.key,
      role: person.role,
      consents: [recordsThatCount(person.consent, `${caseId}.${person.key}`, flow, said.of.get(person.key))],
      birthDates: [person.birthDate],
      roles: [person.role],
      told: [person.told],
      isProtected: person.protected,
    }),
  );
  const shared: Owner = {
    key: 'shared',
    role: 'shared',
    consents: people.flatMap((person) => person.consents),
    birthDates: referral.people.map((person) => person.birthDate),
    roles: referral.people.map((person) => person.role),
    told: referral.people.map((person) => person.told),
    isProtected: referral.people.some((person) => person.protected),
  };
  return [...people, shared];
}

/**
 * Whether the people of a referral are seen apart: something marks domestic abuse, and nobody trained has said that
 * they may be seen together.
 */
export function isKeptApart(referral: Referral | undefined, { reviewed }: { readonly reviewed: ReviewFinding | undefined }): boolean {
  return reviewed !== 'may-be-seen-together' && (referral?.people.some(isMarked) ?? false);
}

const isMarked = (person: Referral['people'][number]): boolean =>
  person.abuseMarker || (person.abuse?.length ?? 0) > 0 || person.needs.some(({ code }) => code === 'domestic-abuse');

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

const known = new WeakMap<Referral, readonly Kind[]>();

/** {@link kindsOf} a referral, found once for each: several teams and readers are asked about one after another. */
export function kindsIn(referral: Referral): readonly Kind[] {
  const before = known.get(referral);
  if (before) return before;
  const kinds = kindsOf(referralFacts(referral));
  known.set(referral, kinds);
  return kinds;
}

/** A fact that may be seen, with the ruling that permits it. */
export interface PermittedFact extends OwnedFact {
  readonly ruling: Ruling;
}

/**
 * The facts a decision permits, and none other. A fact with no ruling is left out, and so is every code the hub itself
 * works by, whatever a clause says: a mark of abuse is one. Of a warning that a duty and no clause lets through, the
 * minimum: what to do and whom to ring, not what it rests on.
 */
export function minimise(referral: Referral, decision: Decision): PermittedFact[] {
  const rulings = new Map(decision.rulings.map((ruling) => [kindName(ruling), ruling]));
  return referralFacts(referral).flatMap((fact) => {
    const ruling = rulings.get(kindName(fact));
    if (ruling?.outcome !== 'permit' || fact.category === 'administrative') return [];
    const isWarning = fact.category === safetyDuty.category && ruling.duty !== undefined;
    return [{ ...fact, value: isWarning ? minimumOf(fact.value as StaffSafety) : fact.value, ruling }];
  });
}

const minimumOf = ({ advice, ring, recordedOn, reviewOn }: StaffSafety): StaffSafety => ({ advice, ring, recordedOn, reviewOn });
