import type { EventData } from '../../../contracts/events.ts';
import type { Released } from '../../../contracts/replies/consents.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import type { Book } from '../../agreements/book.ts';
import { fold } from '../../cases/case.ts';
import { circumstancesOf, flowOf } from '../../cases/circumstances.ts';
import { isStillHeld } from '../../cases/keeping.ts';
import { actorOf } from '../../edge/caller.ts';
import type { Request } from '../../edge/edge.ts';
import { ok, type Result } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import type { Commit } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { streams } from '../../store/streams.ts';
import { partitions } from '../../views/summary.ts';
import { writing } from '../note.ts';
import { reconsider } from '../reconsider.ts';
import { recordedBy, saidOf } from '../said.ts';

type Parts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'partnership' | 'views'>;

/** A case that goes somewhere, as who caused it is told. */
export const releasedAs = (referralId: string, teams: readonly string[], { partnership }: Pick<Runtime, 'partnership'>): Released => ({
  referralId,
  disposition: 'routed',
  routedTo: teams.map((team) => ({ team, name: partnership.places.teams.get(team)?.name ?? team })),
});

/** How many cases that one organisation sent of one person, and that were held when they came in, an answer looks at. */
const mostHeld = 100;

/** How far the clocks of two requests may differ, and how long an answer may take to record: what came in meanwhile is looked at too. */
const drift = 60_000;

/** A person, and the organisation that recorded an answer of theirs as such, at a moment. */
type Answered = Pick<EventData<'ConsentRecorded@1'>, 'organisation' | 'personId'> & { readonly at: string };

/** What was held of a person when it came in, and came before their answer: what its own organisation sent, by the views. */
export async function heldOf({ organisation, personId, at }: Answered, { views }: Pick<Parts, 'views'>) {
  const until = new Date(Date.parse(at) + drift).toISOString();
  const { rows } = await views.query(partitions.held({ organisation, personId }), { limit: mostHeld + 1 });
  const before = rows.filter(({ sk }) => sk < until).map((row) => String(row['caseId']));
  return { caseIds: before.slice(0, mostHeld), areMore: before.length > mostHeld };
}

/** What an answer let go, and what to know of what it did not look at. */
export interface LetGo {
  readonly released: Released[];
  readonly warnings: Warning[];
}

const moreHeld: Warning = {
  pointer: '',
  code: 'more-held',
  detail: `more than ${mostHeld} referrals of this person were held: record the answer for each that still is, by its referralId.`,
};

/**
 * Lets go what was held of a person before their answer, of what the organisation that recorded it sent; gives what went by
 * that answer, whenever it did. It looks at what was held by the views when it was recorded, and at what is by now: a repeat
 * finds what the views did not have yet. Safe to repeat. `busy` if a case could not be settled: the same again goes on from there.
 */
export async function releaseHeld(
  { recorded, at }: { readonly recorded: EventData<'ConsentRecorded@1'>; readonly at: string },
  request: Request,
  book: Book,
  parts: Parts,
): Promise<Result<LetGo>> {
  const { consentId, personId, organisation, caseId: about, answer, held = [] } = recorded;
  if (about !== undefined || answer !== 'given') return ok({ released: [], warnings: [] });
  const { caseIds, areMore } = await heldOf({ organisation, personId, at }, parts);
  const released: Released[] = [];
  for (const caseId of new Set([...held, ...caseIds])) {
    const settled = await untilSettled(() => release(caseId, request, book, parts));
    if (!settled.ok) return settled;
    const teams = routedBy(consentId, settled.value);
    if (teams.length > 0) released.push(releasedAs(caseId, teams, parts));
  }
  return ok({ released, warnings: areMore ? [moreHeld] : [] });
}

/** The teams that a case went to, once it had come in, by what was said in one consent. */
function routedBy(consentId: string, commits: readonly Commit[]): string[] {
  const rests = ({ events }: Commit) =>
    events.some(
      (event) =>
        event.type === 'SharingDecided@1' && event.data.rulings.some(({ consents = [] }) => consents.some(({ id }) => id === consentId)),
    );
  const went = commits.find((commit) => commit.seq > 1 && rests(commit));
  return (went?.events ?? []).flatMap((event) => (event.type === 'CaseRouted@1' ? [event.data.team.id] : []));
}

/** Lets a case go if it is the caller’s, still held, and what was said covers it; gives its commits, where it is the caller’s. */
async function release(caseId: string, { caller, now }: Request, book: Book, parts: Parts): Promise<Attempt<readonly Commit[]>> {
  const commits = await parts.store.read(streams.case(caseId));
  const before = fold(commits);
  if (before?.received.organisation !== caller.organisation) return ok([]);
  const circumstances = isStillHeld(before) ? await circumstancesOf(caseId, parts.store) : undefined;
  if (!circumstances || !isStillHeld(circumstances.state)) return ok(circumstances?.commits ?? commits);
  const { head, answers, state, readAt } = circumstances;
  const said = await saidOf(answers, flowOf(state), parts);
  const { events, routedTo } = await reconsider(
    circumstances,
    { said, saidToSender: recordedBy(caller, said), today: ukDate(now) },
    book,
    parts,
  );
  if (routedTo.length === 0) return ok(commits);
  const written = writing(() => head, { at: now.toISOString(), actor: actorOf(caller) });
  written.next(head.stream, events);
  const appended = await parts.store.append(written.commits, readAt.slice(1));
  return appended.ok ? ok([...circumstances.commits, ...written.commits]) : 'again';
}
