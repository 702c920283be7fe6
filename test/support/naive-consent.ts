import type { Category } from '../../contracts/categories.ts';
import type { ClauseInForce, Owner } from '../../policies/clauses/rule.ts';
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

/** One person whom something is told of, and all that was said by them and for them. */
export interface Teller {
  readonly records: readonly ConsentRecord[];
  readonly born: string | undefined;
  readonly role: Owner['role'];
}

/** The people an owner stands for. */
export const tellers = (owner: Owner): Teller[] =>
  owner.consents.map((records, index) => ({
    records,
    born: owner.birthDates?.[index],
    role: owner.roles?.[index] ?? owner.role,
  }));

type Voice = ConsentRecord['givenBy'];
interface Asked {
  readonly question: Question;
  readonly category: Category;
  readonly clause: ClauseInForce['clause'];
}

/** Who is listened to, whatever they say: a list of voices for each time of life. */
function voices({ records, born }: Teller, { owners }: Question): Voice[] {
  const isBelow = (limit: string) => born !== undefined && born > limit;
  const decided = records.some((record) => record.givenBy === 'self' && record.competenceAssessed);
  if (owners.some(({ role }) => role === 'alleged-offender')) return ['self'];
  if (isBelow('2010-06-01')) return decided ? ['self'] : ['self', 'parental-responsibility', 'attorney', 'deputy'];
  return born === undefined ? ['self', 'parental-responsibility', 'attorney', 'deputy'] : ['self', 'attorney', 'deputy'];
}

/** Whether this record alone would let it through: given freely, by someone able and entitled to give it, current, and covering it. */
function saysYes(record: ConsentRecord, { born, role }: Teller, { question: { to, purpose }, category, clause }: Asked): boolean {
  const recipients = [to.organisation, to.team, to.kind].flatMap((name) => name ?? []);
  const isUnder16 = born !== undefined && born > '2010-06-01';
  const isGrown = born === undefined ? role !== 'household-member' : born <= '2008-06-01';
  const entitled: Record<Voice, boolean> = {
    self: isUnder16 ? record.competenceAssessed === true : born !== undefined || role !== 'household-member',
    'parental-responsibility': isUnder16 && (record.authority === 'evidenced' || clause.parentalResponsibility === 'claimed'),
    attorney: isGrown && record.authority === 'evidenced',
    deputy: isGrown && record.authority === 'evidenced',
  };
  return (
    record.status === 'given' &&
    entitled[record.givenBy] &&
    !record.pressureSuspected &&
    !record.isDoubted &&
    (record.givenOn ?? '') <= today &&
    (record.until ?? today) >= today &&
    naiveAnswer(record.provisions, { recipients, purpose, category }) === 'permit'
  );
}

/** Whether this record alone would stop it, however the no was given. */
function saysNo(record: ConsentRecord, { question: { to, purpose }, category }: Omit<Asked, 'clause'>): boolean {
  if (record.status === 'refused' || record.status === 'withdrawn') return true;
  const recipients = [to.organisation, to.team, to.kind].flatMap((name) => name ?? []);
  const current = (record.givenOn ?? '') <= today && (record.until ?? today) >= today;
  return record.status === 'given' && current && naiveAnswer(record.provisions, { recipients, purpose, category }) === 'deny';
}

/** Whether anyone who is listened to said no. */
export function someoneSaysNo(teller: Teller, asked: Omit<Asked, 'clause'>): boolean {
  const listened = voices(teller, asked.question);
  return teller.records.some((record) => listened.includes(record.givenBy) && saysNo(record, asked));
}

/** Whether someone who is listened to said yes, and nobody who is said no. */
export function isAgreed(teller: Teller, asked: Asked): boolean {
  const listened = voices(teller, asked.question);
  const yes = teller.records.some((record) => listened.includes(record.givenBy) && saysYes(record, teller, asked));
  return yes && !someoneSaysNo(teller, asked);
}

/** Whether anyone who is listened to does not want to be offered help. */
export const isDeclined = (teller: Teller, question: Question): boolean =>
  teller.records.some(({ givenBy, engagement }) => engagement === 'declined' && voices(teller, question).includes(givenBy));

/** Whether someone who is listened to wants to be offered help. */
export const isEngaged = (teller: Teller, question: Question): boolean =>
  teller.records.some(({ givenBy, engagement }) => engagement === 'agreed' && voices(teller, question).includes(givenBy));
