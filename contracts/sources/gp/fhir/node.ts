import { trimmed } from '../../../vocabulary.ts';

/**
 * A value somewhere in what was sent, with its place (a JSON Pointer). `T` is what FHIR says should be there, so that
 * paths are checked when the hub is built; what is there may be anything, and is looked at before it is used.
 */
export interface Node<T = unknown> {
  readonly value: unknown;
  readonly pointer: string;
  /** Never set: carries the type. */
  readonly shape?: T;
}

type Known<T, K extends keyof T> = NonNullable<T[K]>;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A member of an object; of anything else, one whose value is missing. */
export function get<T, K extends keyof T & string>({ value, pointer }: Node<T>, name: K): Node<Known<T, K>> {
  const found = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return { value: found ?? undefined, pointer: `${pointer}/${name}` };
}

/** The items of a list; a single object or text where a list belongs is taken as a list of one. */
export function all<T, K extends { [P in keyof T]: Known<T, P> extends readonly unknown[] ? P : never }[keyof T] & string>(
  node: Node<T>,
  name: K,
): Node<Known<T, K> extends readonly (infer I)[] ? I : never>[] {
  const { value, pointer } = get(node, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ value, pointer }];
  return value.flatMap((item, index) => (item === null ? [] : [{ value: item, pointer: `${pointer}/${index}` }]));
}

/** Text that says something, trimmed; anything else is not known. */
function textOf({ value }: Node<string>): string | undefined {
  const said = typeof value === 'string' ? trimmed(value) : '';
  return said === '' ? undefined : said;
}

/** The text of a member. */
export const text = <T, K extends { [P in keyof T]: Known<T, P> extends string ? P : never }[keyof T] & string>(
  node: Node<T>,
  name: K,
): string | undefined => textOf(get(node, name) as unknown as Node<string>);
