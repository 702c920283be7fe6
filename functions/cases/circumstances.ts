import { type Answers, answersOf } from '../consents/answers.ts';
import type { Commit } from '../store/commit.ts';
import type { CommitStore, Head } from '../store/ports.ts';
import { isReference, streams } from '../store/streams.ts';
import { type CaseState, fold } from './case.ts';

/** A case as it stands, what the people it concerns have said, and where all of it was read. */
export interface Circumstances {
  readonly state: CaseState;
  /** The case’s stream, oldest first; the first commit holds the referral’s content. */
  readonly commits: readonly Commit[];
  readonly first: Commit;
  readonly head: Commit;
  /** What each person has said apart from the referral, by their key in it; sealed until `saidOf` opens it. */
  readonly answers: Answers;
  /** Each stream a decision about the case rests on: the case, and those of every person concerned. */
  readonly readAt: readonly Head[];
}

/** Reads a case and what the people it concerns have said, strongly; nothing if there is no such case. */
export async function circumstancesOf(caseId: string, store: CommitStore): Promise<Circumstances | undefined> {
  if (!isReference(caseId)) return undefined;
  const commits = await store.read(streams.case(caseId));
  const [first] = commits;
  const head = commits.at(-1);
  const state = fold(commits);
  if (!first || !head || !state) return undefined;
  const answers = await answersOf(state.received.people, store);
  return { state, commits, first, head, answers, readAt: [{ stream: head.stream, seq: head.seq }, ...answers.readAt] };
}

/** The flow a case is: what answers are read for. */
export const flowOf = ({ received, receivedAt }: CaseState) => ({
  organisation: received.organisation,
  purpose: received.purpose,
  receivedAt,
});

/** A consent’s id names its case and its person within it. */
export const consentIdOf = (caseId: string, person: string): string => `${caseId}.${person}`;
