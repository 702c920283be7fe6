import type { ConsentStatement } from '../../contracts/consent.ts';
import type { Distinction, EventData } from '../../contracts/events.ts';
import type { PersonSaid, Recorded, Said, Withdrawal } from '../../policies/said.ts';
import { ukDate } from '../edge/time.ts';
import type { Commit } from '../store/commit.ts';
import type { CommitStore, Head, KeyRing, ObjectStore } from '../store/ports.ts';
import { open } from '../store/seal.ts';
import { streams } from '../store/streams.ts';

/** Someone in a case: their key in it, who they are, and whom they may be. */
export type PersonInCase = Pick<EventData<'ReferralReceived@1'>['people'][number], 'key' | 'personId' | 'likeness' | 'given' | 'number'> & {
  /** Nobody knew them before, so there is nothing to read. */
  readonly isNew?: boolean;
};

/** The commits in which one person’s answers are, still sealed. */
interface Told extends Distinction {
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

/** The flow that answers are read for. */
type Asked = Pick<EventData<'ReferralReceived@1'>, 'organisation' | 'purpose'> & { readonly receivedAt: string };

/** Opens what people have said, for the decision. What can no longer be opened says nothing. */
export async function saidOf(
  { of }: Answers,
  asked: Asked,
  world: { readonly keys: Pick<KeyRing, 'get'>; readonly objects: Pick<ObjectStore, 'get'> },
): Promise<Said> {
  const here = [...of.values()];
  const people = await Promise.all(
    [...of].map(async ([key, told]): Promise<[string, PersonSaid]> => {
      const recorded = await Promise.all(told.consents.map((commit) => recordedIn(commit, world)));
      return [
        key,
        {
          withdrawals: withdrawalsIn(told.history, asked),
          recorded: withoutTakenBack(recorded.flat(), told),
          doubts: doubtsIn(told, here),
        },
      ];
    }),
  );
  return { receivedAt: asked.receivedAt, of: new Map(people) };
}

/**
 * Only what an organisation itself recorded: what its own reply may rest on, for none may vary with what others told. The
 * very same where nobody told anything, as of most people: what was decided on the one then stands for the other.
 */
export function toldBy(organisation: string, said: Said): Said {
  const nothing = ({ withdrawals, recorded, doubts }: PersonSaid) => withdrawals.length + recorded.length + doubts.length === 0;
  if ([...said.of.values()].every(nothing)) return said;
  const own = (person: PersonSaid): PersonSaid => ({
    withdrawals: [],
    recorded: person.recorded.filter((each) => each.organisation === organisation && each.team === undefined),
    doubts: [],
  });
  return { ...said, of: new Map([...said.of].map(([key, person]) => [key, own(person)])) };
}

/**
 * What the reply to whoever records an answer may rest on: what they recorded themself, and what was withdrawn, so that
 * nothing goes on after a withdrawal. A fresh yes is later than that, so its reply does not tell of it.
 */
export function recordedBy({ organisation, team }: { readonly organisation: string; readonly team: string | undefined }, said: Said): Said {
  const own = (person: PersonSaid): PersonSaid => ({
    ...person,
    recorded: person.recorded.filter((each) => each.organisation === organisation && each.team === team),
    doubts: [],
  });
  return { ...said, of: new Map([...said.of].map(([key, person]) => [key, own(person)])) };
}

/** The consent a commit records, opened; nothing if its key has been destroyed. */
export async function recordedIn(
  commit: Commit,
  world: { readonly keys: Pick<KeyRing, 'get'>; readonly objects: Pick<ObjectStore, 'get'> },
): Promise<Recorded[]> {
  const event = commit.events.find((each) => each.type === 'ConsentRecorded@1');
  const statement = event && (await open(commit, world)).get('consent');
  if (!event || !statement) return [];
  const { consentId: id, organisation, purpose, caseId, team } = event.data;
  const { at } = commit;
  return [{ id, statement: statement as ConsentStatement, organisation, purpose, caseId, team, at, on: ukDate(new Date(at)) }];
}

/** A refusal that was taken back is one no more, whoever it named and whoever sends. */
function withoutTakenBack(recorded: readonly Recorded[], { history }: Told): Recorded[] {
  const events = history.flatMap((commit) => commit.events);
  const taken = new Set(events.flatMap((event) => (event.type === 'ConsentWithdrawn@1' ? [event.data.consentId] : [])));
  return recorded.filter(({ id, statement }) => statement.answer !== 'refused' || !taken.has(id));
}

/** What a person withdrew: of one kind of answer, or of what was recorded by itself. */
function withdrawalsIn(history: readonly Commit[], { organisation, purpose }: Pick<Asked, 'organisation' | 'purpose'>): Withdrawal[] {
  const withdrawn = history.flatMap(({ at, events }) =>
    events.flatMap((event) => (event.type === 'ConsentWithdrawn@1' ? [{ at, ...event.data }] : [])),
  );
  const isAsked = (each: (typeof withdrawn)[number]) =>
    each.organisation === organisation && (each.purpose === undefined || each.purpose === purpose);
  return withdrawn.filter(isAsked).map(({ consentId, at }) => ({ consentId, at, on: ukDate(new Date(at)) }));
}

/**
 * When someone else who looks like this person said no, and has not taken it back. Whoever has another NHS number is not
 * them; nor is whoever is told of beside them in the same case by another given name: twins, a couple born on one day.
 * Where either is not known they may be: someone named twice is one person still.
 */
function doubtsIn(told: Told, here: readonly Told[]): string[] {
  const isSomeoneElse = ({ personId, given, number }: EventData<'DenialNoted@1'>): boolean => {
    if (personId === told.personId) return true;
    const beside = here.filter((each) => each.personId === personId);
    const isNamedApart = beside.length > 0 && beside.every((each) => differ(each.given, told.given)) && told.given !== given;
    return differ(number, told.number) || isNamedApart;
  };
  const events = told.likeness.flatMap(({ at, events: each }) => each.map((event) => ({ at, event })));
  const lifted = new Set(events.flatMap(({ event }) => (event.type === 'DenialLifted@1' ? [event.data.consentId] : [])));
  return events.flatMap(({ at, event }) =>
    event.type === 'DenialNoted@1' && !isSomeoneElse(event.data) && !lifted.has(event.data.consentId) ? [at] : [],
  );
}

/** Whether two are both known, and not the same. */
const differ = (one: string | undefined, other: string | undefined): boolean => one !== undefined && other !== undefined && one !== other;
