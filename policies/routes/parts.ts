import type { Person } from '../../contracts/referral.ts';
import type { Need } from '../../contracts/vocabulary.ts';
import { areaOf, type Places, sectorOf } from '../places.ts';
import { isRepeatProblem } from './repeat-problem.ts';
import type { Asking, Part } from './rule.ts';
import { highest, tiersOf } from './tier.ts';

/** Needs that are a family’s where there are children: their help begins at the children’s door. */
const familyNeeds: ReadonlySet<Need> = new Set<Need>(['parenting', 'child-behaviour', 'young-carer', 'eviction-risk']);
const isOfFamily = (code: Need) => familyNeeds.has(code);
const isOwn = (code: Need) => !familyNeeds.has(code);
const any = () => true;

/** Whether someone is known to be under 18 on a day. Nobody is taken for a child whose date of birth is not known. */
export function isChild({ birthDate }: Pick<Person, 'birthDate'>, today: string): boolean {
  return birthDate !== undefined && `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}` > today;
}

/**
 * Parts a referral by whom it is about, so that each part goes its own way: what is a child’s or a family’s early help
 * first, then what an adult needs beside it. The adult is the subject; where the subject is a child, the adults of the
 * household with needs of their own. Complainants, alleged offenders and professionals are never whom it is about.
 * Always has a part. A conversation is offered to the subject, and is never parted.
 */
export function partsOf(asking: Asking, places: Places): readonly Part[] {
  const { referral, today } = asking;
  const household = referral.people.filter(({ role }) => role === 'subject' || role === 'household-member');
  const subjects = household.filter(({ role }) => role === 'subject');
  const make = (who: Part['who'], about: readonly Person[], counts: (person: Person) => (code: Need) => boolean) =>
    partOf(asking, { who, about, counts }, subjects, places);
  if (referral.purpose === 'conversation') return [make('adult', subjects, () => any)];

  const isYoung = (person: Person) => isChild(person, today);
  const family = familyOf(household, isYoung);
  if (family.length === 0) return [make('adult', subjects, () => any)];
  const grownUps = subjects.some(isYoung) ? household : subjects;
  const needy = grownUps.filter((person) => !isYoung(person) && needsOfOwn(person));
  const ofFamily = make('family', family, (person) => (isYoung(person) ? any : isOfFamily));
  return needy.length === 0 ? [ofFamily] : [ofFamily, make('adult', needy, () => isOwn)];
}

/** Whom early help for children would be about: children referred or with needs; with a family’s need, who has it and every child. */
function familyOf(household: readonly Person[], isYoung: (person: Person) => boolean): Person[] {
  const hasFamilyNeed = (person: Person) => !isYoung(person) && person.needs.some(({ code }) => isOfFamily(code));
  const isFamilys = household.some(isYoung) && household.some(hasFamilyNeed);
  return household.filter((person) =>
    isYoung(person) ? isFamilys || person.role === 'subject' || person.needs.length > 0 : isFamilys && hasFamilyNeed(person),
  );
}

const needsOfOwn = (person: Person): boolean => tiersOf(person, isOwn).length > 0 || isRepeatProblem(person);

function partOf(
  { referral, from }: Asking,
  { who, about, counts }: Pick<Part, 'who' | 'about'> & { readonly counts: (person: Person) => (code: Need) => boolean },
  subjects: readonly Person[],
  places: Places,
): Part {
  const placed = [...about, ...subjects].find(({ address }) => sectorOf(address?.postcode) !== undefined);
  const { purpose, urgency, requested } = referral;
  return {
    who,
    about,
    tier: highest(about.flatMap((person) => tiersOf(person, counts(person)))) ?? 0,
    sector: sectorOf(placed?.address?.postcode),
    area: areaOf(placed?.address?.postcode, places),
    placedBy: placed?.key,
    purpose,
    urgency,
    from,
    requested,
  };
}
