import * as z from 'zod';

/**
 * The kinds of information the hub tells apart. Every field of every contract names one, every
 * clause of every agreement permits some, every consent covers some: this is the one vocabulary.
 *
 * `nature` says which articles of UK GDPR apply: `ordinary` needs Article 6 alone, `special` needs an
 * Article 9(2) condition too, `offence` (allegations included, DPA 2018 s.11(2)) needs Article 10.
 */
export const categories = {
  contact: {
    nature: 'ordinary',
    sentence: 'name, address, and how to reach the person safely',
  },
  'birth-date': { nature: 'ordinary', sentence: 'date of birth' },
  'nhs-number': { nature: 'ordinary', sentence: 'NHS number' },
  need: { nature: 'ordinary', sentence: 'what the person would like help with' },
  hopes: { nature: 'ordinary', sentence: 'hopes, strengths, interests and what matters to the person' },
  health: { nature: 'special', sentence: 'physical and mental health' },
  mobility: { nature: 'special', sentence: 'mobility, and aids or adaptations' },
  hazard: { nature: 'ordinary', sentence: 'hazards in the home' },
  finances: { nature: 'ordinary', sentence: 'debt, arrears and income' },
  benefits: { nature: 'ordinary', sentence: 'benefit claims, awards and sanctions' },
  education: { nature: 'ordinary', sentence: 'school, college or nursery' },
  'service-request': { nature: 'ordinary', sentence: 'what the person asked the council to do' },
  attendance: { nature: 'ordinary', sentence: 'how often a service was called, without why' },
  offence: { nature: 'offence', sentence: 'offences, allegations of offences, and anti-social behaviour' },
  abuse: { nature: 'special', sentence: 'domestic abuse' },
  safeguarding: { nature: 'special', sentence: 'suspected harm to a child or an adult at risk' },
  'staff-safety': { nature: 'ordinary', sentence: 'what a visitor must know to be safe' },
  'free-text': { nature: 'special', sentence: 'free text, which may hold anything' },
  consent: { nature: 'ordinary', sentence: 'what the person agreed to, and how they were asked' },
  'consent-terms': { nature: 'ordinary', sentence: 'the terms of what the person agreed to, which may name others' },
  referrer: { nature: 'ordinary', sentence: 'the professional who made the referral' },
  existence: { nature: 'ordinary', sentence: 'that something exists and is withheld' },
  received: { nature: 'ordinary', sentence: 'that the referral was received' },
  progress: { nature: 'ordinary', sentence: 'whether a team took the referral on, and what came of it' },
  administrative: { nature: 'ordinary', sentence: 'coded facts of the referral itself' },
} as const satisfies Record<string, { nature: 'ordinary' | 'special' | 'offence'; sentence: string }>;

/** One kind of information: a key of {@link categories}. */
export type Category = keyof typeof categories;

/** The category names, for schemas. */
export const categoryIds = Object.keys(categories) as [Category, ...Category[]];

/** A category by name; anything else is refused. */
export const Category = z.enum(categoryIds);

/** Where a field's category is: stated, or read from a coded sibling (a need of `falls` is health). */
export type CategoryOf = Category | { by: string; from: Readonly<Record<string, Category>> };

const registry = z.registry<{ category: CategoryOf }>();

/**
 * States the category and the description of a field, for readers of the document too (`x-data-category`). On an object or array it covers everything
 * inside, so that the whole of it is one fact.
 */
export function field<S extends z.ZodType>(category: CategoryOf, schema: S, description: string): S {
  const described = schema.meta({ description, 'x-data-category': category }) as S;
  registry.add(described as z.ZodType, { category });
  return described;
}

interface Node {
  readonly pointer: string;
  readonly schema: z.core.$ZodType;
}

function inner(schema: z.core.$ZodType): z.core.$ZodType {
  let current = schema as z.ZodType;
  while (!registry.has(current)) {
    const def = current._zod.def as { innerType?: z.ZodType; in?: z.ZodType; out?: z.ZodType };
    // What is made ready before it is parsed is described by what it is parsed with.
    const next = def.innerType ?? (def.in?._zod.def.type === 'transform' ? def.out : def.in);
    if (!next) break;
    current = next;
  }
  return current;
}

function children({ pointer, schema }: Node): Node[] | undefined {
  const def = schema._zod.def as unknown as {
    type: string;
    shape?: Record<string, z.core.$ZodType>;
    element?: z.core.$ZodType;
  };
  if (def.type === 'object' && def.shape) {
    return Object.entries(def.shape).map(([key, child]) => ({ pointer: `${pointer}/${key}`, schema: child }));
  }
  if (def.type === 'array' && def.element) return [{ pointer: `${pointer}/*`, schema: def.element }];
  return undefined;
}

/** The JSON Pointers (`*` for any index) of the fields that state no category. Empty is the only good answer. */
export function uncategorised(schema: z.core.$ZodType, pointer = ''): string[] {
  const here = inner(schema);
  if (registry.has(here)) return [];
  const below = children({ pointer, schema: here });
  return below ? below.flatMap((child) => uncategorised(child.schema, child.pointer)) : [pointer];
}

/** The category that a schema itself states, if it states one. */
const categoryStated = (schema: z.core.$ZodType): CategoryOf | undefined =>
  registry.get(schema as z.ZodType)?.category as CategoryOf | undefined;

/** A field of a contract that states its category: the names on the way to it with dots between, and what one fact of it is. */
export interface StatedField {
  readonly field: string;
  readonly category: CategoryOf;
  readonly value: z.ZodType;
}

/** Every field of a contract that states its category, in its order; places in lists are left out of their names. */
export function fieldsOf(schema: z.core.$ZodType, name = ''): StatedField[] {
  const here = inner(schema);
  const category = categoryStated(here);
  if (category) return [{ field: name, category, value: present(here) }];
  return (children({ pointer: name, schema: here }) ?? []).flatMap(({ pointer, schema: child }) =>
    fieldsOf(child, pointer.replace(/\/\*$/, '').replace(/^\//, '').replaceAll('/', '.')),
  );
}

/** A schema as it is where there is a value. */
function present(schema: z.core.$ZodType): z.ZodType {
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  if (!innerType) return schema as z.ZodType;
  const within = present(innerType);
  const { description } = schema as z.ZodType;
  return description === undefined ? within : within.describe(description);
}

/** One leaf of a document that states its category: the unit that a decision permits or withholds. */
export interface Fact {
  /** JSON Pointer (RFC 6901) into the document. */
  readonly pointer: string;
  readonly category: Category;
  readonly value: unknown;
}

type Walk = (value: unknown, pointer: string, into: Fact[]) => void;
const walks = new WeakMap<z.core.$ZodType, Walk>();

/**
 * The facts of a document, by its schema: one for each field that states a category and is present.
 * Does not check the document against the schema; parse it first. The walk over the schema is built
 * once and kept.
 */
export function factsOf(schema: z.core.$ZodType, value: unknown): Fact[] {
  const facts: Fact[] = [];
  walkOf(schema)(value, '', facts);
  return facts;
}

function walkOf(schema: z.core.$ZodType): Walk {
  const known = walks.get(schema);
  if (known) return known;
  const made = makeWalk(inner(schema));
  walks.set(schema, made);
  return made;
}

function makeWalk(schema: z.core.$ZodType): Walk {
  const meta = registry.get(schema as z.ZodType) as { category: CategoryOf } | undefined;
  if (meta) {
    return (value, pointer, into) => {
      // An empty list says nothing of anyone.
      if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return;
      into.push({ pointer, category: categoryOf(meta.category, value), value });
    };
  }
  const def = schema._zod.def as unknown as {
    type: string;
    shape?: Record<string, z.core.$ZodType>;
    element?: z.core.$ZodType;
  };
  if (def.type === 'object' && def.shape) {
    const steps = Object.entries(def.shape).map(([key, child]) => ({ key, walk: walkOf(child) }));
    return (value, pointer, into) => {
      if (value === null || typeof value !== 'object') return;
      for (const { key, walk } of steps) walk((value as Record<string, unknown>)[key], `${pointer}/${key}`, into);
    };
  }
  if (def.type === 'array' && def.element) {
    const walk = walkOf(def.element);
    return (value, pointer, into) => {
      if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, `${pointer}/${index}`, into);
    };
  }
  throw new Error('a field of a contract states no category');
}

function categoryOf(category: CategoryOf, value: unknown): Category {
  if (typeof category === 'string') return category;
  const code = (value as Record<string, unknown>)[category.by];
  // An unlisted code falls to free text, the most guarded kind, rather than to a permitted one.
  return (typeof code === 'string' && Object.hasOwn(category.from, code) && category.from[code]) || 'free-text';
}
