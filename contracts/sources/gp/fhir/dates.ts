import type { Period } from 'fhir/r4';
import { Instant, PlainDate } from '../../../dates.ts';
import { get, type Node, text } from './node.ts';

const ukDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

// biome-ignore lint/style/noRestrictedGlobals: reads an instant that was sent, never the clock
const millisecondsOf = (written: string): number => Date.parse(written);

/**
 * The day, in the United Kingdom, of a FHIR date, dateTime or instant. Nothing for a partial date (`2026`, `2026-11`):
 * which day it was is not known.
 */
export function dayOf(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  if (PlainDate.safeParse(written).success) return written;
  return Instant.safeParse(written).success ? ukDay.format(millisecondsOf(written)) : undefined;
}

const minute = 60_000;

/** The last whole day before a period ends: a day that ends before its last minute is not whole. */
export function lastDayOf(written: string | undefined): string | undefined {
  const day = dayOf(written);
  if (written === undefined || day === undefined || PlainDate.safeParse(written).success) return day;
  const end = millisecondsOf(written);
  return ukDay.format(end + minute) === day ? ukDay.format(end - 24 * 60 * minute) : day;
}

/**
 * Whether a period that something has was over on a day: it lasts to the end of the last day, month or year it names. Where
 * no day is known it is not; an end that cannot be read counts as one that has come.
 */
export function hasEnded(node: Node<{ period?: Period }>, day: string | undefined): boolean {
  const end = text(get(node, 'period'), 'end');
  if (end === undefined || day === undefined) return false;
  const last = /^\d{4}(-\d{2})?$/.test(end) ? end : dayOf(end);
  return last === undefined || last < day.slice(0, last.length);
}
