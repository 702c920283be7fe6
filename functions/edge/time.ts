const ukDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

const hourMs = 3_600_000;
let last = { hour: Number.NaN, day: '' };

/**
 * The day in the United Kingdom at an instant, `YYYY-MM-DD`: dates in agreements and consents are days there. Midnight there
 * is on the hour in UTC, so an hour is in one day.
 */
export function ukDate(instant: Date): string {
  const hour = Math.floor(instant.getTime() / hourMs);
  if (hour !== last.hour) last = { hour, day: ukDay.format(instant) };
  return last.day;
}

/** A plain date some days later, `YYYY-MM-DD`. */
export function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
