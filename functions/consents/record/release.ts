import type { EventData } from '../../../contracts/events.ts';
import type { Released } from '../../../contracts/replies/consents.ts';
import type { Book } from '../../agreements/book.ts';
import { circumstancesOf, flowOf } from '../../cases/circumstances.ts';
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

/** How many held cases of one person are looked at: nobody has more. */
const mostHeld = 20;

/** The cases that are held of a person, by the views. */
export async function heldOf(personId: string, { views }: Pick<Parts, 'views'>): Promise<string[]> {
  const { rows } = await views.query(partitions.held(personId), { limit: mostHeld });
  return rows.map((row) => String(row['caseId']));
}

/**
 * Lets go what was held of a person when their answer was recorded, for the organisation that recorded it; gives what went
 * by that answer, whenever it did. Safe to repeat. `busy` if a case could not be settled: the same again goes on from there.
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
    const teams = routedBy(consentId, await parts.store.read(streams.case(caseId)));
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

async function release(caseId: string, { caller, now }: Request, book: Book, parts: Parts): Promise<Attempt<undefined>> {
  const circumstances = await circumstancesOf(caseId, parts.store);
  if (circumstances?.state.disposition !== 'held' || circumstances.state.received.organisation !== caller.organisation)
    return ok(undefined);
  const { head, answers, state, readAt } = circumstances;
  const said = await saidOf(answers, flowOf(state), parts);
  const { events, routedTo } = await reconsider(
    circumstances,
    { said, saidToSender: recordedBy(caller, said), today: ukDate(now) },
    book,
    parts,
  );
  if (routedTo.length === 0) return ok(undefined);
  const written = writing(() => head, { at: now.toISOString(), actor: actorOf(caller) });
  written.next(head.stream, events);
  const appended = await parts.store.append(written.commits, readAt.slice(1));
  return appended.ok ? ok(undefined) : 'again';
}
