import { accountOf } from './account.ts';
import type { Sized } from './page.ts';
import { sizes } from './sizes.ts';
import { type Done, type Phase, walks } from './walk.ts';

/** Walks a referral of each size through a hub, and says what each did and what that comes to. */
export async function countAll(): Promise<{ readonly sized: readonly Sized[]; readonly done: readonly Record<Phase, Done>[] }> {
  const hub = await walks();
  try {
    const done: Record<Phase, Done>[] = [];
    for (const bytes of sizes) {
      // What the book remembers for a second would be read by one and not by the next.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      done.push(await hub.walk(bytes));
    }
    const sized = done.map(({ intake, consumers, reading }, index) => ({
      bytes: sizes[index] ?? 0,
      accounts: {
        intake: accountOf('intake', intake),
        consumers: accountOf('consumers', consumers),
        reading: accountOf('reading', reading),
      },
    }));
    return { sized, done };
  } finally {
    await hub.stop();
  }
}
