import { trimmed } from '../../vocabulary.ts';
import { isCaution } from '../usable.ts';

/** What stands in a cell, in the words of the message; what cannot be read is left as it is, for the contract to refuse. */

/** A dash or dots in place of nothing, and line breaks, as spaces. */
export function clean(cell = ''): string {
  const flat = trimmed(cell.replace(/\s*[\t\r\n\v\f]+\s*/g, ' '));
  return /^[-–—.]+$/.test(flat) ? '' : flat;
}

/** What people write where there is no number or address: not names, of which some are so. */
const nothing = /^(none|n\/?a|no|nil|unknown|not (known|given|provided|available)|ex[- ]?directory|withheld)$/i;
const cleanCoded = (cell: string | undefined): string => clean(cell).replace(nothing, '');

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const time = String.raw`(?:[ T,]+\d{1,2}:\d{2}.{0,20})?`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${time}$`);
const dayFirst = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${time}$`);
const inWords = new RegExp(String.raw`^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]([a-z]{3,9})\.?[-/. ,]+(\d{4}|\d{2})${time}$`, 'i');

/**
 * A day as `YYYY-MM-DD`, from ISO 8601, from day, month and year as the United Kingdom writes them (never month first),
 * or with the month in letters; the time of day is left out. Does not check that there is such a day.
 */
export function dayIn(cell: string | undefined): string {
  const written = cleanCoded(cell);
  const iso = (year = '', month = '', day = '') => `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const first = yearFirst.exec(written);
  if (first) return iso(first[1], first[2], first[3]);
  const numbers = dayFirst.exec(written);
  if (numbers) return iso(numbers[3], numbers[2], numbers[1]);
  const words = inWords.exec(written);
  const month = words ? months.indexOf((words[2] ?? '').slice(0, 3).toLowerCase()) + 1 : 0;
  return words && month > 0 ? iso(words[3], String(month), words[1]) : written;
}

/**
 * The numbers in the cells of a line: several in one are parted, unless one of them may come with a caution; and a first
 * nought that a spreadsheet took is given back.
 */
export function telephonesIn(...cells: readonly (string | undefined)[]): string[] {
  const numbers = cells
    .map(cleanCoded)
    .flatMap((cell) => (isCaution(cell) ? [cell] : cell.split(/\s*(?:[/;,]| or )\s*/i)))
    .map((number) => number.replace(/^'/, '').trim())
    .filter((number) => number !== '')
    .map((number) => (/^[1-37]\d{9}$/.test(number) ? `0${number}` : number));
  return [...new Set(numbers)];
}

/** A coded cell without what only says that there is nothing. */
export const codedIn = (cell: string | undefined): string => cleanCoded(cell);

/** The parts of an address that came in one cell, on lines or with commas between them. */
export const partsIn = (cell = ''): string[] =>
  cell
    .split(/[\r\n,]+/)
    .map(clean)
    .filter((part) => part !== '');

/** A postcode at the end of the last part of an address, and the parts without it. */
export function withoutPostcode(parts: readonly string[]): { readonly parts: readonly string[]; readonly postcode: string } {
  const last = parts.at(-1) ?? '';
  const postcode = /(?:^|\s)([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})$/i.exec(last)?.[1];
  if (postcode === undefined) return { parts, postcode: '' };
  const rest = last.slice(0, -postcode.length).trim();
  return { parts: [...parts.slice(0, -1), ...(rest === '' ? [] : [rest])], postcode };
}
