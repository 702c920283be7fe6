import * as z from 'zod';

/**
 * EventBridge event patterns: exact values, prefix, suffix, anything-but, exists, numeric, equals-ignore-case,
 * wildcard, `$or` and nesting. `cidr` is not served. Two shapes are refused when a pattern is compiled, because what
 * they match is surprising even on AWS: a field both inside and beside `$or`, and `exists: false` where an array of
 * objects may stand above it (deeper than a field of the event or of `detail`).
 */
export type Matches = (event: unknown) => boolean;

type Test = (value: unknown) => boolean;
type Path = readonly string[];

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const OneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)]);
const IgnoringCase = z.strictObject({ 'equals-ignore-case': z.string() });
const Text = z.union([z.string(), IgnoringCase]);
const Wildcard = z.string().refine((value) => !value.includes('**'), 'a wildcard has no two asterisks in a row');
const Comparison = z.enum(['<', '<=', '=', '>=', '>']);
const AnythingBut = z.union([
  OneOrMore(z.union([z.string(), z.number()])),
  z.strictObject({ prefix: OneOrMore(z.string()) }),
  z.strictObject({ suffix: OneOrMore(z.string()) }),
  z.strictObject({ 'equals-ignore-case': OneOrMore(z.string()) }),
  z.strictObject({ wildcard: OneOrMore(Wildcard) }),
]);
const Matcher = z.union([
  Scalar,
  z.strictObject({ prefix: Text }),
  z.strictObject({ suffix: Text }),
  IgnoringCase,
  z.strictObject({ wildcard: Wildcard }),
  z.strictObject({ 'anything-but': AnythingBut }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    numeric: z.union([z.tuple([Comparison, z.number()]), z.tuple([z.enum(['>', '>=']), z.number(), z.enum(['<', '<=']), z.number()])]),
  }),
]);
type Matcher = z.infer<typeof Matcher>;
type Fields = Readonly<Record<string, unknown>>;

/** Compiles a pattern. Throws, saying where, on one that is malformed or one of the shapes refused. */
export function compile(pattern: unknown): Matches {
  return fields(pattern, []);
}

function fields(pattern: unknown, path: Path): Matches {
  if (!isFields(pattern) || Object.keys(pattern).length === 0) throw refused(path, 'an object with at least one field is wanted');
  const { $or: alternatives, ...beside } = pattern;
  const tests: Matches[] = Object.entries(beside).map(([name, inner]) => field(name, inner, [...path, name]));
  if (alternatives !== undefined) {
    if (!Array.isArray(alternatives) || alternatives.length < 2) throw refused(path, '$or takes at least two alternatives');
    const taken = leaves(beside);
    const overlap = alternatives.flatMap((each) => leaves(each)).find((leaf) => taken.includes(leaf));
    if (overlap) throw refused(path, `the field ${overlap} is both inside and beside $or`);
    const compiled = alternatives.map((each) => fields(each, path));
    tests.push((value) => compiled.some((matches) => matches(value)));
  }
  return (value) => tests.every((matches) => matches(value));
}

function field(name: string, inner: unknown, path: Path): Matches {
  const test = Array.isArray(inner) ? anyOf(inner, path) : within(fields(inner, path));
  return (value) => test(isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined);
}

/** A nested pattern against an object, or against an array of which one object matches the whole of it. */
const within =
  (matches: Matches): Test =>
  (value) =>
    Array.isArray(value) ? value.some((each) => matches(each)) : matches(value);

function anyOf(matchers: readonly unknown[], path: Path): Test {
  if (matchers.length === 0) throw refused(path, 'at least one value is wanted');
  const tests = matchers.map((matcher) => {
    const read = Matcher.safeParse(matcher);
    if (!read.success) throw refused(path, 'there is a matcher that is not served');
    if (isFields(read.data) && 'exists' in read.data) return exists(read.data.exists, path);
    const test = valueTest(read.data);
    return (values: readonly unknown[]) => values.some(test);
  });
  return (value) => {
    const values = (Array.isArray(value) ? value : [value]).filter((each) => each !== undefined && !isFields(each));
    return tests.some((test) => test(values));
  };
}

function exists(wanted: boolean, path: Path): (values: readonly unknown[]) => boolean {
  const depth = path[0] === 'detail' ? 2 : 1;
  if (!wanted && path.length > depth) throw refused(path, 'exists: false is not served where an array of objects may stand above it');
  return (values) => values.length > 0 === wanted;
}

function valueTest(matcher: Exclude<Matcher, { exists: boolean }>): Test {
  if (!isFields(matcher)) return (value) => value === matcher;
  if ('anything-but' in matcher) return anythingBut(matcher['anything-but']);
  if ('numeric' in matcher) return numeric(matcher.numeric);
  return textTest(matcher);
}

type TextMatcher =
  | { prefix: z.infer<typeof Text> }
  | { suffix: z.infer<typeof Text> }
  | { 'equals-ignore-case': string }
  | { wildcard: string };

function textTest(matcher: TextMatcher): Test {
  const onText =
    (test: (value: string) => boolean): Test =>
    (value) =>
      typeof value === 'string' && test(value);
  if ('wildcard' in matcher) return onText((value) => wildcard(matcher.wildcard).test(value));
  if ('equals-ignore-case' in matcher) return onText((value) => value.toLowerCase() === matcher['equals-ignore-case'].toLowerCase());
  const [wanted, test] = 'prefix' in matcher ? ([matcher.prefix, 'startsWith'] as const) : ([matcher.suffix, 'endsWith'] as const);
  if (typeof wanted === 'string') return onText((value) => value[test](wanted));
  return onText((value) => value.toLowerCase()[test](wanted['equals-ignore-case'].toLowerCase()));
}

function anythingBut(unwanted: z.infer<typeof AnythingBut>): Test {
  const list = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one]);
  const but =
    (tests: readonly Test[]): Test =>
    (value) =>
      !tests.some((test) => test(value));
  if (!isFields(unwanted)) return but(list(unwanted).map((each) => (value) => value === each));
  if ('prefix' in unwanted) return but(list(unwanted.prefix).map((prefix) => textTest({ prefix })));
  if ('suffix' in unwanted) return but(list(unwanted.suffix).map((suffix) => textTest({ suffix })));
  if ('wildcard' in unwanted) return but(list(unwanted.wildcard).map((each) => textTest({ wildcard: each })));
  return but(list(unwanted['equals-ignore-case']).map((each) => textTest({ 'equals-ignore-case': each })));
}

function numeric(bounds: readonly (string | number)[]): Test {
  const within = (value: number, at: number): boolean => {
    const bound = Number(bounds[at + 1]);
    switch (bounds[at]) {
      case '<':
        return value < bound;
      case '<=':
        return value <= bound;
      case '>':
        return value > bound;
      case '>=':
        return value >= bound;
      default:
        return value === bound;
    }
  };
  return (value) => typeof value === 'number' && within(value, 0) && (bounds.length === 2 || within(value, 2));
}

/** `*` is any run of characters; `\*` and `\\` stand for themselves. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\/-]/g, (found, escaped) =>
    escaped ? `\\${escaped}` : found === '*' ? '[^]*' : `\\${found}`,
  );
  return new RegExp(`^${source}$`, 'u');
}

function leaves(pattern: unknown, prefix = ''): string[] {
  if (!isFields(pattern)) return [];
  return Object.entries(pattern).flatMap(([name, inner]) => {
    if (name === '$or' && Array.isArray(inner)) return inner.flatMap((each) => leaves(each, prefix));
    return isFields(inner) ? leaves(inner, `${prefix}${name}.`) : [`${prefix}${name}`];
  });
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const refused = (path: Path, why: string): Error => new Error(`event pattern at ${path.join('.') || 'its top'}: ${why}`);
