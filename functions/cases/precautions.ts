import type { Person, StaffSafety } from '../../contracts/referral.ts';
import type { CaseView } from '../../contracts/replies/cases.ts';
import type { PermittedFact } from '../../policies/minimise.ts';

type Precaution = CaseView['precautions'][number];

const precautions = {
  'speak-alone-no-letters':
    'Reach the person only in the ways given here, and speak with them alone. Send no letters, leave no messages, and do not speak of this with anyone else in the home.',
  'warning-past-review': 'A warning to visitors was due to be looked at again. Go by it, and ask whoever gave it whether it still stands.',
} as const satisfies Record<Precaution['code'], string>;

interface Seen {
  readonly shown: readonly PermittedFact[];
  /** The person is kept apart from others, or is protected from being found. */
  readonly isGuarded: boolean;
  /** Whether the team may reach the person, or has taken the case on and so already could. */
  readonly mayContact: boolean;
  readonly today: string;
}

type SafeContact = NonNullable<Person['safeContact']>;

const isSafeContact = ({ pointer }: PermittedFact): boolean => pointer.endsWith('/safeContact');

/**
 * The precautions of a view. The first is the same in every word whether the person asked for care, is protected from
 * being found, or is kept apart from others: so that it tells nobody which.
 */
export function precautionsOf({ shown, isGuarded, mayContact, today }: Seen): Precaution[] {
  const asksForCare = shown.filter(isSafeContact).some(({ value }) => {
    const { method, avoid, otherPeopleAnswer } = value as SafeContact;
    return method !== 'post' && (avoid !== undefined || otherPeopleAnswer === true);
  });
  const isPastReview = shown.some(
    ({ category, value }) => category === 'staff-safety' && ((value as StaffSafety).reviewOn ?? today) < today,
  );
  const codes: Precaution['code'][] = [];
  if (asksForCare || (isGuarded && mayContact)) codes.push('speak-alone-no-letters');
  if (isPastReview) codes.push('warning-past-review');
  return codes.map((code) => ({ code, sentence: precautions[code] }));
}

/** The same facts without the post as a way to reach anyone: a letter is opened by whoever is at home. */
export function withoutLetters(facts: readonly PermittedFact[]): PermittedFact[] {
  return facts.flatMap((fact) => {
    if (!isSafeContact(fact)) return [fact];
    const { method, ...rest } = fact.value as SafeContact;
    if (method !== 'post') return [fact];
    return Object.keys(rest).length > 0 ? [{ ...fact, value: rest }] : [];
  });
}
