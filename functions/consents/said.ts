import type { ConsentStatement } from '../../contracts/consent.ts';
import type { EventData } from '../../contracts/events.ts';
import type { PersonSaid, Recorded, Said, Withdrawal } from '../../policies/said.ts';
import { ukDate } from '../edge/time.ts';
import type { Commit } from '../store/commit.ts';
import type { KeyRing, ObjectStore } from '../store/ports.ts';
import { open } from '../store/seal.ts';
import type { Answers, Told } from './answers.ts';

/** The flow that answers are read for. */
type Asked = Pick<EventData<'ReferralReceived@1'>, 'organisation' | 'purpose'> & { readonly receivedAt: string };

/** Who told the hub something, or asks it: an organisation, or a team of one. */
export interface Teller {
  readonly organisation: string;
  readonly team: string | undefined;
}

/** What one person has said, opened, whoever wrote it down or took it back. */
interface Heard {
  readonly told: Told;
  readonly recorded: readonly Recorded[];
}

/** What people have said, opened for one flow: whose word of it an answer may rest on is chosen after. */
export interface Opened {
  readonly asked: Asked;
  readonly of: ReadonlyMap<string, Heard>;
  /** What they said to anyone: what is disclosed rests on it. */
  readonly said: Said;
}

type World = { readonly keys: Pick<KeyRing, 'get'>; readonly objects: Pick<ObjectStore, 'get'> };

/** Opens what people have said, for the decision. What can no longer be opened says nothing. */
export async function openAnswers({ of }: Answers, asked: Asked, world: World): Promise<Opened> {
  const people = await Promise.all(
    [...of].map(async ([key, told]): Promise<[string, Heard]> => {
      const recorded = await Promise.all(told.consents.map((commit) => recordedIn(commit, world)));
      return [key, { told, recorded: recorded.flat() }];
    }),
  );
  return opened(asked, new Map(people));
}

/** What people have said to anyone, opened. */
export const saidOf = async (answers: Answers, asked: Asked, world: World): Promise<Said> =>
  (await openAnswers(answers, asked, world)).said;

const opened = (asked: Asked, of: Opened['of']): Opened => ({ asked, of, said: heard({ asked, of }, everybody) });

/** What was opened, with what one of them, by their key, says at this moment. */
export function withAnswer({ asked, of }: Opened, key: string, answer: Recorded): Opened {
  const before = of.get(key);
  return opened(asked, before ? new Map([...of, [key, { ...before, recorded: [...before.recorded, answer] }]]) : of);
}

/** Whose records and whose withdrawals are heard; doubts are what others told of whoever looks alike. */
interface Hearing {
  readonly recorder: (teller: Teller) => boolean;
  readonly withdrawer: (teller: Teller) => boolean;
  readonly doubts: boolean;
}

const anyone = () => true;
const everybody: Hearing = { recorder: anyone, withdrawer: anyone, doubts: true };

function heard({ asked, of }: Pick<Opened, 'asked' | 'of'>, hearing: Hearing): Said {
  const here = [...of.values()].map(({ told }) => told);
  const people = [...of].map(([key, { told, recorded }]): [string, PersonSaid] => {
    const taken = takenBackIn(told.history).filter(({ by }) => hearing.withdrawer(by));
    return [
      key,
      {
        withdrawals: withdrawalsIn(taken, asked),
        recorded: withoutTakenBack(recorded.filter(hearing.recorder), taken),
        doubts: hearing.doubts ? doubtsIn(told, here) : [],
      },
    ];
  });
  return { receivedAt: asked.receivedAt, of: new Map(people) };
}

/** What someone told themself: a team by its name, whosever referral it was about; an organisation what no team of it told. */
export const isOf =
  ({ organisation, team }: Teller) =>
  (other: Teller): boolean =>
    other.team === team && (team !== undefined || other.organisation === organisation);

/**
 * Only what an organisation, or for a team that team, itself recorded and took back: what it is shown may rest on nothing
 * else, for no reply may vary with what others told. The very same where nobody told anything, as of most people: what was
 * decided on the one then stands for the other.
 */
export function toldBy(teller: Teller, { asked, of, said }: Opened): Said {
  const isSilent = ({ withdrawals, recorded, doubts }: PersonSaid) => withdrawals.length + recorded.length + doubts.length === 0;
  const isNothing = [...of.values()].every(({ recorded }) => recorded.length === 0) && [...said.of.values()].every(isSilent);
  return isNothing ? said : heard({ asked, of }, { recorder: isOf(teller), withdrawer: isOf(teller), doubts: false });
}

/**
 * What lets a referral go once one party records an answer: `told`, what they told themself, and what was withdrawn by
 * anyone, so that nothing goes on after a withdrawal. The very same where nobody else withdrew anything. Where it goes may
 * rest on it; what they are shown of the decision rests on `told`.
 */
export function recordedBy(teller: Teller, { asked, of }: Opened, told: Said): Said {
  const isOwn = isOf(teller);
  const isAlone = [...of.values()].every((each) => takenBackIn(each.told.history).every(({ by }) => isOwn(by)));
  return isAlone ? told : heard({ asked, of }, { recorder: isOwn, withdrawer: anyone, doubts: false });
}

/** The consent a commit records, opened; nothing if its key has been destroyed. */
export async function recordedIn(commit: Commit, world: World): Promise<Recorded[]> {
  const event = commit.events.find((each) => each.type === 'ConsentRecorded@1');
  const statement = event && (await open(commit, world)).get('consent');
  if (!event || !statement) return [];
  const { consentId: id, organisation, purpose, caseId, team } = event.data;
  const { at } = commit;
  return [{ id, statement: statement as ConsentStatement, organisation, purpose, caseId, team, at, on: ukDate(new Date(at)) }];
}

/** That an answer was taken back: when, and by whom. */
type TakenBack = EventData<'ConsentWithdrawn@1'> & { readonly at: string; readonly by: Teller };

/** What a person took back, by their own stream. Where no team was noted, it is taken as its organisation’s: older commits never note one. */
export const takenBackIn = (history: readonly Commit[]): TakenBack[] =>
  history.flatMap(({ at, actor: { organisation }, events }) =>
    events.flatMap((event) =>
      event.type === 'ConsentWithdrawn@1' ? [{ ...event.data, at, by: { organisation, team: event.data.team } }] : [],
    ),
  );

/** A refusal that was taken back is one no more, whoever it named and whoever sends. */
function withoutTakenBack(recorded: readonly Recorded[], taken: readonly TakenBack[]): Recorded[] {
  const ids = new Set(taken.map(({ consentId }) => consentId));
  return recorded.filter(({ id, statement }) => statement.answer !== 'refused' || !ids.has(id));
}

/** What a person withdrew: of one kind of answer, or of what was recorded by itself. */
function withdrawalsIn(taken: readonly TakenBack[], { organisation, purpose }: Pick<Asked, 'organisation' | 'purpose'>): Withdrawal[] {
  const isAsked = (each: TakenBack) => each.organisation === organisation && (each.purpose === undefined || each.purpose === purpose);
  return taken.filter(isAsked).map(({ consentId, at }) => ({ consentId, at, on: ukDate(new Date(at)) }));
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
