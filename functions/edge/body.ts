import { visit } from 'jsonc-parser';
import type { Fault } from '../../contracts/problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** The largest body taken, in bytes as they came. */
const maxBodyBytes = 1_048_576;
/** Deeper than any contract; guards what recurses. */
const maxDepth = 32;
const maxFaults = 50;

/** A request’s body as it came, and what was said about it. */
export interface RawBody {
  readonly text: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
}

/** A body that is JSON: its text, from which hashes are taken, and its value. */
export interface JsonBody {
  readonly text: string;
  readonly value: unknown;
}

/**
 * Reads a body as one JSON value (RFC 8259). Refuses another media type, charset or a compressed body
 * (`unsupported-media-type`), more than 1 MB (`body-too-large`), and what is not UTF-8, not JSON, deeper than
 * 32 levels, or has a name twice in an object, a NUL or half a surrogate pair in a string
 * (`malformed-json`). Does not check what the value means. `also` are the other media types that this address takes, to be
 * named where it is none of them.
 */
export function jsonBody(raw: RawBody, also: readonly string[] = []): Result<JsonBody> {
  if (!isJson(raw)) return unsupported(['application/json, in UTF-8', ...also].join(', or '));
  const text = utf8(raw);
  if (!text.ok) return text;
  const { depth, members } = shapeOf(text.value);
  if (depth > maxDepth) return malformed('', 'too-deep', `must be at most ${maxDepth} levels deep`);
  let value: unknown;
  try {
    value = JSON.parse(text.value);
  } catch {
    return malformed('', 'not-json', whereItBroke(text.value));
  }
  const read = { members: 0, faults: [] };
  readThrough(value, [], read);
  // A name that is there twice leaves one member of two.
  const faults = members === read.members ? read.faults : [...repeatedNames(text.value), ...read.faults];
  return faults.length > 0 ? refuse('malformed-json', faults.slice(0, maxFaults)) : ok({ text: text.value, value });
}

/** A body of exactly this media type as text, with the same refusals for size and encoding. */
export function textBody(raw: RawBody, mediaType: string): Result<string> {
  return mediaTypeOf(raw.contentType) === mediaType && !isCompressed(raw) ? utf8(raw) : unsupported(mediaType);
}

/** A body of exactly this media type as it came, with the same refusals for size and compression, and the charset that was said. */
export function bytesBody(raw: RawBody, mediaType: string): Result<{ readonly bytes: Uint8Array; readonly charset: string | undefined }> {
  if (mediaTypeOf(raw.contentType) !== mediaType || isCompressed(raw)) return unsupported(mediaType);
  const bytes = bytesOf(raw);
  return bytes.ok ? ok({ bytes: bytes.value, charset: charsetOf(raw.contentType) }) : bytes;
}

const unsupported = (wanted: string) =>
  refuse('unsupported-media-type', [{ pointer: 'header:content-type', code: 'media-type', detail: `must be ${wanted}, not compressed` }]);

/** The media type of a Content-Type, in lower case and without its parameters. */
export const mediaTypeOf = (contentType = ''): string => contentType.split(';')[0]?.trim().toLowerCase() ?? '';
const charsetOf = (contentType = '') => /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase();
const isCompressed = ({ contentEncoding }: RawBody) => contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity';

function isJson(raw: RawBody): boolean {
  const charset = charsetOf(raw.contentType);
  const type = mediaTypeOf(raw.contentType);
  return (
    !isCompressed(raw) &&
    (type === 'application/json' || /^application\/[a-z0-9.+-]+\+json$/.test(type)) &&
    (charset === undefined || charset === 'utf-8' || charset === 'utf8')
  );
}

function bytesOf({ text = '', isBase64Encoded }: RawBody): Result<Uint8Array> {
  // Base64 is a third longer than what it carries: refused before it is decoded.
  if (text.length > (isBase64Encoded ? (maxBodyBytes * 4) / 3 + 4 : maxBodyBytes)) return refuse('body-too-large');
  const bytes = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
  return bytes.length > maxBodyBytes ? refuse('body-too-large') : ok(bytes);
}

function utf8(raw: RawBody): Result<string> {
  if (!raw.isBase64Encoded) return textOf(raw.text ?? '');
  const bytes = bytesOf(raw);
  if (!bytes.ok) return bytes;
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value));
  } catch {
    return malformed('', 'not-utf-8', 'must be UTF-8');
  }
}

/** Text as a gateway that had read UTF-8 hands it over: without a byte order mark, and as what was read of halves of a pair. */
function textOf(text: string): Result<string> {
  if (text.length > maxBodyBytes || Buffer.byteLength(text) > maxBodyBytes) return refuse('body-too-large');
  return ok((text.startsWith('\uFEFF') ? text.slice(1) : text).toWellFormed());
}

const malformed = (pointer: string, code: string, detail: string) => refuse('malformed-json', [{ pointer, code, detail }]);

/**
 * How deep a text goes and how many members its objects have, if it is JSON: by counting brackets and colons outside
 * strings. No recursion, so nothing can exhaust the stack.
 */
function shapeOf(text: string): { readonly depth: number; readonly members: number } {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x3a) members += 1;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return { depth: deepest, members };
}

/**
 * Line and column; never what stood there. The engine that reads JSON does not always say where, and not always the same.
 * Reads no further than that: what comes after was not counted as JSON, and may be deeper than a stack.
 */
function whereItBroke(text: string): string {
  const found = new Error('the first is enough');
  let place = 'its end';
  try {
    visit(
      text,
      {
        onError: (_code, _offset, _length, line, column) => {
          place = `line ${line + 1}, column ${column + 1}`;
          throw found;
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error !== found) throw error;
  }
  return `must be JSON; it stops being so at ${place}`;
}

/** A name that is not one a contract would use is told by its place, since it may be something a person said. */
const speakable = (name: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(name);

/** One step of a JSON Pointer (RFC 6901 s.3), with a name that may be content left out. */
export function step(name: string | number): string {
  if (typeof name === 'number') return String(name);
  return speakable(name) ? name : '…';
}

function repeatedNames(text: string): Fault[] {
  const faults: Fault[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectEnd: () => {
      open.pop();
    },
    onObjectProperty: (name, _offset, _length, line, column, path) => {
      const names = open.at(-1);
      if (names?.has(name)) {
        faults.push({
          pointer: pointerOf([...path(), name]),
          code: 'duplicate-name',
          detail: `must be there once; it is repeated at line ${line + 1}, column ${column + 1}`,
        });
      }
      names?.add(name);
    },
  });
  return faults;
}

/** Names that, in an object where text was expected, change what comparing it does. No contract has them. */
const workings = new Set(['toString', 'valueOf']);

/** What reading through a value finds: how many members its objects have, and what no contract could take. */
interface ReadThrough {
  members: number;
  readonly faults: Fault[];
}

function readThrough(value: unknown, path: (string | number)[], read: ReadThrough): void {
  if (typeof value === 'string') readText(value, path, read);
  else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      path.push(index);
      readThrough(value[index], path, read);
      path.pop();
    }
  } else if (value !== null && typeof value === 'object') {
    for (const name of Object.keys(value)) {
      read.members += 1;
      readName(name, path, read);
      path.push(name);
      readThrough((value as Readonly<Record<string, unknown>>)[name], path, read);
      path.pop();
    }
  }
}

function readName(name: string, path: readonly (string | number)[], { faults }: ReadThrough): void {
  if (workings.has(name))
    faults.push({ pointer: pointerOf([...path, name]), code: 'reserved-name', detail: 'is not a name a contract has: leave it out' });
  if (name.includes('\0') || !name.isWellFormed())
    faults.push({ pointer: `${pointerOf(path)}/…`, code: 'nul-character', detail: 'a name must be readable text' });
}

function readText(text: string, path: readonly (string | number)[], { faults }: ReadThrough): void {
  if (text.includes('\0')) faults.push({ pointer: pointerOf(path), code: 'nul-character', detail: 'must not hold a NUL character' });
  else if (!text.isWellFormed())
    faults.push({ pointer: pointerOf(path), code: 'not-unicode', detail: 'must not hold half a surrogate pair' });
}

const pointerOf = (path: readonly (string | number)[]): string => path.map((each) => `/${step(each)}`).join('');
