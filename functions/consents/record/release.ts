import type { EventData } from '../../../contracts/events.ts';
import type { Released } from '../../../contracts/replies/consents.ts';
import type { Book } from '../../agreements/book.ts';
import { type CaseState, fold } from '../../cases/case.ts';
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
import { writing } from '../note.ts';
import { reconsider } from '../reconsider.ts';
import { openAnswers, recordedBy, toldBy } from '../said.ts';

type Parts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'ids' | 'partnership'>;

/** A case that goes somewhere, as who caused it is told. */
export const releasedAs = (referralId: string, teams: readonly string[], { partnership }: Pick<Runtime, 'partnership'>): Released => ({
  referralId,
  disposition: 'routed',
  routedTo: teams.map((team) => ({ team, name: partnership.places.teams.get(team)?.name ?? team })),
});

/**
 * Lets go what was held of a person before their answer, of what the organisation that recorded it sent; gives what went by
 * that answer, whenever it did. Safe to repeat. `busy` if a case could not be settled: the same again goes on from there.
 */
export async function releaseHeld(
  { consentId, held = [] }: EventData<'ConsentRecorded@1'>,
  request: Request,
  book: Book,
  parts: Parts,
): Promise<Result<Released[]>> {
  const released: Released[] = [];
  for (const caseId of held) {
    const settled = await untilSettled(() => release(caseId, request, book, parts));
    if (!settled.ok) return settled;
    const teams = routedBy(consentId, settled.value);
    if (teams.length > 0) released.push(releasedAs(caseId, teams, parts));
  }
  return ok(released);
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
  if (!before || !isOf(before, caller)) return ok([]);
  const circumstances = isStillHeld(before) ? await circumstancesOf(caseId, parts.store) : undefined;
  if (!circumstances || !isStillHeld(circumstances.state)) return ok(circumstances?.commits ?? commits);
  const { head, answers, state, readAt } = circumstances;
  const opened = await openAnswers(answers, flowOf(state), parts);
  const shown = toldBy(caller, opened);
  const { events, sealed, routedTo } = await reconsider(
    circumstances,
    { said: opened.said, saidToSender: recordedBy(caller, opened, shown), shown, today: ukDate(now) },
    book,
    parts,
  );
  if (routedTo.length === 0) return ok(commits);
  const written = writing(() => head, { at: now.toISOString(), actor: actorOf(caller) });
  written.next(head.stream, events, { parts: sealed });
  const appended = await parts.store.append(written.commits, readAt.slice(1));
  return appended.ok ? ok([...circumstances.commits, ...written.commits]) : 'again';
}

/** Whether the caller sent it, or their organisation or team did: of what another team sent, that team records the answer. */
const isOf = ({ client, received }: CaseState, caller: Request['caller']): boolean =>
  client === caller.client || (received.organisation === caller.organisation && received.team === caller.team);
