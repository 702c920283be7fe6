import * as z from 'zod';
import { type Result, refuse } from '../../edge/result.ts';
import { validate } from '../../edge/validate.ts';
import type { Bus, CommitStore } from '../../store/ports.ts';
import { segments, segmentToGoOnFrom, throughSegments } from '../../store/segments.ts';
import { envelopesOf } from '../publish/publish.ts';

/** To the second or finer, or to the minute. */
const moments = [z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })];
const asMoment = 'a moment that the calendar has, with its offset, as 2026-11-20T00:00Z';

/** What an operator asks for: since when, and for a replay that stopped before its end, from which segment it goes on. */
const Asked = z.strictObject({
  since: z
    .string({ error: asMoment })
    .refine((text) => moments.some((moment) => moment.safeParse(text).success), asMoment)
    .transform((text) => new Date(text)),
  from: segmentToGoOnFrom(segments),
});
export type Asked = z.infer<typeof Asked>;

/** Reads what an operator asks for. Refuses what is no moment, or is still to come (`schema-faults`). */
export function askedOf(sent: unknown, now: Date): Result<Asked> {
  const asked = validate(Asked, sent, true);
  if (!asked.ok) return asked;
  const { value } = asked.value;
  if (value.since > now) return refuse('schema-faults', [{ pointer: '/since', code: 'in-future', detail: 'must be in the past' }]);
  return { ok: true, value };
}

/** How far a replay has come. */
export interface Replayed {
  /** Commits since the moment that were found. */
  readonly commits: number;
  /** What was published again of them. */
  readonly events: number;
  /** The segment from which to go on, where it stopped before its end. */
  readonly next?: number;
}

export interface ReplayParts {
  readonly store: Pick<CommitStore, 'scan'>;
  readonly bus: Bus;
}

/** When to stop, and whom to tell how far it has come after each page. */
export interface ReplayControl {
  readonly isTimeUp?: () => boolean;
  readonly progress?: (so: Replayed) => void;
}

/**
 * A commit carries the time at which its function began, and no function runs longer than a quarter of an hour: what was
 * committed at the moment asked for may say so much earlier. The rest is for clocks that differ.
 */
const marginMs = 20 * 60_000;

/**
 * Publishes again what was committed since a moment, from the table alone: what the change stream did not keep for as long
 * as its readers were down. At least once, in no order of time; whoever had it drops it. Memory is bounded, by a page of
 * the table for each segment in hand. Safe to run twice, and while the hub runs. Stops early, saying where to go on, when
 * its time is up or the table or the bus is `Unavailable`. Does not make the views again: `rebuild` does.
 */
export async function replay(
  { since, from }: Asked,
  { store, bus }: ReplayParts,
  { isTimeUp = () => false, progress = () => undefined }: ReplayControl = {},
): Promise<Replayed> {
  const oldest = new Date(since.getTime() - marginMs).toISOString();
  let commits = 0;
  let events = 0;
  const next = await throughSegments({ from, to: segments, isTimeUp }, async function* (segment) {
    for await (const page of store.scan(segment, segments)) {
      const missed = page.filter(({ at }) => at >= oldest);
      const envelopes = missed.flatMap(envelopesOf);
      if (envelopes.length > 0) await bus.publish(envelopes);
      commits += missed.length;
      events += envelopes.length;
      progress({ commits, events });
      yield;
    }
  });
  return { commits, events, ...(next === undefined ? {} : { next }) };
}
