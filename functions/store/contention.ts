import { type Result, refuse } from '../edge/result.ts';

/** How often a decision is taken again when what it rests on has moved, before the caller is asked to wait. */
const tries = 5;

/** A random pause, longer with each attempt: so that those who met do not meet again. */
export const jitter = (attempt: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));

/** What an attempt came to: an answer, or `again` because something moved meanwhile. */
export type Attempt<T> = Result<T> | 'again';

/** Runs attempts until one has an answer, with growing random pauses; after the fifth, `busy` (503). */
export async function untilSettled<T>(attempt: (number: number) => Promise<Attempt<T>>): Promise<Result<T>> {
  for (let number = 0; number < tries; number += 1) {
    if (number > 0) await jitter(number);
    const settled = await attempt(number);
    if (settled !== 'again') return settled;
  }
  return refuse('busy');
}
