import { Unavailable } from './ports.ts';

const tries = 6;
const firstPauseMs = 25;

/**
 * Sends what is left until nothing is: `send` gives back what a partly successful call did not take. Pauses
 * between tries double, with jitter. Throws `Unavailable`, naming only `what`, when some is left after the
 * sixth try, and at once whatever `send` throws.
 */
export async function untilTaken<T>(what: string, all: readonly T[], send: (left: readonly T[]) => Promise<readonly T[]>): Promise<void> {
  let left = all;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === tries) throw new Unavailable(`${what}: ${left.length} of ${all.length} were not taken`);
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random())));
    left = await send(left);
  }
}

/** Its elements in order, in groups of at most `size`. */
export function groupsOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}
