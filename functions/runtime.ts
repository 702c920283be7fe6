import type { Source } from '../contracts/sources/source.ts';
import type { Partnership } from '../policies/partnership/index.ts';
import type { Bus, Clock, CommitStore, Ids, KeyRing, Log, ObjectStore, TokenSigner, TokenVerifierKey, ViewStore } from './store/ports.ts';

/**
 * Everything a function may be given. Each takes the part it needs, and its entry in the topology says so:
 * on AWS nothing else is in its bundle or its grants.
 */
export interface Runtime {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly config: Config;
  readonly sources: Readonly<Record<string, Source<never>>>;
  readonly partnership: Partnership;
  readonly store: CommitStore;
  readonly views: ViewStore;
  readonly keys: KeyRing;
  readonly objects: ObjectStore;
  readonly bus: Bus;
  readonly signer: TokenSigner;
  readonly verifierKey: TokenVerifierKey;
}

/** Settings that differ from place to place, validated at start. */
export interface Config {
  /** The hub’s own address, `https://…` without a slash at the end: issuer and audience of its tokens. */
  readonly issuer: string;
}
