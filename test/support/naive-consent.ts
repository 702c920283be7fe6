import type { Category } from '../../contracts/categories.ts';
import type { ConsentRecord, Provision, Scope } from '../../policies/consent.ts';
import type { Question } from '../../policies/decide.ts';
import { today } from './generators.ts';

/**
 * Another way to read a tree of provisions, to check the real one against: list every provision that applies
 * (it and all above it cover the scope, and nothing directly below it does), and let one deny decide.
 */
export function naiveAnswer(provisions: readonly Provision[], scope: Scope): 'permit' | 'deny' | 'silent' {
  const applying = provisions.flatMap((provision) => innermost(provision, scope));
  if (applying.some(({ answer }) => answer === 'deny')) return 'deny';
  return applying.length > 0 ? 'permit' : 'silent';
}

function innermost(provision: Provision, scope: Scope): Provision[] {
  const names = provision.recipients;
  const outside =
    (names !== undefined && scope.recipients.every((name) => !names.includes(name))) ||
    provision.purposes?.includes(scope.purpose) === false ||
    provision.categories?.includes(scope.category) === false;
  if (outside) return [];
  const below = provision.provisions.flatMap((each) => innermost(each, scope));
  return below.length > 0 ? below : [provision];
}

/** Whether this record alone would let it through: given freely, competently and by the person, current, and covering it. */
export function saysYes(record: ConsentRecord, { to, purpose }: Question, category: Category, born: string | undefined): boolean {
  const recipients = [to.organisation, to.team, to.kind].flatMap((name) => name ?? []);
  const grown = born === undefined || born <= '2010-06-01';
  return (
    record.status === 'given' &&
    record.givenBy === 'self' &&
    !record.pressureSuspected &&
    (grown || record.competenceAssessed === true) &&
    (record.givenOn ?? '') <= today &&
    (record.until ?? today) >= today &&
    naiveAnswer(record.provisions, { recipients, purpose, category }) === 'permit'
  );
}

/** Whether this record alone would stop it, however the no was given. */
export function saysNo(record: ConsentRecord, { to, purpose }: Question, category: Category): boolean {
  if (record.status === 'refused' || record.status === 'withdrawn') return true;
  const recipients = [to.organisation, to.team, to.kind].flatMap((name) => name ?? []);
  const current = (record.givenOn ?? '') <= today && (record.until ?? today) >= today;
  return record.status === 'given' && current && naiveAnswer(record.provisions, { recipients, purpose, category }) === 'deny';
}
