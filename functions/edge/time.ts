const ukDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day in the United Kingdom at an instant, `YYYY-MM-DD`: dates in agreements and consents are days there. */
export const ukDate = (instant: Date): string => ukDay.format(instant);

/** A plain date some days later, `YYYY-MM-DD`. */
export function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
