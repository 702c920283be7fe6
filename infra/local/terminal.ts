const colours = process.stdout.isTTY === true;
const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours where the output is a terminal, plain text where it is not. */
export const terminal = { bold: paint(1), dim: paint(2), green: paint(32), red: paint(31), cyan: paint(36), yellow: paint(33) } as const;

const ukTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment as people in the United Kingdom say it, in their time: 22 November 2026, 16:09. */
export const ukMoment = (instant: string): string => ukTime.format(new Date(instant)).replace(' at ', ', ');

/** Rows as a table: columns as wide as what they hold, the last one as long as it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [terminal.bold(line(head)), ...rows.map(line)].join('\n');
}

/** How wide a line may be: as the terminal is, but not wider than reads well; where it is none, 100. */
const width = Math.min(Math.max(process.stdout.columns ?? 100, 60), 100);

/**
 * A text after a label, in lines that fit: each after the first begins beneath the text. `label` stands `indent` from the
 * edge, and the text `column` from it. Does not break a word, such as a reference, that is longer than a line.
 */
export function labelled(label: string, text: string, indent: number, column: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && column + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  const first = `${' '.repeat(indent)}${label}`.padEnd(column - 1);
  return lines.map((each, index) => (index === 0 ? `${first} ${each}` : `${' '.repeat(column)}${each}`).trimEnd()).join('\n');
}
