import fc from 'fast-check';

/** A place in a value: the names and indexes that lead to it. */
type Path = readonly (string | number)[];

const strange: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  -1,
  0,
  1e308,
  0.1,
  [],
  {},
  [[[]]],
  { length: 1 },
  { constructor: { prototype: {} } },
  'x'.repeat(20_000),
  '\u0000',
  '\u202e',
  '👩‍👩‍👧‍👦',
  '\ud800',
  '9999-99-99',
  '2026-02-30',
  '1e5',
  'https://example.org/../..',
  '%{jndi:ldap://x}',
  "' OR 1=1 --",
  '__proto__',
];

function places(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, each]) => places(each, [...at, Array.isArray(value) ? Number(name) : name]))];
}

function changed(value: unknown, [first, ...rest]: Path, change: (inner: unknown) => unknown): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value)) return value.map((each, index) => (index === first ? changed(each, rest, change) : each));
  const entries = Object.entries(value as object).map(([name, each]) => [name, name === first ? changed(each, rest, change) : each]);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}

/** A value with one to three things wrong in it: a member left out, another type, something strange, or one member more. */
export function spoiled(value: unknown, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const once = (inner: unknown): fc.Arbitrary<unknown> => {
    const all = places(inner);
    const change = fc.oneof(
      fc.constant(() => undefined),
      fc.constantFrom(...strange).map((other) => () => other),
      text.map((other) => () => other),
      fc.tuple(text, text).map(
        ([name, added]) =>
          (old: unknown) =>
            typeof old === 'object' && old !== null ? { ...old, [`${name} ?`]: added } : added,
      ),
    );
    return fc.tuple(fc.constantFrom(...all), change).map(([place, apply]) => changed(inner, place, apply) ?? null);
  };
  return fc
    .integer({ min: 1, max: 3 })
    .chain((times) => Array.from({ length: times }).reduce<fc.Arbitrary<unknown>>((arb) => arb.chain(once), fc.constant(value)));
}

/** JSON text that is not quite JSON: cut short, doubled, with something around it or in it. */
export const broken = (json: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.nat({ max: Math.max(0, json.length - 1) }).map((length) => json.slice(0, length)),
    fc.constantFrom(
      `${json}${json}`,
      `${json},`,
      `\uFEFF${json}`,
      `[${json}`,
      json.replaceAll('"', "'"),
      '',
      'null',
      '"text"',
      '[]',
      '{"a":1,"a":2}',
      '['.repeat(5_000),
      `<xml>${json}</xml>`,
    ),
  );
