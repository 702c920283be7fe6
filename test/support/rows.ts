import type { Row } from '../../functions/store/ports.ts';

/** Rows as they can be compared: the state that a case was applied as is told in one order of its members, whatever it was folded from. */
export const comparable = (rows: readonly Row[]): Row[] =>
  rows.map((row) => (row['state'] === undefined ? row : { ...row, state: JSON.stringify(JSON.parse(String(row['state'])), inOrder) }));

function inOrder(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
