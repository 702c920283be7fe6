import type { OwnerInquiry } from './clauses/rule.ts';
import type { ConsentRecord } from './consent.ts';

/** How old someone is, as far as it decides who answers for them; nothing where no date of birth says. */
export type Age = 'under-16' | '16-or-17' | 'adult' | undefined;

/** What was said by and for one person, of which only `counting` is read. */
export interface Answers {
  readonly age: Age;
  readonly birthDate: string | undefined;
  /** A member of a household is not taken to be grown up; anyone else whose age is not known is. */
  readonly isPresumedAdult: boolean;
  readonly counting: readonly ConsentRecord[];
  /** What was said by someone who cannot speak for this person, if that is all there is. */
  readonly setAside: ConsentRecord | undefined;
  /** The last day on which only these count: at 16 what an attorney or a deputy said does too. */
  readonly countUntil: string | undefined;
}

/**
 * Whose answers count, for each person an owner stands for.
 *
 * - Parental responsibility ends where a competent young person’s own decision begins: once someone under 16 was assessed
 *   as able to decide, only what they say themself counts (Gillick v West Norfolk and Wisbech AHA [1986] AC 112).
 * - At 16 a person is presumed able to decide (Mental Capacity Act 2005 s.1(2), s.2(5)): a parent’s answer does not count.
 * - Nobody of whom an offence is alleged answers for another. A record does not say which parent gave it, so where one is
 *   named no answer for another counts.
 *
 * What does not count is read neither as a yes nor as a no. Does not look at dates, at what an answer covers, or at
 * whether whoever gave it had authority: the rule for permission does.
 */
export function answersOf({ owner, today, offenderNamed = false }: Asked): readonly Answers[] {
  const before = found.get(owner);
  if (before?.today === today && before.offenderNamed === offenderNamed) return before.answers;
  const answers = find({ owner, today, offenderNamed });
  found.set(owner, { today, offenderNamed, answers });
  return answers;
}

type Asked = Pick<OwnerInquiry, 'owner' | 'today' | 'offenderNamed'>;

/** Two rules ask of an owner, for each kind of information and each clause. */
const found = new WeakMap<
  OwnerInquiry['owner'],
  { readonly today: string; readonly offenderNamed: boolean; readonly answers: readonly Answers[] }
>();

function find({ owner, today, offenderNamed = false }: Asked): Answers[] {
  return owner.consents.map((records, person) => {
    const birthDate = owner.birthDates?.[person];
    const age = ageOf(today, birthDate);
    const role = owner.roles?.[person] ?? owner.role;
    const isCompetent = records.some(({ givenBy, competenceAssessed }) => givenBy === 'self' && competenceAssessed === true);
    const counting = records.filter(({ givenBy }) => counts(givenBy, age, isCompetent, offenderNamed));
    const setAside = counting.length === 0 ? records[0] : undefined;
    const joins = !offenderNamed && records.some((record) => !counting.includes(record) && record.givenBy !== 'parental-responsibility');
    const countUntil = joins && birthDate !== undefined ? dayBeforeSixteen(birthDate) : undefined;
    return { age, birthDate, isPresumedAdult: age === undefined && role !== 'household-member', counting, setAside, countUntil };
  });
}

function counts(givenBy: ConsentRecord['givenBy'], age: Age, isCompetent: boolean, offenderNamed: boolean): boolean {
  if (givenBy === 'self') return true;
  if (offenderNamed) return false;
  if (age === 'under-16') return !isCompetent;
  return givenBy !== 'parental-responsibility' || age === undefined;
}

function ageOf(today: string, birthDate: string | undefined): Age {
  if (birthDate === undefined) return undefined;
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const age = today.slice(5) < birthDate.slice(5) ? years - 1 : years;
  if (age < 16) return 'under-16';
  return age < 18 ? '16-or-17' : 'adult';
}

/** The last day on which a parent answers for someone: the day before they are 16. Nothing for an answer of any other kind. */
export function lastDayOf({ givenBy }: ConsentRecord, birthDate: string | undefined): string | undefined {
  return givenBy === 'parental-responsibility' && birthDate !== undefined ? dayBeforeSixteen(birthDate) : undefined;
}

function dayBeforeSixteen(birthDate: string): string {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  if (day > 1) return dateOf(year + 16, month, day - 1);
  return month > 1 ? dateOf(year + 16, month - 1, daysIn(year + 16, month - 1)) : dateOf(year + 15, 12, 31);
}

const dateOf = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
