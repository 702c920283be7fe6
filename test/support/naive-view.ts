import { type Category, categories } from '../../contracts/categories.ts';
import type { Referral } from '../../contracts/referral.ts';
import type { ClauseInForce } from '../../policies/clauses/rule.ts';
import { recordOf } from '../../policies/consent.ts';
import type { Question } from '../../policies/decide.ts';
import { today } from './generators.ts';
import { isAgreed, isDeclined, isEngaged, type Teller } from './naive-consent.ts';

/**
 * Another way to say which facts of a referral may be seen, to check the real one against: fact by fact, from the place
 * it has in the document, with the clause in hand. It knows no owners, no rules and no rulings.
 */
export interface Place {
  readonly pointer: string;
  readonly category: Category;
}

/** The people whom a place tells of. */
function people({ pointer }: Place, referral: Referral): Referral['people'] {
  const [, list, index] = pointer.split('/');
  if (list === 'narrative') return referral.people;
  return referral.people.filter((_, at) => at === (list === 'people' ? Number(index) : 0));
}

export const isForLawEnforcement = ({ pointer }: Place, { lawEnforcement }: Referral): boolean =>
  lawEnforcement.some((listed) => `${pointer}/`.startsWith(`${listed}/`));

const tellerOf = ({ key, consent, birthDate, role }: Referral['people'][number]): Teller => ({
  records: consent ? [recordOf(`case-1.${key}`, consent, 'fire')] : [],
  born: birthDate,
  role,
});

/** Whether a clause, taken by itself, lets a place be seen. */
export function letsThrough(
  { clause, inForceFrom, inForceUntil }: ClauseInForce,
  place: Place,
  referral: Referral,
  question: Question,
): boolean {
  const { to, from, origin, purpose } = question;
  const told = people(place, referral);
  const isMarked = referral.people.some(({ abuseMarker, abuse }) => abuseMarker || abuse.length > 0);
  const readBy = (roles: readonly string[]) => to.reader === '*' || roles.some((role) => role === to.reader);
  const nature = categories[place.category].nature;
  const asked = { question, category: place.category, clause };
  const kindFits = to.kind === undefined ? clause.to.teamKinds === undefined : clause.to.teamKinds?.includes(to.kind);
  const checks: boolean[] = [
    clause.from === from && clause.to.organisation === to.organisation && clause.purpose === purpose && kindFits === true,
    inForceFrom <= today && today <= inForceUntil,
    clause.categories.includes(place.category) && !clause.exclusions.includes(place.category),
    !(place.category === 'benefits' && [from, origin].includes('job-centre')),
    !clause.readers || readBy(clause.readers),
    !isForLawEnforcement(place, referral) || clause.lawEnforcement !== undefined,
    nature !== 'special' || clause.article9 !== undefined,
    nature !== 'offence' || clause.article10 !== undefined,
    told.every(({ role }) => role === 'subject' || role === 'household-member'),
    told.every((person) => !person.protected) || (clause.protectedReaders !== undefined && readBy(clause.protectedReaders)),
    !isMarked || (told.length === 1 && told[0]?.role === 'subject'),
    clause.engagement === 'not-needed' || !told.some((person) => isDeclined(tellerOf(person), question)),
    clause.engagement !== 'asked-first' || told.every((person) => isEngaged(tellerOf(person), question)),
    clause.confidentiality !== 'explicit-permission' || told.every((person) => isAgreed(tellerOf(person), asked)),
  ];
  return checks.every(Boolean);
}
