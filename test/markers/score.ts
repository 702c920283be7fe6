import { followed, namePrefix, planting, prefix, type Where, wheres } from './plant.ts';
import { type Place, traces } from './search.ts';

const all = Object.keys(wheres) as Where[];

/** How many markers were put in each kind of place, and in how many forms and places one of them was found that may not be there. */
export interface Line {
  readonly where: Where;
  readonly planted: number;
  readonly found: number;
}

/**
 * Counts over what was planted so far. A name that looks like one of a contract’s may be told to its sender, in `replies`;
 * it may be nowhere else.
 */
export function score({ replies, elsewhere }: { readonly replies: readonly Place[]; readonly elsewhere: readonly Place[] }): Line[] {
  const everywhere = [...replies, ...elsewhere];
  return all.map((where) => {
    const beginnings = traces([`${prefix}${wheres[where]}`], everywhere).length;
    const values = where === 'structured fields' ? traces([...followed], everywhere).length : 0;
    const names = where === 'names of fields' ? traces([namePrefix], elsewhere).length : 0;
    return { where, planted: planting[where], found: beginnings + values + names };
  });
}

/** A count of which it is certain that there are as many: it stays the same while a few come and go. */
const roundedDown = (count: number) => (Math.floor(count / 100) * 100).toLocaleString('en-GB');

/** The score as a table, with counts rounded down to the hundred. */
export const tableOf = (lines: readonly Line[]): string =>
  [
    '| put in | markers, at least | found where they may not be |',
    '| --- | --- | --- |',
    ...lines.map(({ where, planted, found }) => `| ${where} | ${roundedDown(planted)} | ${found} |`),
  ].join('\n');

/** The lines of a table, as it stands in a document. */
export const linesIn = (document: string): Line[] =>
  all.flatMap((where) => {
    const [, planted, found] = new RegExp(`^\\| ${where} \\| ([\\d,]+) \\| (\\d+) \\|$`, 'm').exec(document) ?? [];
    return planted ? [{ where, planted: Number(planted.replaceAll(',', '')), found: Number(found) }] : [];
  });
