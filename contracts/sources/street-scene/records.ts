import { parse } from 'csv-parse/sync';

/** One record of a file by the line where it starts, the first being 1; without cells it could not be read. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
}

/** More than this is no record of a list but a quote that was never closed. */
const maxLines = 50;
const maxCharacters = 20_000;

/** Nothing but blanks, delimiters and empty quotes, whichever delimiter is in use. */
const blank = /^(?:[\s,;|]|"")*$/;

/**
 * The records of a file (RFC 4180), blank lines left out, at most `most`, so that no file is read for long. A quoted cell may run over several lines; where
 * quotes are broken, the line is without cells and reading goes on with the next, so that one bad line costs no good one.
 */
export function rowsOf(
  lines: readonly string[],
  delimiter: string,
  { after = 0, most }: { readonly after?: number; readonly most: number },
): Row[] {
  const rows: Row[] = [];
  let index = after;
  while (index < lines.length && rows.length < most) {
    const first = lines[index] ?? '';
    if (blank.test(first)) {
      index += 1;
      continue;
    }
    const length = linesOfRecord(lines, index);
    const cells = length === 0 ? undefined : cellsOf(lines.slice(index, index + length).join('\n'), delimiter);
    rows.push({ line: index + 1, cells });
    index += cells === undefined ? 1 : length;
  }
  return rows;
}

/** How many lines there are until every quote is closed: they are even in number then. None, if that is not soon. */
function linesOfRecord(lines: readonly string[], start: number): number {
  let isOpen = false;
  let characters = 0;
  for (let index = start; index < Math.min(lines.length, start + maxLines); index += 1) {
    const line = lines[index] ?? '';
    characters += line.length;
    if (characters > maxCharacters) return 0;
    if ((line.split('"').length - 1) % 2 === 1) isOpen = !isOpen;
    if (!isOpen) return index - start + 1;
  }
  return 0;
}

/** Blanks side by side, but not line ends: as one, for what reads a cell later may look again from each of them. */
const blanks = /[^\S\r\n]+/g;

/** The cells of one record, trimmed; nothing if its quotes are broken. */
function cellsOf(record: string, delimiter: string): string[] | undefined {
  try {
    const parsed: string[][] = parse(record, { delimiter, trim: true, relax_column_count: true, record_delimiter: ['\n'] });
    return parsed.length === 1 ? parsed[0]?.map((cell) => cell.replace(blanks, ' ').trim()) : undefined;
  } catch {
    return undefined;
  }
}
