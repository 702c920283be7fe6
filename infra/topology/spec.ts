import { type TeamKind, teamKinds } from '../../contracts/vocabulary.ts';

/** What a function may do to a table or a key; each becomes the least grant that allows it. */
export type Touch =
  | 'events:read'
  | 'events:append'
  /** Every commit there is, for replays. */
  | 'events:scan'
  | 'views:read'
  | 'views:write'
  /** To be the first with an assertion, and nothing else. */
  | 'views:claim'
  /** Every row there is, to take away what should not be there. */
  | 'views:scan'
  | 'keys:read'
  | 'keys:create'
  | 'keys:destroy'
  | 'objects:read'
  | 'objects:write'
  | 'bus:publish'
  | 'token:sign'
  | 'token:verify';

export type Trigger =
  | { readonly kind: 'http'; readonly routes: readonly `${'GET' | 'POST'} /${string}`[] }
  /** Reads the change stream of the events table: of the streams whose names begin so, for nothing else is published or listed. */
  | { readonly kind: 'changes'; readonly streams: string; readonly batch: number }
  /** Drains one queue for each kind of recipient, each filled by its own rule on the bus. */
  | { readonly kind: 'queues'; readonly recipients: readonly RecipientKind[]; readonly batch: number }
  /** Started by the clock, every so many minutes. */
  | { readonly kind: 'schedule'; readonly minutes: number }
  /** Started by an operator. */
  | { readonly kind: 'operator' };

/** The kinds of mailbox the bus delivers to: the kinds of team, and organisations that referred. */
export type RecipientKind = TeamKind | 'referrer';
export const recipientKinds: readonly RecipientKind[] = [...(Object.keys(teamKinds) as TeamKind[]), 'referrer'];

/** The source systems’ contracts, and who takes part: organisations, teams, areas. */
export type Register = 'sources' | 'partnership';

/** A function: what is said of it once, for AWS and for one machine. */
export interface FunctionSpec<K extends Trigger['kind'] = Trigger['kind']> {
  /** The module that exports `create(runtime)`, from the project’s root. */
  readonly entry: string;
  readonly trigger: Extract<Trigger, { kind: K }>;
  readonly touches: readonly Touch[];
  /** What it is built with of what the project says as data; a bundle holds no more. */
  readonly registers?: readonly Register[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Requests a second and at once that each of its routes takes, over all callers, where not as many as the whole API. */
  readonly throttle?: Throttle;
  readonly alarm: { readonly meaning: string };
  /** Codes in its log that ring though it did not fail, with what each means to people. */
  readonly rings?: readonly Ring[];
}

export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Ring {
  readonly code: string;
  readonly meaning: string;
}

/** Functions that one kind of trigger starts, by name. */
export type StartedBy<K extends Trigger['kind']> = Readonly<Record<string, FunctionSpec<K>>>;
