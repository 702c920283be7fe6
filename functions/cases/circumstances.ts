import type { Withdrawal } from '../../policies/minimise.ts';
import { ukDate } from '../edge/time.ts';
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
  /** What each person withdrew of what they had said to this referrer for this purpose, by their key in the referral. */
  readonly withdrawals: ReadonlyMap<string, readonly Withdrawal[]>;
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
  const { people } = state.received;
  const persons = [...new Set(people.map((person) => streams.person(person.personId)))];
  const histories = new Map(await Promise.all(persons.map(async (stream) => [stream, await store.read(stream)] as const)));
  const historyOf = (stream: string) => histories.get(stream) ?? [];
  return {
    state,
    commits,
    first,
    head,
    withdrawals: new Map(
      people.map(({ key, personId }) => [key, withdrawalsIn(historyOf(streams.person(personId)), state.received, state.receivedAt)]),
    ),
    readAt: [{ stream: head.stream, seq: head.seq }, ...persons.map((stream) => ({ stream, seq: historyOf(stream).at(-1)?.seq ?? 0 }))],
  };
}

/** A kind of answer: to whom it was given, and what for. */
type Answered = Pick<CaseState['received'], 'organisation' | 'purpose'>;

/** What a person withdrew of one kind of answer, in the light of a referral that came in at `receivedAt`. */
export function withdrawalsIn(history: readonly Commit[], { organisation, purpose }: Answered, receivedAt: string): Withdrawal[] {
  return history.flatMap(({ at, events }) =>
    events.flatMap((event) => {
      if (event.type !== 'ConsentWithdrawn@1' || event.data.organisation !== organisation || event.data.purpose !== purpose) return [];
      return [{ consentId: event.data.consentId, on: ukDate(new Date(at)), isBefore: at < receivedAt }];
    }),
  );
}

/** A consent’s id names its case and its person within it. */
export const consentIdOf = (caseId: string, person: string): string => `${caseId}.${person}`;
