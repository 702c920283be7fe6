import type { Commit } from '../../functions/store/commit.ts';
import type { KeyTable } from '../../functions/store/key-ring.ts';
import type { Bus, CommitStore, ObjectStore, Row, TokenSigner, TokenVerifierKey, ViewStore } from '../../functions/store/ports.ts';

/** Everything outside the process that the hub calls. */
export interface Ports {
  readonly store: CommitStore;
  readonly views: ViewStore;
  readonly keyTable: KeyTable;
  readonly objects: ObjectStore;
  readonly bus: Bus;
  readonly signer: TokenSigner;
  readonly verifierKey: TokenVerifierKey;
}

/** All that is durable in a world, at one moment. */
export interface Kept {
  readonly now: Date;
  /** In the order in which they were committed. */
  readonly commits: readonly Commit[];
  readonly rows: readonly Row[];
  readonly keys: ReadonlyMap<string, Uint8Array>;
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly branchKey: Uint8Array;
}
