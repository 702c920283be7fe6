import { readFileSync } from 'node:fs';
import { nhsNumberOf } from '../../contracts/sources/parts.ts';

/** The source that the benchmarks send as: its complete example, about one fictional person after another. */
export const source = 'job-centre';

/** How many people are made known before anything is measured. */
export const knownPeople = 100;

const complete = JSON.parse(
  readFileSync(new URL(`../../contracts/sources/${source}/examples/complete.json`, import.meta.url), 'utf8'),
) as Complete;

interface Complete {
  readonly reference: string;
  readonly customer: Readonly<Record<string, unknown>>;
}

/** A whole referral about the person of that number: the same number is the same person, with an NHS number and a surname of their own. */
export function referralAbout(person: number): string {
  const customer = { ...complete.customer, nhsNumber: nhsNumber(person), familyName: surname(person) };
  return JSON.stringify({ ...complete, customer });
}

/** A valid NHS number of its own for each of 500,000 people, beginning 999: they are nobody’s. */
export function nhsNumber(person: number): string {
  // Of two neighbouring stems one at least has a check digit, so each person has two to choose from.
  for (const stem of [2 * person, 2 * person + 1]) {
    for (let check = 0; check < 10; check += 1) {
      const number = nhsNumberOf(`999${String(stem).padStart(6, '0')}${check}`);
      if (number) return number;
    }
  }
  throw new Error(`there are NHS numbers for 500,000 people, not for number ${person}`);
}

/** A surname in letters alone, for a name is compared by its letters. */
function surname(index: number): string {
  const letters = index.toString(26).replace(/[0-9a-p]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return `Bench${letters}`;
}
