import fc from 'fast-check';

/** A JSON Schema (2020-12) as the description of the API holds it: the keywords that are read here, and others. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

export type Components = Readonly<Record<string, Schema>>;

/** How deep a value may go: what is recursive ends somewhere. */
const deepest = 7;
const mostItems = 3;

const formats: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  date: () =>
    fc
      .date({ min: new Date('1920-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  'date-time': () =>
    fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
  email: () => fc.emailAddress(),
  uri: () => fc.webUrl(),
  uuid: () => fc.uuid(),
};

/** Values that a schema takes, mostly: what it says beyond the keywords of {@link Schema} is not followed. `text` makes free text. */
export function valuesOf(schema: Schema, components: Components, text: fc.Arbitrary<string>, depth = 0): fc.Arbitrary<unknown> {
  const inner = (each: Schema) => valuesOf(each, components, text, depth + 1);
  const { $ref, anyOf, oneOf, allOf } = schema;
  if ($ref) return inner(components[$ref.split('/').at(-1) ?? ''] ?? {});
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const several = anyOf ?? oneOf;
  if (several) return fc.oneof(...several.map(inner));
  if (allOf)
    return fc.tuple(...allOf.map(inner)).map((parts) => parts.reduce((whole, part) => ({ ...(whole as object), ...(part as object) }), {}));
  const examples = schema.examples?.length ? [fc.constantFrom(...schema.examples)] : [];
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['string']);
  return fc.oneof(...examples, ...types.map((type) => ofType(type, schema, text, depth, inner)));
}

function ofType(
  type: string,
  schema: Schema,
  text: fc.Arbitrary<string>,
  depth: number,
  inner: (each: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (type === 'object') return objects(schema, depth, inner);
  if (type === 'array') {
    const { items = {}, minItems = 0, maxItems = mostItems } = schema;
    return fc.array(inner(items), {
      minLength: minItems,
      maxLength: depth > deepest ? minItems : Math.max(minItems, Math.min(maxItems, mostItems)),
    });
  }
  if (type === 'string') return strings(schema, text);
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  const { minimum = -1_000_000, maximum = 1_000_000 } = schema;
  const [min, max] = [Math.max(minimum, -1_000_000), Math.min(maximum, 1_000_000)];
  return type === 'integer' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

function objects(
  { properties = {}, required = [] }: Schema,
  depth: number,
  inner: (each: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const names = Object.keys(properties).filter((name) => depth <= deepest || required.includes(name));
  const model = Object.fromEntries(names.map((name) => [name, inner(properties[name] ?? {})]));
  return fc.record(model, { requiredKeys: required.filter((name) => names.includes(name)), noNullPrototype: true });
}

function strings(
  { format = '', pattern, minLength = 0, maxLength = Number.MAX_SAFE_INTEGER }: Schema,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<unknown> {
  const made = formats[format]?.();
  if (made) return made;
  if (!pattern) return text.map((each) => each.slice(0, maxLength).padEnd(minLength, 'x'));
  try {
    return fc.stringMatching(new RegExp(pattern), { size: 'small' });
  } catch {
    // Looks ahead or behind, which cannot be generated: the examples beside it, and what does not match.
    return text;
  }
}
