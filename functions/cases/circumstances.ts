import type { Commit } from '../store/commit.ts';
import type { CommitStore, Head } from '../store/ports.ts';
import { isReference, streams } from '../store/streams.ts';
import { type CaseState, fold } from './case.ts';

/** A case as it stands, the people it concerns, and where all of it was read. */
export interface Circumstances {
  readonly state: CaseState;
  /** The case’s stream, oldest first; the first commit holds the referral’s content. */
  readonly commits: readonly Commit[];
  readonly first: Commit;
  readonly head: Commit;
  /** The consents that have been withdrawn. */
  readonly withdrawn: ReadonlySet<string>;
  /** Each stream a decision about the case rests on: the case, and every person concerned. */
  readonly readAt: readonly Head[];
}

/** Reads a case and the people it concerns, strongly; nothing if there is no such case. */
export async function circumstancesOf(caseId: string, store: CommitStore): Promise<Circumstances | undefined> {
  if (!isReference(caseId)) return undefined;
  const commits = await store.read(streams.case(caseId));
  const [first] = commits;
  const head = commits.at(-1);
  const state = fold(commits);
  if (!first || !head || !state) return undefined;
  const persons = [...new Set(state.received.people.map((person) => streams.person(person.personId)))];
  const histories = await Promise.all(persons.map((stream) => store.read(stream)));
  const withdrawn = histories
    .flat()
    .flatMap(({ events }) => events.flatMap((event) => (event.type === 'ConsentWithdrawn@1' ? [event.data.consentId] : [])));
  const people = persons.map((stream, index) => ({ stream, seq: histories[index]?.at(-1)?.seq ?? 0 }));
  return { state, commits, first, head, withdrawn: new Set(withdrawn), readAt: [{ stream: head.stream, seq: head.seq }, ...people] };
}

/** A consent’s id names its case and its person within it. */
export const consentIdOf = (caseId: string, person: string): string => `${caseId}.${person}`;
