import type { Event, EventData, EventType } from '../../../contracts/events.ts';
import type { Commit } from '../../../functions/store/commit.ts';
import type { History } from '../history.ts';

/** An event with the commit it is in, and its place there. */
export interface Placed<E extends Event = Event> {
  readonly commit: Commit;
  readonly event: E;
  readonly index: number;
}

/** A history, looked up. */
export interface Index {
  readonly history: History;
  readonly streams: ReadonlyMap<string, readonly Commit[]>;
  /** The commits of a stream up to a sequence, oldest first. */
  readonly until: (stream: string, seq: number) => readonly Commit[];
  readonly events: readonly Placed[];
  /** Every event of one type. */
  readonly all: <T extends EventType>(type: T) => readonly Placed<Extract<Event, { type: T }>>[];
  /** Whether one commit came before another: certainly, and where no order is known by more than a clock may be out. */
  readonly isBefore: (one: Commit, other: Commit) => boolean;
}

/** How long, in milliseconds, there may be between a commit’s time and its place in the store: requests that were tried again carry their first. */
const slack = 15_000;

export function indexOf(history: History): Index {
  const streams = new Map<string, Commit[]>();
  for (const commit of history.commits) {
    const stream = streams.get(commit.stream) ?? [];
    stream.push(commit);
    streams.set(commit.stream, stream);
  }
  for (const commits of streams.values()) commits.sort((a, b) => a.seq - b.seq);
  const events = history.commits.flatMap((commit) => commit.events.map((event, index): Placed => ({ commit, event, index })));
  const byType = new Map<EventType, Placed[]>();
  for (const placed of events) byType.set(placed.event.type, [...(byType.get(placed.event.type) ?? []), placed]);
  const places = new Map(history.commits.map((commit, place) => [commit, place]));
  const place = (commit: Commit) => places.get(commit) ?? Number.NaN;
  return {
    history,
    streams,
    until: (stream, seq) => (streams.get(stream) ?? []).filter((commit) => commit.seq <= seq),
    events,
    all: <T extends EventType>(type: T) => (byType.get(type) ?? []) as Placed<Extract<Event, { type: T }>>[],
    isBefore: (one, other) =>
      history.order === 'appended' ? place(one) < place(other) : Date.parse(one.at) + slack < Date.parse(other.at),
  };
}

/** What the events of some commits say that are of one type, in their order. */
export const dataIn = <T extends EventType>(commits: readonly Commit[], type: T): EventData<T>[] =>
  commits.flatMap(({ events }) => events.flatMap((event) => (event.type === type ? [event.data as EventData<T>] : [])));

export const caseIdIn = (stream: string): string | undefined => /^case#(.+)$/.exec(stream)?.[1];
