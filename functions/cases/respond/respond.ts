import type { Responded } from '../../../contracts/replies/cases.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import { responses } from '../../../contracts/responses.ts';
import type { Book } from '../../agreements/book.ts';
import { actorOf, type Caller } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { type Commit, chain, type Idempotency } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { type Command, fold, type RoutedTeam } from '../case.ts';
import { type Circumstances, circumstancesOf } from '../circumstances.ts';
import { nothing, tellReferrer } from './aftermath.ts';
import { forget } from './converse.ts';
import { seenOf } from './offer.ts';
import { openSaid, type Said, sealSaid } from './said.ts';
import { type Doing, type Sent, stepOf } from './step.ts';
import { workOf } from './work.ts';

export type RespondParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'clock' | 'ids' | 'partnership'>;

/**
 * A team takes a case on, declines it, says what came of it or of a conversation, or passes it on to others. `not-found`
 * if the case is not the team’s, or the caller’s organisation is a member that only reads there; `state-conflict` if it is
 * not in a state that allows it; the same again gets the same reply. A declined case goes back to who passed it on, or to
 * a person at First Contact, if it may; a safeguarding concern cannot be declined.
 */
export function responder(what: Command, book: Book, parts: RespondParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const { caller, now } = request;
    const caseId = request.path['id'] ?? '';
    if (!caller.team) return refuse('not-found');
    const sent = command<Sent>(responses[what], request, parts.keys);
    if (!sent.ok) return sent;
    const { value, warnings, idempotency } = sent.value;
    const settled = await untilSettled(async (attempt): Promise<Attempt<Reply>> => {
      const circumstances = await circumstancesOf(caseId, parts.store);
      const own = circumstances && ownOf(circumstances, caller);
      if (!circumstances || !own) return refuse('not-found');
      const first = earlier(circumstances.commits, idempotency, now);
      if (!first.ok) return first;
      if (first.value) return ok(reply(circumstances, own, first.value, await openSaid(first.value, parts), warnings, true));
      if (own.status === 'cancelled') return refuse('not-found');
      const doing = stepOf(what, value, own, parts.partnership.places);
      if (!doing.ok) return doing;
      const answered = await answer({ doing: doing.value, own, circumstances, idempotency, request, fresh: attempt > 0 }, book, parts);
      if (answered === 'again' || !answered.ok) return answered;
      const { commit, said } = answered.value;
      return ok(reply({ commits: [...circumstances.commits, commit] }, own, commit, said, warnings, false));
    });
    if (settled.ok && value.outcome === 'no-wish')
      await forget(caseId, caller.team, { at: now.toISOString(), actor: actorOf(caller) }, parts);
    return settled;
  };
}

/** How a caller’s team stands to a case; nothing if the caller is of an organisation that only reads what the team has. */
const ownOf = ({ state }: Circumstances, { team, organisation }: Caller): RoutedTeam | undefined =>
  state.teams.find((each) => each.id === team && each.organisation === organisation);

interface Answering {
  readonly doing: Doing;
  readonly own: RoutedTeam;
  readonly circumstances: Circumstances;
  readonly idempotency: Idempotency;
  readonly request: Request;
  readonly fresh: boolean;
}

/** Decides what the answer comes to and commits it, proving that nothing it rests on has moved. */
async function answer(
  { doing, own, circumstances, idempotency, request: { caller, now }, fresh }: Answering,
  book: Book,
  parts: RespondParts,
): Promise<Attempt<{ readonly commit: Commit; readonly said: Said | undefined }>> {
  const { state, first, head, readAt } = circumstances;
  const seen = await seenOf({ own, circumstances, today: ukDate(now), fresh }, parts);
  const done = await workOf({ doing, own, seen, reader: caller.user?.role }, book, parts.partnership.places);
  if (!done.ok) return done;
  const { events, rests, said, isTold } = done.value;
  const place = { stream: head.stream, seq: head.seq + 1 };
  const draft = { ...place, previous: head.hash, at: now.toISOString(), actor: actorOf(caller), events, idempotency };
  const told = seen && isTold ? await tellReferrer(seen, fold([chain(draft)], state), book) : nothing;
  const commit = chain({ ...draft, events: [...events, ...told.events], parts: await sealSaid(place, said, first, parts) });
  // The case itself is proven by the place the answer is put at.
  const heads = seen ? [...readAt.slice(1), ...rests, ...told.rests] : [];
  const appended = await parts.store.append([commit], [...new Map(heads.map((each) => [each.stream, each])).values()]);
  return appended.ok ? ok({ commit, said }) : 'again';
}

/** What the team is told: how it stood once its answer was committed. */
function reply(
  { commits }: Pick<Circumstances, 'commits'>,
  own: RoutedTeam,
  { stream, seq, at }: Commit,
  said: Said | undefined,
  warnings: readonly Warning[],
  replayed: boolean,
): Reply {
  const then = fold(commits.filter((each) => each.seq <= seq));
  const caseId = then?.caseId ?? stream;
  const status = then?.teams.find(({ id }) => id === own.id)?.status ?? own.status;
  const links = { self: `/v1/cases/${caseId}`, ...(said?.ask ? { consents: '/v1/consents' } : {}) };
  const body: Responded = { caseId, status, at, ...said, warnings, links };
  return { status: 200, body, ...(replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}) };
}
