import { describe, expect, test } from 'vitest';
import { described } from '../../contracts/openapi/document.ts';
import { document, faultsAt, step } from '../support/documented.ts';

/**
 * What the document says of a body is what its validator takes: every example, with each of its members in turn left out
 * or put wrong, is right by both or by neither. What only code can see is left out: see decision 20.
 */

type Place = readonly (string | number)[];

/** Each place in a value, the deepest first. */
const placesIn = (value: unknown, at: Place = []): Place[] =>
  value === null || typeof value !== 'object'
    ? [at]
    : [...Object.entries(value).flatMap(([name, child]) => placesIn(child, [...at, Array.isArray(value) ? Number(name) : name])), at];

/** A copy of a value with something else at a place; nothing, to leave it out. */
function withAt(value: unknown, [first, ...rest]: Place, other: unknown): unknown {
  if (first === undefined) return other;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  if (rest.length > 0) copy[first] = withAt(copy[first], rest, other);
  else if (other !== undefined) copy[first] = other;
  else if (Array.isArray(copy)) copy.splice(Number(first), 1);
  else delete copy[first];
  return copy;
}

/** What only code can see, by where it is and what is put there: it is refused though it is right by the document. */
const seenByCode = [
  /^\/(.*\/)?consent\/until "2026-11-01": refused$/,
  /^\/type ".*": refused$/,
  /^\/safeguarding\/\w+ 7: refused$/,
  /^\/complaints\/\d+\/about 7: refused$/,
];

const wrong = [
  undefined,
  7,
  0.5,
  '',
  ' ',
  'x',
  '=x',
  'A b',
  '2026-02-30',
  '2026-11-01',
  'x'.repeat(20_000),
  true,
  [],
  {},
  ['x'],
  { text: 'x' },
  { unknown: 1 },
];

const json = described().flatMap(({ method, path, operation }) => {
  const schema = operation.bodies?.['application/json']?.schema;
  const examples = document.paths[path]?.[method]?.requestBody?.content?.['application/json']?.examples ?? {};
  return schema ? Object.entries(examples).map(([name, { value }]) => ({ path, method, name, value, schema })) : [];
});

describe('a body that is right by the document is right by its validator, and the other way', () => {
  test.each(json)('$path: $name', ({ path, method, value, schema }) => {
    const at = `/paths/${step(path)}/${method}/requestBody/content/application~1json/schema`;
    const told: string[] = [];
    for (const place of placesIn(value).filter(({ length }) => length > 0))
      for (const other of wrong) {
        const sent = withAt(value, place, other);
        const taken = schema.safeParse(sent).success;
        if (taken !== (faultsAt(at, sent).length === 0))
          told.push(`/${place.join('/')} ${JSON.stringify(other)?.slice(0, 30)}: ${taken ? 'taken' : 'refused'}`);
      }
    expect(told.filter((each) => !seenByCode.some((known) => known.test(each)))).toEqual([]);
  });
});
