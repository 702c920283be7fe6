const colours = process.stdout.isTTY === true;
const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours where the output is a terminal, plain text where it is not. */
export const terminal = { bold: paint(1), dim: paint(2), green: paint(32), red: paint(31), cyan: paint(36), yellow: paint(33) } as const;

/** Rows as a table: columns as wide as what they hold, the last one as long as it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ');
  return [terminal.bold(line(head)), ...rows.map(line)].join('\n');
}
