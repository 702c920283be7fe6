import { type CommitStore, Unavailable } from '../../functions/store/ports.ts';

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

/**
 * A store that waits while it cannot answer, for what should not be given up because the engine is away: a message that
 * fails a few times in a few seconds becomes a dead letter. How long is for the function’s own timeout to say.
 */
export const patient = (store: CommitStore): CommitStore => ({
  ...store,
  read: (...asked) => persistently(() => store.read(...asked)),
  last: (stream) => persistently(() => store.last(stream)),
  append: (...asked) => persistently(() => store.append(...asked)),
});
