/** HTML that is safe to send: made by {@link html} alone. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, HTML is not, a list is its parts one after another, and nothing is nothing. */
export type Part = Html | string | number | false | undefined | readonly Part[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

function written(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === undefined || part === false) return '';
  return typeof part === 'object' ? part.map(written).join('') : escaped(String(part));
}

/** A template of HTML: whatever is put into it is escaped, unless it was made here too. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, index) => text + (index < parts.length ? written(parts[index]) : '')).join(''));

/** A sentence of a catalogue: what stands between backticks is code. */
export const prose = (text: string): Html =>
  html`${text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;

export const code = (text: string): Html => html`<code>${text}</code>`;

export const link = (href: string, text: Part): Html => html`<a href="${href}">${text}</a>`;

/** Something to copy: a command, or a message. Can be reached by keyboard, for it may be wider than the page. */
export const block = (text: string, label: string): Html =>
  html`<pre tabindex="0" role="group" aria-label="${label}"><code>${text}</code></pre>`;

/** A value as JSON to copy, short lists and objects on one line. */
export const json = (value: unknown, label = 'Example'): Html => block(jsonText(value), label);

/** JSON as a person would lay it out: what fits on a line stays on it. */
function jsonText(value: unknown, indent = ''): string {
  const flat = oneLine(value);
  if (value === null || typeof value !== 'object' || (indent.length + flat.length <= 90 && indent !== '')) return flat;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const lines = Array.isArray(value)
    ? value.map((item) => deeper + jsonText(item, deeper))
    : Object.entries(value).map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${jsonText(item, deeper)}`);
  return lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/**
 * A table whose first column names its rows. It scrolls by itself where the page is narrow. Its caption is for who hears the
 * page, or is shown, where no heading says the same.
 */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Part[])[],
  captionIs: 'heard' | 'shown' = 'heard',
): Html {
  return html`<div class="wide" tabindex="0" role="group" aria-label="${caption}"><table>
<caption${captionIs === 'heard' && html` class="heard"`}>${caption}</caption>
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>
`;
}
