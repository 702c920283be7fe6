/** A piece of work not yet done, from when it counts. */
interface Work {
  readonly since: string;
  readonly weight: number;
}

/**
 * Everything the hub has begun and not finished: functions running, commits not yet consumed, messages not yet
 * delivered. From it follow the checkpoint (nothing older is undone), whether the hub is idle, and how much more it
 * can take on.
 */
export class Outstanding {
  readonly #work = new Set<Work>();
  readonly #limit: number;
  #weight = 0;
  #waiting: (() => void)[] = [];

  /** `limit`: the weight, in bytes of memory, above which {@link hasRoom} says no. */
  constructor(limit = 64 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** Notes a piece of work that counts from `since` (RFC 3339, UTC, milliseconds). Call what it returns when it is done: more calls do nothing. */
  begin(since: string, weight = 0): () => void {
    const work = { since, weight };
    this.#work.add(work);
    this.#weight += weight;
    return () => {
      if (!this.#work.delete(work)) return;
      this.#weight -= weight;
      if (this.#waiting.length > 0) this.#wake();
    };
  }

  /** When the oldest unfinished work counts from, if there is any. */
  get oldest(): string | undefined {
    let oldest: string | undefined;
    for (const { since } of this.#work) if (oldest === undefined || since < oldest) oldest = since;
    return oldest;
  }

  get idle(): boolean {
    return this.#work.size === 0;
  }

  get hasRoom(): boolean {
    return this.#weight < this.#limit;
  }

  /** Resolves when `holds` does, with whether it came to hold within `milliseconds`. */
  async until(holds: (outstanding: this) => boolean, milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    while (!holds(this)) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        timer = setTimeout(resolve, left);
      });
      clearTimeout(timer);
    }
    return true;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
