import { availableParallelism, cpus, totalmem } from 'node:os';
import { table, terminal } from '../../infra/local/terminal.ts';
import { type Measured, type Row, rows, scope, type Unit } from './rows.ts';

type Found = ReadonlyMap<string, Measured>;

/** Where it was measured: what a figure means without it is nothing. */
export const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}, ${process.platform} ${process.arch}`;

/** What was found, a line for each row: value, reference, ratio, and each bar with whether it is met; then what the rates are of. */
export function resultTable(found: Found): string {
  const shown = rows.flatMap((row) => {
    const measured = found.get(row.name);
    return measured ? [lineOf(row, measured, found)] : [];
  });
  const lines = table(['row', 'value', 'p50 ms', 'p99 ms', 'cpu ms', '503', 'reference', 'ratio', 'bar'], shown);
  return [...found.keys()].some((name) => name.startsWith('intake')) ? `${lines}\n\n${scope}` : lines;
}

function lineOf({ name, unit, reference, bars = [] }: Row, { value, p50, p99, busy, processor }: Measured, found: Found): string[] {
  const other = reference === undefined ? undefined : found.get(reference)?.value;
  const judged = bars.map(({ says, met }) => {
    const isMet = met((each) => found.get(each));
    return isMet === undefined ? `${says}: not measured` : isMet ? terminal.green(`${says}: met`) : terminal.red(`${says}: not met`);
  });
  return [
    name,
    `${figure(value)} ${unit}`,
    optional(p50),
    optional(p99),
    optional(processor),
    busy === undefined ? '' : String(busy),
    optional(other),
    other ? (value / other).toFixed(2) : '',
    judged.join('; '),
  ];
}

const optional = (value: number | undefined): string => (value === undefined ? '' : figure(value));
const figure = (value: number): string => (value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3));

const barWidth = 50;

/** Bars in the terminal for what is counted in requests a second: the reference beneath what is held against it. */
export function chart(found: Found): string {
  const rates = rows.filter(
    ({ name, unit }) => unit === 'requests/s' && found.has(name) && !name.startsWith('echo') && !name.endsWith('backlog'),
  );
  const most = Math.max(...rates.map(({ name }) => found.get(name)?.value ?? 0));
  const longest = Math.max(0, ...rates.map(({ name }) => name.length));
  return rates
    .map(({ name, reference }) => {
      const value = found.get(name)?.value ?? 0;
      const length = Math.max(1, Math.round((value / most) * barWidth));
      return `${name.padEnd(longest)} ${(reference ? '█' : '░').repeat(length)} ${figure(value)}`;
    })
    .join('\n');
}

/** What was found as a list that another program can read: rates with the p50 and p99 of their requests, and any 503. */
export function toJson(found: Found): { readonly name: string; readonly value: number; readonly unit: Unit }[] {
  return rows.flatMap(({ name, unit }) => {
    const measured = found.get(name);
    if (!measured) return [];
    const { value, p50, p99, busy = 0 } = measured;
    return [
      { name, value, unit },
      ...(p50 === undefined ? [] : [{ name: `${name} p50`, value: p50, unit: 'ms' as const }]),
      ...(p99 === undefined ? [] : [{ name: `${name} p99`, value: p99, unit: 'ms' as const }]),
      ...(busy === 0 ? [] : [{ name: `${name} 503s`, value: busy, unit: 'items' as const }]),
    ];
  });
}
