import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { jobOf } from '../../contracts/sources/street-scene/jobs.ts';
import { forms, marker, namePrefix } from './plant.ts';

const exampleList = (name: string): string[][] =>
  parse(readFileSync(new URL(`../../contracts/sources/street-scene/examples/${name}.csv`, import.meta.url)), { relax_column_count: true });

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const written = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map(quoted).join(',')).join('\r\n');

/** What stands in a cell, by its column. What decides whether a job is kept, and where, stays. */
const cells: Readonly<Record<string, (cell: string) => string>> = {
  'Job No': () => marker('references and identifiers'),
  'Date Received': (cell) => cell,
  'Job Type': (cell) => ('kept' in jobOf(cell) ? cell : `${cell} ${marker('structured fields')}`),
  'Request Type': (cell) => cell,
  'Reported By': (cell) => (cell === 'Neighbour' ? `Neighbour ${marker('structured fields')}` : cell),
  'Post Code': (cell) => forms['postcode']?.(cell) ?? cell,
  UPRN: (cell) => forms['uprn']?.(cell) ?? cell,
  Tel: (cell) => forms['telephone']?.(cell) ?? cell,
  Mobile: (cell) => forms['telephone']?.(cell) ?? cell,
  Email: (cell) => forms['email']?.(cell) ?? cell,
  Notes: () => `${marker()}\n"${marker()}", ${marker()}`,
};

/** An example with a marker in every cell, and two columns that nobody reads, whose names are markers. */
function plantedList(name: string): string {
  const [headers = [], ...rows] = exampleList(name);
  const planted = rows.map((row) => [
    ...row.map((cell, index) => {
      const plant = cells[headers[index] ?? ''];
      return plant && (cell !== '' || headers[index] === 'Notes') ? plant(cell) : cell === '' ? '' : marker('structured fields');
    }),
    marker(),
    marker(),
  ]);
  return written([[...headers, `Mrs ${marker('names of fields')}`, marker('names of fields', namePrefix)], ...planted]);
}

/** A list to send, and what is to be said of it. */
export interface List {
  readonly name: string;
  readonly text: string;
  readonly query?: string;
  readonly charset?: string;
}

/** Lists of which some lines are taken, dropped by rule or faulty; and lists of which nothing can be read. */
export function lists(): List[] {
  const heads = () => exampleList('complete')[0] ?? [];
  const row = (change: Readonly<Record<string, string>>) => heads().map((header) => change[header] ?? marker('structured fields'));
  const asked = { 'Job Type': 'Bulky waste quote', 'Request Type': 'Service Request', 'Reported By': 'Self' };
  const faulty = [
    row({ ...asked, 'Date Received': marker(), 'Post Code': marker(), Tel: marker(), Email: marker() }),
    row({ ...asked, Surname: `=HYPERLINK("https://${marker('URLs')}.example")`, Forename: `@${marker()}`, UPRN: marker() }),
    row({ ...asked, 'Job Type': '' }),
    [...row(asked), marker(), marker()],
  ];
  const complete = plantedList('complete');
  return [
    { name: 'a list', text: complete },
    { name: 'the list of the day after', text: plantedList('tomorrow') },
    { name: 'a list, strict', text: plantedList('complete'), query: '?strict=true' },
    { name: 'a list with faulty lines', text: `${complete}\r\n${written(faulty)}\r\n"${marker()}, never closed` },
    { name: 'a list of faulty lines', text: written([heads(), ...faulty]) },
    { name: 'a list refused', text: plantedList('refused') },
    { name: 'a list without headers', text: written(faulty) },
    { name: 'a list of other headers', text: written([heads().map(() => marker('names of fields')), ...faulty]) },
    { name: 'a list with a title above', text: `${marker()}\r\nFor ${marker()}\r\n${plantedList('complete')}` },
    { name: 'a list in a charset there is not', text: complete, charset: marker('headers') },
    { name: 'no list', text: marker() },
  ];
}
