import type { Event } from '../../contracts/events.ts';

/** From each version that is no longer written to the next, by `type@version`. */
export type Steps = Readonly<Record<string, (data: unknown) => { readonly type: string; readonly data: unknown }>>;

/** Empty while every type is at its first version. */
const registered: Steps = {};

/** Events as they were written, in their present form; `changed` says whether that is another. */
export function upcast(written: readonly Event[], steps: Steps = registered): { readonly events: Event[]; readonly changed: boolean } {
  const events = written.map((event) => {
    let current: { readonly type: string; readonly data: unknown } = event;
    for (let step = steps[current.type]; step; step = steps[current.type]) current = step(current.data);
    return current as Event;
  });
  return { events, changed: events.some((event, index) => event !== written[index]) };
}
