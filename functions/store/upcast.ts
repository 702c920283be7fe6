import type { Event } from '../../contracts/events.ts';

/**
 * From each version that is no longer written to the next, by `type@version`. Empty while every type is at
 * its first version; an old event stays in the table as it was and is read through here.
 */
const steps: Readonly<Record<string, (data: unknown) => Event>> = {};

/** Events as they were written, in their present form. */
export function upcast(events: readonly Event[]): Event[] {
  return events.map((event) => {
    let current = event;
    for (let step = steps[current.type]; step; step = steps[current.type]) current = step(current.data);
    return current;
  });
}
