import type * as z from 'zod';
import type { Fault } from '../../contracts/problem.ts';
import type { Warning } from '../../contracts/replies/parts.ts';
import { step } from './body.ts';
import { meantBy } from './near-miss.ts';

type Path = readonly PropertyKey[];

/** A field that was sent and that its contract does not have. */
export interface UnknownField {
  /** The object it stands in. */
  readonly path: Path;
  readonly name: string;
  readonly pointer: string;
  /** The field of that object that was perhaps meant: one that was left out, and is spelt nearly so. */
  readonly meant: string | undefined;
  /** What it holds is an object. */
  readonly isObject: boolean;
}

/** Whether a field weighs so much that to drop it misspelt would do harm: by the object it is in, its name, and what was sent for it. */
export type Weighty = (path: Path, field: string, sent: Pick<UnknownField, 'name' | 'isObject'>) => boolean;

/** Parses a value, and tells besides which fields it has that the schema does not know. */
export function parsed<T>(
  schema: z.ZodType<T>,
  input: unknown,
): { readonly result: z.ZodSafeParseResult<T>; readonly unknown: readonly UnknownField[] } {
  /** What was beside the names of an issue: by the list of them, which stays the same as the issue is told. */
  const besides = new Map<readonly string[], Beside>();
  // Only here can an issue be asked which schema it is of.
  const result = schema.safeParse(input, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') besides.set(issue.keys, { leftOut: leftOutOf(issue), object: Object(issue.input) });
      return undefined;
    },
  });
  const unknown = (result.error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? fieldsIn(issue, besides.get(issue.keys)) : [],
  );
  return { result, unknown };
}

/** The object that unknown fields stand in, and which of its own fields it has not. */
interface Beside {
  readonly leftOut: readonly string[];
  readonly object: Readonly<Record<string, unknown>>;
}

function leftOutOf({ inst, input }: z.core.$ZodRawIssue<z.core.$ZodIssueUnrecognizedKeys>): string[] {
  const { shape = {} } = (inst?._zod.def ?? {}) as { readonly shape?: object };
  return Object.keys(shape).filter((field) => !Object.hasOwn(Object(input), field));
}

const fieldsIn = ({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, { leftOut, object }: Beside = nothing): UnknownField[] =>
  keys.map((name) => ({
    path,
    name,
    pointer: `${pointerOf(path)}/${step(name)}`,
    meant: meantBy(name, leftOut),
    isObject: typeof object[name] === 'object',
  }));
const nothing: Beside = { leftOut: [], object: {} };

/** What is a fault of it: that it is misspelt, where that weighs; or with `strict` that it is there at all. */
export function faultOf({ path, pointer, meant, ...sent }: UnknownField, strict: boolean, isWeighty: Weighty): Fault[] {
  if (meant !== undefined && isWeighty(path, meant, sent))
    return [{ pointer, code: 'misspelt', detail: `is not a field here; did you mean ${meant}?` }];
  return strict ? [{ pointer, code: 'unknown-field', detail: `is not in this contract: take it out${perhaps(meant)}` }] : [];
}

export const warningOf = ({ pointer, meant }: UnknownField): Warning => ({
  pointer,
  code: 'unknown-field',
  detail: `This contract does not have the field, so it was dropped.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
});

const perhaps = (meant: string | undefined) => (meant === undefined ? '' : `; or did you mean ${meant}?`);

/** What is said besides of a field that is required and was left out: that another beside it was perhaps meant to be it. */
export function insteadOf(path: Path, unknown: readonly UnknownField[]): string {
  const pointer = pointerOf(path);
  const other = unknown.find((each) => each.meant !== undefined && pointerOf([...each.path, each.meant]) === pointer);
  if (!other) return '';
  const name = step(other.name);
  return `; did you mean it by ${name === other.name ? `${name}, which is not a field here` : 'the unknown field beside it'}?`;
}

/** RFC 6901, from a path of names and indexes. */
export const pointerOf = (path: Path) => path.map((part) => `/${step(typeof part === 'symbol' ? '…' : part)}`).join('');
