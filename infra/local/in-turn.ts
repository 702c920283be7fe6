/**
 * Runs at most so many at once; the others wait for their turn, first come first served. What is begun is then finished
 * soon: thirty at once are each slower than eight, and all together no faster. Does not bound how long one waits, and one
 * that never ends keeps its place.
 */
export function inTurn<A extends readonly unknown[], R>(most: number, work: (...given: A) => Promise<R>): (...given: A) => Promise<R> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (...given) => {
    if (running < most) running += 1;
    // Whoever ends hands its place on.
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work(...given);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
