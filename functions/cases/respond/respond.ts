import type { Event } from '../../../contracts/events.ts';
import { responses } from '../../../contracts/responses.ts';
import type { Outcome, RefusalReason } from '../../../contracts/vocabulary.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import type { Book } from '../../agreements/book.ts';
import { actorOf } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { chain } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { type Command, type RoutedTeam, transitions } from '../case.ts';
import { type Circumstances, circumstancesOf } from '../circumstances.ts';

export type RespondParts = Pick<Runtime, 'store' | 'keys' | 'clock' | 'partnership'>;

/** What a team is told when it has acted on a case. */
export interface Responded {
  readonly caseId: string;
  readonly status: RoutedTeam['status'];
  readonly at: string;
  readonly links: { readonly self: string };
}

const becomes = { acceptance: 'accepted', refusal: 'declined', outcome: 'closed' } as const;

/**
 * A team takes a case on, declines it, or says what came of it. `not-found` if the case is not the team’s,
 * `state-conflict` if it is not in a state that allows it; the same again gets the same reply. A case the team
 * declines goes to a person at First Contact, unless that is who declined it or nothing may go there.
 */
export function responder(what: Command, book: Book, parts: RespondParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const { team } = request.caller;
    const caseId = request.path['id'] ?? '';
    if (!team) return refuse('not-found');
    const sent = command<{ reason?: RefusalReason; outcome?: Outcome }>(responses[what], request, parts.keys);
    if (!sent.ok) return sent;
    const { value, idempotency } = sent.value;
    return untilSettled(async (): Promise<Attempt<Reply>> => {
      const circumstances = await circumstancesOf(caseId, parts.store);
      const own = circumstances?.state.teams.find((each) => each.id === team);
      if (!circumstances || !own) return refuse('not-found');
      const first = earlier(circumstances.commits, idempotency, request.now);
      if (!first.ok) return first;
      if (first.value) return ok(reply(caseId, what, first.value.at, true));
      if (!transitions[own.status].includes(what)) {
        return refuse('state-conflict', [
          { pointer: 'path:id', code: own.status, detail: `the case is ${own.status}, which does not allow ${what}` },
        ]);
      }
      const at = request.now.toISOString();
      const { stream, seq, hash: previous } = circumstances.head;
      const events = await eventsOf({ what, value, own, circumstances, today: ukDate(request.now) }, book, parts.partnership);
      const commit = chain({ stream, seq: seq + 1, previous, at, actor: actorOf(request.caller), events, idempotency });
      const appended = await parts.store.append([commit]);
      return appended.ok ? ok(reply(caseId, what, at, false)) : 'again';
    });
  };
}

function reply(caseId: string, what: Command, at: string, replayed: boolean): Reply {
  const body: Responded = { caseId, status: becomes[what], at, links: { self: `/v1/cases/${caseId}` } };
  return { status: 200, body, ...(replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}) };
}

interface Response {
  readonly what: Command;
  readonly value: { readonly reason?: RefusalReason; readonly outcome?: Outcome };
  readonly own: RoutedTeam;
  readonly circumstances: Circumstances;
  readonly today: string;
}

async function eventsOf(response: Response, book: Book, partnership: Partnership): Promise<Event[]> {
  const events = [stated(response)];
  if (response.what === 'refusal') events.push(...(await passedOn(response, book, partnership)));
  const { state } = response.circumstances;
  if (await mayTell(response, book))
    events.push({ type: 'ReferrerToBeTold@1', data: { organisation: state.received.organisation, referralId: state.caseId } });
  return events;
}

function stated({ what, value, own: { id: team } }: Response): Event {
  if (what === 'refusal' && value.reason) return { type: 'CaseDeclined@1', data: { team, reason: value.reason } };
  if (what === 'outcome' && value.outcome) return { type: 'OutcomeRecorded@1', data: { team, outcome: value.outcome } };
  return { type: 'CaseAccepted@1', data: { team } };
}

/** A declined case goes to a person who will find another team, if anything at all may go to them. Content is decided when they read it. */
async function passedOn({ own, circumstances: { state } }: Response, book: Book, { places }: Partnership): Promise<Event[]> {
  const { id, kind, organisation } = places.fallback;
  const there = state.teams.some((team) => team.id === id);
  const { clauses } = await book.between(state.received.organisation, organisation);
  const mayGo = clauses.some(({ clause }) => clause.purpose === state.received.purpose && clause.to.teamKinds?.includes(kind));
  if (own.id === id || there || !mayGo) return [];
  const { area, tier = 0, urgency } = state;
  return [{ type: 'CaseRouted@1', data: { team: { id, kind, organisation }, area, tier, urgency, reason: 'declined-by-team' } }];
}

/** Whether the referrer may hear that something came of it: as decided when it came in, if the agreement and the consent still stand. */
async function mayTell({ own, circumstances: { state, withdrawn }, today }: Response, book: Book): Promise<boolean> {
  const { organisation } = state.received;
  const rulings = state.decided.filter(({ to }) => to.organisation === organisation && !to.team).flatMap((decision) => decision.rulings);
  const progress = rulings.find((ruling) => ruling.category === 'progress' && ruling.outcome === 'permit');
  if (!progress || (progress.validUntil && progress.validUntil < today) || progress.consents?.some(({ id }) => withdrawn.has(id)))
    return false;
  const { agreements } = await book.between(own.organisation, organisation);
  return progress.agreement !== undefined && agreements.has(progress.agreement.id);
}
