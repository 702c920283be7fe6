import type { Commit } from '../../functions/store/commit.ts';
import { type Item, toItem } from '../../functions/store/item.ts';
import { type CommitStore, type Head, Unavailable } from '../../functions/store/ports.ts';
import type { Change, ChangesConsumer } from './changes-consumer.ts';
import type { Outstanding } from './outstanding.ts';
import { persistently } from './persistently.ts';
import { toRecord } from './stream-record.ts';

/** An append that has not been handed over, or found not to have happened. */
interface Pending {
  readonly commits: readonly Commit[];
  readonly settled: Promise<void>;
}

/** A commit on its way, as an item, with what to do when every consumer has it. */
interface Parcel {
  readonly item: Item;
  readonly end: () => void;
}

/** Memory a commit takes on its way, roughly, beside its sealed bytes (held twice, as base64 text). */
const overhead = 4096;

/**
 * The hand-over: each commit that is appended goes, once durable, to every reader of changes, in the order of its
 * stream. Stands in for the change stream of the events table. Until {@link start} has handed over what a crash left,
 * what is appended waits.
 */
export class Feed {
  /** The store, with every append handed over. */
  readonly store: CommitStore;
  readonly #inner: CommitStore;
  readonly #outstanding: Outstanding;
  readonly #pending = new Map<string, Set<Pending>>();
  #consumers: readonly ChangesConsumer[] = [];
  /** What waits for the recovery to end, by place; nothing when it has. */
  #held: Map<string, Parcel> | undefined = new Map();
  #sequence = 0;
  #newest = '';

  constructor({ store, outstanding }: { readonly store: CommitStore; readonly outstanding: Outstanding }) {
    this.#inner = store;
    this.#outstanding = outstanding;
    this.store = { ...store, append: (commits, rests) => this.#append(commits, rests) };
  }

  /** When the newest commit handed over was made; empty before the first. */
  get newest(): string {
    return this.#newest;
  }

  /**
   * Begins to hand over to these consumers: first what was committed before, page by page, each consumed before the
   * next is read, and then what is appended. To be called once; resolves when the first part is done.
   */
  async start(consumers: readonly ChangesConsumer[], before: AsyncIterable<readonly Item[]>): Promise<void> {
    this.#consumers = consumers;
    for await (const page of before) {
      const items = page.filter((item) => !this.#held?.has(placeOf(item)));
      await Promise.all(items.map((item) => new Promise<void>((end) => this.#give({ item, end }))));
    }
    const held = this.#held ?? new Map<string, Parcel>();
    this.#held = undefined;
    for (const parcel of held.values()) this.#give(parcel);
  }

  async #append(commits: readonly Commit[], rests?: readonly Head[]): ReturnType<CommitStore['append']> {
    const end = this.#outstanding.begin(oldestOf(commits));
    let settle: () => void = () => undefined;
    const pending: Pending = { commits, settled: new Promise((resolve) => (settle = resolve)) };
    this.#note(pending);
    const finish = () => {
      this.#forget(pending);
      settle();
      end();
    };
    try {
      const appended = await this.#inner.append(commits, rests);
      if (appended.ok) void this.#handOver(pending).then(finish);
      else finish();
      return appended;
    } catch (error) {
      // What cannot even be read now is left to the next start: it does not end here, so the checkpoint stays before it.
      void this.#findOut(pending).then(finish, () => {
        this.#forget(pending);
        settle();
      });
      throw error;
    }
  }

  /** Hands an append over, after any still under way that stand before it in the same streams. */
  async #handOver(pending: Pending): Promise<void> {
    const before = pending.commits.flatMap(({ stream, seq }) =>
      [...(this.#pending.get(stream) ?? [])].filter((other) => other.commits.some((each) => each.stream === stream && each.seq < seq)),
    );
    const others = before.filter((other) => other !== pending);
    if (others.length > 0) await Promise.all(others.map(({ settled }) => settled));
    for (const commit of pending.commits) {
      // While the consumers are not known, everything is held.
      if (!this.#held && !this.#isWanted(commit)) continue;
      const size = commit.parts.reduce((sum, { bytes }) => sum + 2 * (bytes?.length ?? 0), overhead);
      const parcel: Parcel = { item: toItem(commit), end: this.#outstanding.begin(commit.at, size) };
      if (this.#held) this.#held.set(placeOf(parcel.item), parcel);
      else this.#give(parcel);
    }
  }

  /** An append that threw may have happened all the same: looks, for as long as it takes, and hands it over if so. */
  async #findOut(pending: Pending): Promise<void> {
    const [first] = pending.commits;
    if (!first) return;
    const [there] = await persistently(() => this.#inner.read(first.stream, { after: first.seq - 1, limit: 1 }));
    if (there?.hash === first.hash) await this.#handOver(pending);
  }

  /** Whether any consumer does; if none does, only the checkpoint moves on. */
  #isWanted({ stream, at }: Commit): boolean {
    if (at > this.#newest) this.#newest = at;
    return this.#consumers.some((consumer) => consumer.wants(stream));
  }

  #give({ item, end }: Parcel): void {
    const at = item['at']?.S ?? '';
    if (at > this.#newest) this.#newest = at;
    this.#sequence += 1;
    const consumers = this.#consumers.filter((consumer) => consumer.wants(item['stream']?.S ?? ''));
    let left = consumers.length;
    if (left === 0) end();
    const done = () => {
      left -= 1;
      if (left === 0) end();
    };
    const change: Change = { record: toRecord(item, this.#sequence), at, done };
    for (const consumer of consumers) consumer.push(change);
  }

  #note(pending: Pending): void {
    for (const { stream } of pending.commits) {
      const others = this.#pending.get(stream);
      if (others) others.add(pending);
      else this.#pending.set(stream, new Set([pending]));
    }
  }

  #forget(pending: Pending): void {
    for (const { stream } of pending.commits) {
      const others = this.#pending.get(stream);
      others?.delete(pending);
      if (others?.size === 0) this.#pending.delete(stream);
    }
  }
}

/** A store whose appends wait while the hub has too much in hand, and are refused as `Unavailable` after five seconds of that. */
export function withBackpressure(store: CommitStore, outstanding: Outstanding): CommitStore {
  return {
    ...store,
    append: async (commits, rests) => {
      if (!(await outstanding.until((each) => each.hasRoom, 5_000))) throw new Unavailable('too much is waiting to be consumed');
      return store.append(commits, rests);
    },
  };
}

const oldestOf = (commits: readonly Commit[]): string =>
  commits.reduce((oldest, { at }) => (at < oldest ? at : oldest), commits[0]?.at ?? '');
const placeOf = (item: Item): string => `${item['stream']?.S}/${item['seq']?.N}`;
