import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { Unavailable } from './ports.ts';

/** Into how many segments a table is divided to be gone through: at a million commits, each takes seconds. */
export const segments = 64;

/** Where an operator says that a walk through so many segments is to go on; from the first if that is not said. */
export const segmentToGoOnFrom = (count: number) =>
  z
    .int({ error: `a whole number from 0 to ${count - 1}` })
    .min(0)
    .max(count - 1)
    .default(0);

/** How many segments are gone through at once: each keeps one page of the table in memory. */
const atOnce = 4;

/** What a function keeps of its time for the page in hand, in milliseconds. */
const reserveMs = 60_000;

/** Whether a function that Lambda runs should stop where it is; where nothing limits it, never. */
export const timeUp = (context?: Pick<Context, 'getRemainingTimeInMillis'>) => (): boolean =>
  context !== undefined && context.getRemainingTimeInMillis() < reserveMs;

/** A walk through a table: at which segment it begins, and whether it should stop where it is. */
export interface Walk {
  readonly from: number;
  /** Up to this segment, and not with it. */
  readonly to: number;
  /** Asked after every page. */
  readonly isTimeUp: () => boolean;
}

/**
 * Goes through the segments of a table, some at once, a page at a time: `pages` does the work of one segment, and yields
 * after each page. Gives the segment from which another walk must go on, or nothing if all were finished: a walk ends early
 * when its time is up, and when something is `Unavailable`. Whatever else is thrown is thrown on, once every segment in
 * hand has stopped. A segment that was not finished is begun again by the next walk, and some that were may be: their work
 * must bear repeating.
 */
export async function throughSegments(
  { from, to, isTimeUp }: Walk,
  pages: (segment: number) => AsyncIterable<unknown>,
): Promise<number | undefined> {
  const unfinished = new Set<number>();
  let next = from;
  let isStopped = false;

  async function finish(segment: number): Promise<void> {
    unfinished.add(segment);
    for await (const _ of pages(segment)) {
      isStopped ||= isTimeUp();
      if (isStopped) return;
    }
    unfinished.delete(segment);
  }

  async function work(): Promise<void> {
    try {
      while (next < to && !isStopped) {
        next += 1;
        await finish(next - 1);
      }
    } catch (error) {
      isStopped = true;
      if (!(error instanceof Unavailable)) throw error;
    }
  }

  const worked = await Promise.allSettled(Array.from({ length: atOnce }, work));
  for (const each of worked) if (each.status === 'rejected') throw each.reason;
  const first = Math.min(next, ...unfinished);
  return first < to ? first : undefined;
}
