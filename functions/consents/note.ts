import type { ConsentStatement } from '../../contracts/consent.ts';
import type { Distinction, Event, EventData } from '../../contracts/events.ts';
import type { Key } from '../cases/content.ts';
import { type Actor, type Commit, chain, type Idempotency } from '../store/commit.ts';
import type { Ids, ObjectStore } from '../store/ports.ts';
import { seal } from '../store/seal.ts';
import { streams } from '../store/streams.ts';

/** What is being written down at one moment, by one actor: each stream’s commits follow its last. */
export interface Writing {
  /** The commit after the last of its stream, with these events. */
  next(stream: string, events: readonly Event[], more?: Pick<Commit, 'parts'> & { readonly idempotency?: Idempotency | undefined }): void;
  readonly commits: readonly Commit[];
}

/** Begins writing: `last` gives where each stream stood when it was read. */
export function writing(
  last: (stream: string) => Commit | undefined,
  { at, actor }: { readonly at: string; readonly actor: Actor },
): Writing {
  const tails = new Map<string, Commit>();
  const commits: Commit[] = [];
  return {
    commits,
    next(stream, events, more) {
      const before = tails.get(stream) ?? last(stream);
      const commit = chain({ stream, seq: (before?.seq ?? 0) + 1, previous: before?.hash, at, actor, events, ...more });
      tails.set(stream, commit);
      commits.push(commit);
    },
  };
}

/** A consent to write down: whose, about what, what they said, and the keys it is sealed under. */
export interface Noting {
  readonly recorded: EventData<'ConsentRecorded@1'>;
  /** By what they are told apart from whoever looks like them. */
  readonly apart: Distinction;
  readonly statement: ConsentStatement;
  /** The case’s, if it was said about one, and the person’s: destroy either and it is gone. */
  readonly keys: readonly Key[];
  readonly reply?: unknown;
  readonly idempotency?: Idempotency | undefined;
}

/** Whether a statement says no to anything: everyone who may be the same person is then asked again. */
export const saysNo = ({ answer, exceptions }: ConsentStatement): boolean =>
  answer === 'refused' || exceptions.some((each) => each.answer === 'deny');

/**
 * Writes down what someone said: in a stream of its own, sealed; in the person’s, that it is there, so that every
 * decision under way about them is taken again; and where it says no, for whoever may be the same person.
 */
export async function note(
  { recorded, apart, statement, keys, reply, idempotency }: Noting,
  to: Writing,
  world: { readonly objects: Pick<ObjectStore, 'put'>; readonly ids: Ids },
): Promise<void> {
  const { consentId, personId, likeness } = recorded;
  const stream = streams.consent(consentId);
  const contents = [{ id: 'consent', content: statement, keys }, ...(reply === undefined ? [] : [{ id: 'reply', content: reply, keys }])];
  const parts = await seal({ stream, seq: 1 }, contents, world);
  to.next(stream, [{ type: 'ConsentRecorded@1', data: recorded }], { parts, idempotency });
  const isNo = saysNo(statement);
  to.next(streams.person(personId), [{ type: 'ConsentNoted@1', data: { consentId, saysNo: isNo } }]);
  if (likeness && isNo) to.next(streams.likeness(likeness), [{ type: 'DenialNoted@1', data: { personId, consentId, ...apart } }]);
}
