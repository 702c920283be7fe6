import type { EventData } from '../../contracts/events.ts';
import { type Commit, chain } from '../store/commit.ts';
import type { CommitStore, Head } from '../store/ports.ts';
import { streams } from '../store/streams.ts';
import type { PersonInCase } from './answers.ts';

/** How many referrals that one organisation sent of one person, and that were held when they came in, an answer looks at. */
export const mostHeld = 100;

/** What may wait for an answer of one person, of what one organisation sent. */
export interface Waiting {
  /** Oldest first, at most {@link mostHeld}: some may have gone since, or been taken back. */
  readonly caseIds: string[];
  /** Older ones may wait as well. */
  readonly areMore: boolean;
  /** Where it was read: an answer that is recorded while this stands misses nothing. */
  readonly head: Head;
}

/** Reads, strongly, what waits for an answer of a person as such on a day. In two reads, however much was ever held. */
export async function waitingFor(
  { organisation, personId, today }: { readonly organisation: string; readonly personId: string; readonly today: string },
  store: Pick<CommitStore, 'read' | 'last'>,
): Promise<Waiting> {
  const stream = streams.held(organisation, personId);
  const { seq = 0 } = (await store.last(stream)) ?? {};
  const notes = seq === 0 ? [] : await store.read(stream, { after: Math.max(0, seq - mostHeld - 1) });
  const waits = ({ events }: Commit): string[] =>
    events.flatMap((event) => (event.type === 'HoldNoted@1' && event.data.keepUntil >= today ? [event.data.caseId] : []));
  return {
    caseIds: notes.slice(-mostHeld).flatMap(waits),
    areMore: notes.slice(0, -mostHeld).flatMap(waits).length > 0,
    head: { stream, seq: notes.at(-1)?.seq ?? 0 },
  };
}

/** A referral that is held, of whom, by whom it was sent, and until when. */
export interface Held extends EventData<'HoldNoted@1'> {
  readonly organisation: string;
  readonly people: readonly PersonInCase[];
}

/** What is committed with a referral, and what that commit rests on. */
export interface Notes {
  readonly commits: readonly Commit[];
  readonly rests: readonly Head[];
}

export const noNotes: Notes = { commits: [], rests: [] };

/**
 * What is committed with a referral that is held, `beside` all else, so that an answer of a person as such finds it: a note
 * for everyone whom an answer can be about. It rests on nothing having been recorded of any of them since their streams
 * were read: `last` gives where. So of a referral and an answer that meet, whichever is second knows of the first.
 */
export async function notesOf(
  { caseId, keepUntil, organisation, people }: Held,
  beside: readonly Commit[],
  last: (stream: string) => Commit | undefined,
  store: Pick<CommitStore, 'last'>,
): Promise<Notes> {
  const [referral] = beside;
  if (!referral) return noNotes;
  const { at, actor } = referral;
  const personIds = [...new Set(people.filter(canBeNamed).map(({ personId }) => personId))];
  const commits = await Promise.all(
    personIds.map(async (personId) => {
      const stream = streams.held(organisation, personId);
      const before = await store.last(stream);
      const events = [{ type: 'HoldNoted@1' as const, data: { caseId, keepUntil } }];
      return chain({ stream, seq: (before?.seq ?? 0) + 1, previous: before?.hash, at, actor, events });
    }),
  );
  // Of whom something is written down beside it, that is proof enough.
  const proven = new Set(beside.map(({ stream }) => stream));
  const read = personIds.map((personId) => streams.person(personId)).filter((stream) => !proven.has(stream));
  return { commits, rests: read.map((stream) => ({ stream, seq: last(stream)?.seq ?? 0 })) };
}

/** Whether an answer can be about them as such: not of someone new without an NHS number, whom nobody can find again. */
const canBeNamed = ({ isNew, number }: PersonInCase): boolean => !isNew || number !== undefined;
