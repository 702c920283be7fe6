import type { Fault } from '../../problem.ts';
import type { Line, Lines } from '../source.ts';
import { clean, dayIn, partsIn, withoutPostcode } from './cells.ts';
import { type Cells, type Layout, lackingIn, layoutOf } from './columns.ts';
import { decode } from './decode.ts';
import { type DropReason, jobOf, markIn, saysOwn, wordsOf } from './jobs.ts';
import { type Row, rowsOf } from './records.ts';
import { type Details, detailsOf } from './spare.ts';

/** The most jobs one file may hold: a list of a day has fewer, and the reply must come in one request’s time. */
const maxJobs = 500;
/** A report’s own title and date may stand above the headers. */
const rowsAboveHeaders = 10;
const delimiters = [',', ';', '\t', '|'];

/**
 * Reads a jobs list (RFC 4180, and what spreadsheets make of it). Each line is a message, dropped by rule, or faulty; its
 * number is where it starts in the file. Only the columns of `columns.ts` are read, never notes, and of a job that is
 * dropped nothing is given. Refuses a file that is no text, has no line of headers with what is needed, or has more than
 * 500 jobs. Does not check a message against its contract. Pure.
 */
export function csv(bytes: Uint8Array, charset: string | undefined): Lines {
  const text = decode(bytes, charset);
  if (!text.ok) return text;
  const lines = text.text.split(/\r\n|\n|\r/);
  const best = headersOf(lines);
  const faults = faultsOf(best);
  if (faults.length > 0) return { ok: false, faults };
  const rows = rowsOf(lines, best.delimiter, { after: best.line, most: maxJobs + 1 });
  if (rows.length > maxJobs) {
    const detail = `must hold at most ${maxJobs} jobs: split the file and send the parts; nothing of it was taken`;
    return { ok: false, faults: [{ pointer: '', code: 'too-many-lines', detail }] };
  }
  return {
    ok: true,
    lines: rows.filter(saysSomething).map((row) => lineOf(row, best.layout)),
    warnings: [...text.warnings, ...unread(best)],
  };
}

const saysSomething = ({ cells }: Row): boolean => !cells || cells.some((cell) => cell !== '');

interface Headers {
  readonly line: number;
  readonly delimiter: string;
  readonly layout: Layout;
}

/** The first lines, read with each delimiter: the one that names the most columns is the headers. */
function headersOf(lines: readonly string[]): Headers {
  const found = delimiters.flatMap((delimiter) =>
    rowsOf(lines, delimiter, { most: rowsAboveHeaders }).map(({ line, cells = [] }) => ({ line, delimiter, layout: layoutOf(cells) })),
  );
  const none = { line: 1, delimiter: ',', layout: layoutOf([]) };
  return found.reduce((best, each) => (each.layout.places.size > best.layout.places.size ? each : best), none);
}

/** What keeps a list from being read: columns that are not there, or that could be one another. */
function faultsOf({ line, layout }: Headers): Fault[] {
  const lacking = lackingIn(layout);
  const phrases = lacking.map(({ phrase }) => phrase).join('; ');
  const more = lacking.flatMap(({ add = [] }) => add).map((add) => `. ${add}`);
  const missing = `must name its columns above the first job; there is none that is known for: ${phrases}. Case, spaces and punctuation do not matter${more.join('')}`;
  return [
    ...(lacking.length > 0 ? [{ pointer: '/line/1', code: 'column-missing', detail: missing }] : []),
    ...layout.ambiguous.map(({ what, columns }) => ({
      pointer: `/line/${line}`,
      code: 'column-ambiguous',
      detail: `must have one column for ${what}: each of the columns ${columns.map((index) => index + 1).join(', ')} could be it. Leave out all but one`,
    })),
  ];
}

/** Columns by their place, never by name: a name may be what someone said. */
function unread({ line, layout }: Headers) {
  if (layout.unread.length === 0) return [];
  const places = layout.unread.map((index) => index + 1);
  const detail =
    places.length === 1
      ? `The hub has no use for column ${places[0]}, and did not read it. Leave it out of the list.`
      : `The hub has no use for columns ${places.slice(0, -1).join(', ')} and ${places.at(-1)}, and did not read them. Leave them out of the list.`;
  return [{ pointer: `/line/${line}`, code: 'columns-not-read', detail }];
}

function lineOf({ line, cells }: Row, { width, places }: Layout): Line {
  const faulty = (pointer: string, code: string, detail: string): Line => ({
    line,
    kind: 'faulty',
    faults: [{ pointer: `/line/${line}${pointer}`, code, detail }],
  });
  if (!cells) return faulty('', 'quotes', 'must have its quotes closed, within 50 lines, and doubled inside quoted text (RFC 4180)');
  if (cells.slice(width).some((cell) => cell !== '')) {
    return faulty('', 'too-many-cells', 'must not have more cells than there are headers: quote text that holds a delimiter');
  }
  const at: Cells = (field) => {
    const place = places.get(field);
    return place === undefined ? undefined : cells[place];
  };
  const type = clean(at('type'));
  if (type === '') return faulty('/type', 'missing', 'is required: the type of job');
  const reason = whyNot(type, at);
  if (reason) return { line, kind: 'dropped', reason };
  const reference = clean(at('reference'));
  const { details, warnings } = detailsOf(at);
  const message = messageOf(type, reference, details, at);
  return { line, kind: 'message', message, reference: reference === '' ? undefined : reference, warnings };
}

/** Why a job is not for the hub, if it is not. What is not said to be the person’s own request is not. */
function whyNot(type: string, at: Cells): DropReason | undefined {
  const kind = clean(at('kind'));
  const by = clean(at('by'));
  const mark = markIn(kind);
  if (mark) return mark;
  // Of whoever asked only this: “dog” may begin a name.
  if (markIn(by) === 'complaint') return 'complaint';
  const job = jobOf(type);
  if ('dropped' in job) return job.dropped;
  const said = [...(kind === '' ? [] : [saysOwn(kind)]), ...(by === '' ? [] : [saysOwn(by) || isThemself(by, at)])];
  return said.length > 0 && said.every(Boolean) ? undefined : 'not-own-request';
}

/** Some lists name who asked: it is their own request if the name is the same, in whatever order. */
function isThemself(by: string, at: Cells): boolean {
  const sorted = (name: string) => wordsOf(name).sort().join(' ');
  const parts = `${clean(at('givenName'))} ${clean(at('familyName'))}`;
  const names = [clean(at('fullName')), parts, `${clean(at('title'))} ${parts}`].map(sorted);
  return sorted(by).includes(' ') && names.includes(sorted(by));
}

function messageOf(type: string, reference: string, { uprn, email, telephone }: Details, at: Cells): unknown {
  const familyName = clean(at('familyName'));
  return {
    reference,
    requestedOn: dayIn(at('requestedOn')),
    type,
    isOwnRequest: true,
    requester: {
      title: clean(at('title')),
      givenName: clean(at('givenName')),
      familyName,
      ...(familyName === '' ? { fullName: clean(at('fullName')) } : {}),
      address: addressOf(uprn, at),
      ...(telephone.length > 0 ? { telephone } : {}),
      email,
    },
  };
}

/** Three lines at most: what does not fit them stands in the last, parted by commas. Nothing, if nothing is said. */
function addressOf(uprn: string, at: Cells) {
  const house = [clean(at('house')), clean(at('street'))].filter((part) => part !== '').join(' ');
  const numbered = (['address1', 'address2', 'address3', 'address4'] as const).map((field) => clean(at(field)));
  const said = [house, ...partsIn(at('address')), ...numbered].filter((part) => part !== '');
  const given = clean(at('postcode'));
  const { parts, postcode } = given === '' ? withoutPostcode(said) : { parts: said, postcode: given };
  const [line1 = '', line2 = '', ...rest] = parts;
  const address = {
    line1,
    line2,
    line3: rest.join(', '),
    town: clean(at('town')),
    county: clean(at('county')),
    postcode,
    uprn,
  };
  return Object.values(address).some((part) => part !== '') ? address : undefined;
}
