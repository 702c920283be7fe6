import type * as z from 'zod';
import type { Fault } from '../../contracts/problem.ts';
import type { Warning } from '../../contracts/replies/parts.ts';
import { ok, type Result, refuse } from './result.ts';
import { faultOf, insteadOf, parsed, pointerOf, type UnknownField, type Weighty, warningOf } from './unknown-field.ts';

type Issue = z.core.$ZodIssue;
const maxFaults = 100;

/** A value that fits its schema, and what was dropped to make it fit. */
export interface Valid<T> {
  readonly value: T;
  readonly warnings: readonly Warning[];
}

/**
 * Checks a value against a schema of strict objects: every fault at once (`schema-faults`), each with its
 * JSON Pointer and what was expected, never with what was sent. A field the schema does not know is dropped
 * and named in a warning; with `strict` it is a fault, and so it is where it is a misspelling of one that weighs.
 */
export function validate<T>(schema: z.ZodType<T>, input: unknown, strict: boolean, isWeighty: Weighty = () => false): Result<Valid<T>> {
  const { result: first, unknown } = parsed(schema, input);
  if (first.success) return ok({ value: first.data, warnings: [] });
  const told = (issue: Issue) => faultsOf(issue, input, unknown);
  const faults = [...first.error.issues.flatMap(told), ...unknown.flatMap((field) => faultOf(field, strict, isWeighty))];
  if (faults.length > 0) return refuse('schema-faults', bounded(faults));
  for (const { path, name } of unknown) drop(input, path, name);
  const second = schema.safeParse(input);
  if (!second.success) return refuse('schema-faults', bounded(second.error.issues.flatMap(told)));
  return ok({ value: second.data, warnings: unknown.slice(0, maxFaults).map(warningOf) });
}

/** A value of the wrong type is told as that alone: what else is said of it would be of a value that is not there. */
function bounded(found: Fault[]): Fault[] {
  const wrongType = new Set(found.filter(({ code }) => code === 'invalid-type').map(({ pointer }) => pointer));
  const faults = found.filter(({ pointer, code }) => code === 'invalid-type' || !wrongType.has(pointer));
  if (faults.length <= maxFaults) return faults;
  return [
    ...faults.slice(0, maxFaults),
    { pointer: '', code: 'more-faults', detail: `and ${faults.length - maxFaults} more; mend these first` },
  ];
}

function drop(input: unknown, path: readonly PropertyKey[], name: string): void {
  let at = input;
  for (const part of path) at = (at as Record<PropertyKey, unknown> | undefined)?.[part];
  if (at && typeof at === 'object') delete (at as Record<string, unknown>)[name];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (at === null || at === undefined ? undefined : (at as Record<PropertyKey, unknown>)[part]),
    input,
  );
}

function faultsOf(issue: Issue, input: unknown, unknown: readonly UnknownField[]): Fault[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === 'unrecognized_keys') return [];
  if (valueAt(input, issue.path) === undefined)
    return [{ pointer, code: 'missing', detail: `is required: ${expected(issue)}${insteadOf(issue.path, unknown)}` }];
  return [
    { pointer, code: issue.code === 'custom' ? 'invalid-meaning' : issue.code.replaceAll('_', '-'), detail: `must be ${expected(issue)}` },
  ];
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  record: 'an object',
};

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return said(issue) ?? kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `at least ${issue.minimum} ${unit(issue.origin)} long`
        : `at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `at most ${issue.maximum} ${unit(issue.origin)} long`
        : `at most ${issue.maximum}`;
    case 'invalid_union':
      return [...new Set(issue.errors.flat().map(expected))].join(', or ') || 'of another form';
    default:
      return said(issue) ?? 'of another form; see the contract';
  }
}

/** A contract’s own words for what was expected, where it has any: formats and refinements do. */
const said = ({ message }: Issue): string | undefined => (message.startsWith('Invalid') ? undefined : message);

const unit = (origin: string) => (origin === 'string' ? 'characters' : 'items');
