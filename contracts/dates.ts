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

/**
 * The dates in a message that must have come and have not, as faults. Looks wherever the schema has such a date,
 * whether or not the rest of the message is right, so that every fault is told at once. `today` is `YYYY-MM-DD`.
 */
export function futureDates(schema: z.core.$ZodType, value: unknown, today: string, pointer = ''): Fault[] {
  if (value === null || value === undefined) return [];
  if (past.get(schema as z.ZodType)) {
    const isLater = typeof value === 'string' && PlainDate.safeParse(value).success && value > today;
    return isLater ? [{ pointer, code: 'date-in-future', detail: 'must be today or earlier' }] : [];
  }
  const { shape, element, innerType, in: input, out } = schema._zod.def as unknown as Shape;
  const within = innerType ?? (input?._zod.def.type === 'transform' ? out : input);
  if (within) return futureDates(within, value, today, pointer);
  if (element && Array.isArray(value)) return value.flatMap((item, index) => futureDates(element, item, today, `${pointer}/${index}`));
  if (!shape || typeof value !== 'object') return [];
  return Object.entries(shape).flatMap(([name, child]) =>
    futureDates(child, (value as Record<string, unknown>)[name], today, `${pointer}/${name}`),
  );
}
