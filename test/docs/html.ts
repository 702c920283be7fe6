/** A page taken apart, as far as tests look at it. */
export interface Parsed {
  /** What is wrong with its form: tags that do not nest, attributes twice. */
  readonly faults: readonly string[];
  readonly elements: readonly Element[];
  readonly text: string;
}

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const isVoid: ReadonlySet<string> = new Set(['meta', 'link', 'br', 'wbr', 'hr', 'img', 'input']);
const entity = /&(?:amp|lt|gt|quot|#39);/g;
const meant: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** Text as it is read. */
export const unescaped = (text: string): string => text.replace(entity, (each) => meant[each] ?? each);

/**
 * Reads HTML strictly: every tag that is opened is closed where it should be, every attribute is quoted, and no `<`, `>` or
 * `&` stands bare. Not a parser of any HTML, but of the well-formed kind.
 */
export function parse(html: string): Parsed {
  const faults: string[] = [];
  const elements: Element[] = [];
  const open: string[] = [];
  let text = '';
  const tags = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<]*")?)*)\s*>/g;
  const [, body = ''] = /^<!doctype html>\n([\s\S]*)$/.exec(html) ?? [];
  if (body === '') faults.push('no doctype');
  let last = 0;
  for (const match of body.matchAll(tags)) {
    const between = body.slice(last, match.index);
    last = match.index + match[0].length;
    const bare = between.replace(entity, '');
    if (/[<>&]/.test(bare)) faults.push(`bare: ${bare.slice(0, 60)}`);
    text += between;
    const [, slash, name = '', rest = ''] = match;
    if (slash) {
      if (open.pop() !== name) faults.push(`</${name}> closes nothing`);
      continue;
    }
    const pairs = [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, unescaped(value)] as const);
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length) faults.push(`<${name}> has an attribute twice`);
    elements.push({ name, attributes: Object.fromEntries(pairs) });
    if (!isVoid.has(name)) open.push(name);
  }
  if (/[<>]/.test(body.slice(last))) faults.push('something is left at the end');
  if (open.length > 0) faults.push(`never closed: ${open.join(', ')}`);
  return { faults, elements, text: unescaped(text) };
}
