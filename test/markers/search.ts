/**
 * Looks for a text in bytes, in every form in which something careless could have let it through. Does not find what
 * was compressed, hashed or encrypted.
 */

interface Form {
  readonly name: string;
  readonly text: string;
  /** Found whatever the case of its letters; base 64 is found as it is. */
  readonly anyCase: boolean;
}

/** Fewer characters of base 64 than this could be there by chance. */
const leastBase64 = 8;

/** The forms of a text: plain, hexadecimal, URL-encoded, JSON-escaped, UTF-16, and base 64 at each of its three alignments. */
function formsOf(text: string): Form[] {
  const bytes = [...Buffer.from(text)];
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const anyCase = [
    ['plain', text],
    ['hexadecimal', bytes.map(hex).join('')],
    ['URL-encoded', bytes.map((byte) => `%${hex(byte)}`).join('')],
    ['as encodeURIComponent has it', encodeURIComponent(text)],
    ['as a form has it', new URLSearchParams({ '': text }).toString().slice(1)],
    ['JSON-escaped', [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['UTF-16', bytes.map((byte) => String.fromCharCode(byte)).join('\0')],
  ].map(([name = '', form = '']) => ({ name, text: form.toLowerCase(), anyCase: true }));
  const base64 = [text, text.toLowerCase(), text.toUpperCase()].flatMap((each) =>
    [0, 1, 2].flatMap((before) => {
      const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(each)]).toString('base64');
      // The characters that no neighbouring byte has a part in.
      const own = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + Buffer.byteLength(each)) * 8) / 6));
      const both = [own, own.replaceAll('+', '-').replaceAll('/', '_')];
      return both.filter((form) => form.length >= leastBase64).map((form) => ({ name: 'base 64', text: form, anyCase: false }));
    }),
  );
  return [...new Map([...anyCase, ...base64].map((form) => [form.text, form])).values()];
}

/** Somewhere a marker might be: what it is called, and its bytes. */
export interface Place {
  readonly name: string;
  readonly bytes: string | Uint8Array;
}

/** A value as a place: everything in it, its sealed bytes too. */
export function placeOf(name: string, value: unknown): Place {
  const binary: string[] = [];
  const text = JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Map) return [...each];
    // A Buffer has become what its toJSON gives before it comes here.
    const data =
      each instanceof Uint8Array
        ? each
        : (each as { type?: string; data?: number[] } | null)?.type === 'Buffer'
          ? (each as { data: number[] }).data
          : undefined;
    if (data === undefined) return each;
    binary.push(Buffer.from(data).toString('latin1'));
    return null;
  });
  return { name, bytes: Buffer.from([text, ...binary].join('\n'), 'latin1') };
}

/** So many characters a text is looked up by; fewer than any form has. */
const head = 5;
/** Two to the twentieth: what five characters of four bits each can come to. */
const heads = 1 << 20;
const hashed = (hash: number, code: number): number => ((hash << 4) ^ code) & (heads - 1);

/** Makes a search for many texts at once, in one pass: where each first is, of those that are there. */
function searchFor(forms: readonly Form[]): (text: string) => Map<Form, number> {
  const begins = new Uint8Array(heads);
  const byHead = new Map<string, Form[]>();
  for (const form of forms) {
    const key = form.text.slice(0, head);
    begins[[...key].reduce((hash, char) => hashed(hash, char.charCodeAt(0)), 0)] = 1;
    const known = byHead.get(key);
    if (known) known.push(form);
    else byHead.set(key, [form]);
  }
  return (text) => {
    const found = new Map<Form, number>();
    let hash = 0;
    for (let end = 0; end < text.length; end += 1) {
      hash = hashed(hash, text.charCodeAt(end));
      if (begins[hash] === 0) continue;
      const at = end - head + 1;
      for (const form of byHead.get(text.slice(at, end + 1)) ?? [])
        if (!found.has(form) && text.startsWith(form.text, at)) found.set(form, at);
    }
    return found;
  };
}

/** Where any of these texts is, and in which form; empty is the only good answer. Each has at least five characters. */
export function traces(texts: readonly string[], places: readonly Place[]): string[] {
  const of = new Map<Form, string>(texts.flatMap((text) => formsOf(text).map((form): [Form, string] => [form, text])));
  const inAnyCase = searchFor([...of.keys()].filter(({ anyCase }) => anyCase));
  const asItIs = searchFor([...of.keys()].filter(({ anyCase }) => !anyCase));
  return places.flatMap(({ name, bytes }) => {
    const raw = typeof bytes === 'string' ? Buffer.from(bytes).toString('latin1') : Buffer.from(bytes).toString('latin1');
    return [...inAnyCase(raw.toLowerCase()), ...asItIs(raw)].map(
      ([form, at]) =>
        `${name}: ${of.get(form)}, ${form.name}: ${JSON.stringify(raw.slice(Math.max(0, at - 60), at + form.text.length + 20))}`,
    );
  });
}
