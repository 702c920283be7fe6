import * as z from 'zod';
import type { Fault } from './problem.ts';

/** A plain date, real in the calendar, as ISO 8601 `YYYY-MM-DD`. */
export const PlainDate = z.iso.date({ error: 'a real date as YYYY-MM-DD' });

const past = z.registry<{ past: true }>();

type DateError = NonNullable<Parameters<typeof z.iso.date>[0]>;

/** A date that must have come, described or not: what {@link futureDates} looks for. The schema itself has no clock and takes any real date. */
export const pastDate = (error: DateError) => z.iso.date(error).meta({ 'x-not-in-future': true }).register(past, { past: true });
export const PastDate = pastDate({ error: 'a real date as YYYY-MM-DD' });

/** An instant as RFC 3339 with its offset. */
export const Instant = z.iso.datetime({ offset: true, error: 'a date and time with offset, as 2026-03-02T09:30:00Z' });

interface Shape {
  readonly type: string;
  readonly shape?: Record<string, z.core.$ZodType>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
}

/** Looks for dates that must have come and have not, in a value at a place. */
type Search = (value: unknown, today: string, pointer: string) => Fault[];

/** How to look, for each schema that was asked about; nothing for one that has no such date. A contract is walked once. */
const searches = new WeakMap<z.core.$ZodType, Search | undefined>();

/**
 * The dates in a message that must have come and have not, as faults. Looks wherever the schema has such a date,
 * whether or not the rest of the message is right, so that every fault is told at once. `today` is `YYYY-MM-DD`.
 * Does not take a schema that refers to itself.
 */
export const futureDates = (schema: z.core.$ZodType, value: unknown, today: string): Fault[] => searchOf(schema)?.(value, today, '') ?? [];

function searchOf(schema: z.core.$ZodType): Search | undefined {
  if (!searches.has(schema)) searches.set(schema, searchIn(schema));
  return searches.get(schema);
}

function searchIn(schema: z.core.$ZodType): Search | undefined {
  if (past.get(schema as z.ZodType)) return ofDate;
  const { shape, element, innerType, in: input, out } = schema._zod.def as unknown as Shape;
  const within = innerType ?? (input?._zod.def.type === 'transform' ? out : input);
  if (within) return searchOf(within);
  if (element) return ofList(searchOf(element));
  const members = Object.entries(shape ?? {}).flatMap(([name, child]) => {
    const search = searchOf(child);
    return search ? [[name, search] as const] : [];
  });
  return members.length > 0 ? ofObject(members) : undefined;
}

function ofDate(value: unknown, today: string, pointer: string): Fault[] {
  const isLater = typeof value === 'string' && value > today && PlainDate.safeParse(value).success;
  return isLater ? [{ pointer, code: 'date-in-future', detail: 'must be today or earlier' }] : [];
}

const ofList = (each: Search | undefined): Search | undefined =>
  each &&
  ((value, today, pointer) => (Array.isArray(value) ? value.flatMap((item, index) => each(item, today, `${pointer}/${index}`)) : []));

const ofObject =
  (members: readonly (readonly [string, Search])[]): Search =>
  (value, today, pointer) => {
    if (value === null || typeof value !== 'object') return [];
    return members.flatMap(([name, search]) => {
      const member = (value as Record<string, unknown>)[name];
      return member === undefined || member === null ? [] : search(member, today, `${pointer}/${name}`);
    });
  };
