import type { Distinction, EventData } from '../../contracts/events.ts';
import type { Commit } from '../store/commit.ts';
import type { CommitStore, Head } from '../store/ports.ts';
import { streams } from '../store/streams.ts';

/** Someone in a case: their key in it, who they are, and whom they may be. */
export type PersonInCase = Pick<EventData<'ReferralReceived@1'>['people'][number], 'key' | 'personId' | 'likeness' | 'given' | 'number'> & {
  /** Nobody knew them before, so there is nothing to read. */
  readonly isNew?: boolean;
};

/** The commits in which one person’s answers are, still sealed. */
export interface Told extends Distinction {
  readonly personId: string;
  /** Their own stream. */
  readonly history: readonly Commit[];
  /** What was recorded of them, a commit each. */
  readonly consents: readonly Commit[];
  /** What was noted of everyone who looks like them. */
  readonly likeness: readonly Commit[];
}

/** What people have said, as the store holds it, and where it was read. */
export interface Answers {
  readonly of: ReadonlyMap<string, Told>;
  /** The last commit of a stream that was read. */
  readonly last: (stream: string) => Commit | undefined;
  readonly readAt: readonly Head[];
}

/** How many of one person’s latest answers are read of each client: earlier ones it asked again since. No client’s crowd out another’s. */
const mostRead = 50;

/** What was noted of everyone who may be one of these, by stream: it can be read before it is known who they are. */
export async function notedOfLikenesses(
  likenesses: readonly (string | undefined)[],
  store: Pick<CommitStore, 'read'>,
): Promise<ReadonlyMap<string, Commit[]>> {
  const names = new Set(likenesses.flatMap((likeness) => (likeness ? [streams.likeness(likeness)] : [])));
  return new Map(await Promise.all([...names].map(async (stream) => [stream, await store.read(stream)] as const)));
}

/**
 * Reads what people have said, strongly: their streams, their consents, and what was noted of whom they may be, but for
 * what was read `already`.
 */
export async function answersOf(
  people: readonly PersonInCase[],
  store: Pick<CommitStore, 'read' | 'last'>,
  already: ReadonlyMap<string, Commit[]> = new Map(),
): Promise<Answers> {
  const streamsOf = ({ personId, likeness, isNew }: PersonInCase) => [
    ...(isNew ? [] : [streams.person(personId)]),
    ...(likeness ? [streams.likeness(likeness)] : []),
  ];
  const names = new Set(people.flatMap(streamsOf));
  const read = new Map(
    await Promise.all([...names].map(async (stream) => [stream, already.get(stream) ?? (await store.read(stream))] as const)),
  );
  const commitsOf = (stream: string) => read.get(stream) ?? [];
  const of = await Promise.all(
    people.map(async ({ key, personId, likeness, given, number }) => {
      const history = commitsOf(streams.person(personId));
      const consents = await Promise.all(latestIn(history).map((id) => store.last(streams.consent(id))));
      const told: Told = {
        personId,
        given,
        number,
        history,
        consents: consents.filter((commit) => commit !== undefined),
        likeness: likeness ? commitsOf(streams.likeness(likeness)) : [],
      };
      return [key, told] as const;
    }),
  );
  const last = (stream: string) => commitsOf(stream).at(-1);
  return { of: new Map(of), last, readAt: [...names].map((stream) => ({ stream, seq: last(stream)?.seq ?? 0 })) };
}

/** The latest answers that each client noted of one person, and every one that says no, oldest first. */
function latestIn(history: readonly Commit[]): string[] {
  const read = new Map<string, number>();
  const latestFirst = [...history].reverse().flatMap(({ actor: { client }, events }) =>
    events.flatMap((event) => {
      const already = read.get(client) ?? 0;
      if (event.type !== 'ConsentNoted@1') return [];
      if (event.data.saysNo) return [event.data.consentId];
      if (already === mostRead) return [];
      read.set(client, already + 1);
      return [event.data.consentId];
    }),
  );
  return latestFirst.reverse();
}
