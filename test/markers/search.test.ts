import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { aWorld } from '../support/world.ts';
import { marker, prefix } from './plant.ts';
import { placeOf, traces } from './search.ts';

const said = marker();
const found = (bytes: string | Uint8Array, text = prefix) => traces([text], [{ name: 'here', bytes }]).length > 0;
const encoded = (text: string, form: BufferEncoding) => Buffer.from(text).toString(form);

describe('the search for markers finds one', () => {
  test.each([
    ['as it is', `log line ${said}.`],
    ['in lower case', `log line ${said.toLowerCase()}.`],
    ['in upper case', said.toUpperCase()],
    ['in hexadecimal', `x${encoded(said, 'hex')}`],
    ['in hexadecimal, upper case', encoded(said, 'hex').toUpperCase()],
    ['URL-encoded', [...said].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')],
    ['JSON-escaped', [...said].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join('')],
    ['in a string of a string of JSON', JSON.stringify(JSON.stringify({ a: `"${said}"` }))],
    ...[0, 1, 2].flatMap((before): [string, string][] => [
      [`in base 64, ${before} bytes on`, encoded(`${'"'.repeat(before)}${said} and more`, 'base64')],
      [`in base 64 for URLs, ${before} bytes on`, encoded(`${'"'.repeat(before)}${said.toLowerCase()} and more`, 'base64url')],
    ]),
  ])('%s', (_, text) => {
    expect(found(text)).toBe(true);
    expect(found(text, 'nobody said this')).toBe(false);
  });

  test('in UTF-16, in bytes that are no text, and in a value of any kind', () => {
    expect(found(Buffer.from(said, 'utf16le'))).toBe(true);
    expect(found(Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from(said), Buffer.from([0x80])]))).toBe(true);
    for (const value of [new Map([[said, 1]]), { a: [Buffer.from(`x${said}`)] }, [new Uint8Array(Buffer.from(said))]]) {
      expect(traces([prefix], [placeOf('a value', value)])).toHaveLength(1);
    }
  });

  test('with a space in it, as a path, a query or a form has it', () => {
    for (const text of ['a=999%20012%203454', 'a=999+012+3454', '"999 012 3454"']) expect(found(text, '999 012 3454')).toBe(true);
  });

  test('in a log into which one was let', async () => {
    const hub = await aWorld();
    expect(traces([prefix], [placeOf('the log', hub.logged)])).toEqual([]);
    hub.runtime.log.write({ code: 'careless', body: { name: said } });
    expect(traces([prefix], [placeOf('the log', hub.logged)])).toHaveLength(1);
  });

  test('and says where, and not what is not there', () => {
    expect(
      traces(
        [prefix],
        [
          { name: 'there', bytes: said },
          { name: 'elsewhere', bytes: 'nothing' },
        ],
      ),
    ).toEqual([expect.stringContaining('there: ')]);
    // What it cannot find: so the hub compresses nothing but what it then seals.
    expect(found(gzipSync(said.repeat(3)))).toBe(false);
  });
});
