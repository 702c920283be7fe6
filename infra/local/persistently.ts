import { Unavailable } from '../../functions/store/ports.ts';

/** Repeats what throws `Unavailable`, waiting longer each time up to five seconds, until it does not. Anything else thrown is thrown on. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let delay = 50; ; delay = Math.min(5_000, delay * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay).unref());
    }
  }
}
