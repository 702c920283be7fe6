import type { Fault } from '../../problem.ts';
import type { Warning } from '../../replies/parts.ts';

type Decoded =
  | { readonly ok: true; readonly text: string; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** By the names that senders use. Latin-1 is read as Windows-1252, as browsers do (WHATWG Encoding Standard). */
const encodings: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
};

/** Windows-1252 from 0x80 to 0x9F. Written out: the platform’s own decoder gives control characters here in some versions. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const fault = (pointer: string, code: string, detail: string): Decoded => ({ ok: false, faults: [{ pointer, code, detail }] });

/**
 * The bytes of a file as text: by its byte order mark, by the charset that was said, or as UTF-8, and if it is not that,
 * as Windows-1252 with a warning. Refuses a charset it does not know, and what is no text, such as a workbook.
 */
export function decode(bytes: Uint8Array, charset: string | undefined): Decoded {
  const name = charset?.toLowerCase() ?? '';
  const declared = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
  if (charset !== undefined && declared === undefined) {
    return fault('header:content-type', 'charset', 'must be utf-8, utf-16le, utf-16be or windows-1252, or be left out');
  }
  const encoding = markOf(bytes) ?? declared ?? 'utf-8';
  const text = encoding === 'windows-1252' ? fromWindows1252(bytes) : decoded(bytes, encoding);
  if (text !== undefined) return checked(text, []);
  if (declared !== undefined || encoding !== 'utf-8') {
    return fault('', 'not-as-declared', 'must be in the encoding it claims to be in; save the file as CSV UTF-8');
  }
  const detail = 'The file is not UTF-8 and was read as Windows-1252. Check the letters with accents, or save it as CSV UTF-8.';
  return checked(fromWindows1252(bytes), [{ pointer: '', code: 'read-as-windows-1252', detail }]);
}

function markOf([first, second, third]: Uint8Array): Encoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** Without its byte order mark; nothing if it is not in that encoding. */
function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8’s sign for a lost character, read as Windows-1252, is that sign again: it was lost before it came here. */
const fromWindows1252 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte >= 0x80 && byte < 0xa0 ? windows1252.charAt(byte - 0x80) : String.fromCharCode(byte)))
    .join('')
    .replaceAll('ï¿½', '\uFFFD');

/** Tab, line feed, vertical tab, form feed and carriage return are in text; the other controls of ASCII are not. */
function checked(text: string, warnings: readonly Warning[]): Decoded {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x09 || (code > 0x0d && code < 0x20)) {
      return fault('', 'not-text', 'must be a CSV file, which is text: a workbook or another document must be saved as CSV UTF-8 first');
    }
  }
  return text.trim() === '' ? fault('', 'empty', 'must have a first line that names its columns') : { ok: true, text, warnings };
}
