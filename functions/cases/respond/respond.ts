import type { Event } from '../../../contracts/events.ts';
import { responses } from '../../../contracts/responses.ts';
import type { Warning } from '../../../contracts/sources/source.ts';
import type { Outcome, RefusalReason } from '../../../contracts/vocabulary.ts';
import type { Book } from '../../agreements/book.ts';
import { actorOf } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { chain } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { type Command, type RoutedTeam, statutoryDuty, transitions } from '../case.ts';
import { circumstancesOf } from '../circumstances.ts';
import { aftermathOf } from './aftermath.ts';

export type RespondParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'clock' | 'partnership'>;

/** What a team is told when it has acted on a case. */
export interface Responded {
  readonly caseId: string;
  readonly status: RoutedTeam['status'];
  readonly at: string;
  /** What was dropped from what was sent. */
  readonly warnings: readonly Warning[];
  readonly links: { readonly self: string };
}

const becomes = { acceptance: 'accepted', refusal: 'declined', outcome: 'closed' } as const;

/**
 * A team takes a case on, declines it, or says what came of it. `not-found` if the case is not the team’s,
 * `state-conflict` if it is not in a state that allows it; the same again gets the same reply. A case the team
 * declines goes to a person at First Contact, if it may; a safeguarding concern cannot be declined.
 */
export function responder(what: Command, book: Book, parts: RespondParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const { team } = request.caller;
    const caseId = request.path['id'] ?? '';
    if (!team) return refuse('not-found');
    const sent = command<{ reason?: RefusalReason; outcome?: Outcome }>(responses[what], request, parts.keys);
    if (!sent.ok) return sent;
    const { value, warnings, idempotency } = sent.value;
    return untilSettled(async (attempt): Promise<Attempt<Reply>> => {
      const circumstances = await circumstancesOf(caseId, parts.store);
      const own = circumstances?.state.teams.find((each) => each.id === team);
      if (!circumstances || !own) return refuse('not-found');
      const first = earlier(circumstances.commits, idempotency, request.now);
      if (!first.ok) return first;
      if (first.value) return ok(reply({ caseId, what, at: first.value.at, warnings }, true));
      if (what === 'refusal' && own.reason === statutoryDuty) {
        const detail = 'a safeguarding concern cannot be declined by who holds the duty: accept it, and say what came of it';
        return refuse('state-conflict', [{ pointer: 'path:id', code: 'duty', detail }]);
      }
      if (!transitions[own.status].includes(what)) {
        return refuse('state-conflict', [
          { pointer: 'path:id', code: own.status, detail: `the case is ${own.status}, which does not allow ${what}` },
        ]);
      }
      const at = request.now.toISOString();
      const { stream, seq, hash: previous } = circumstances.head;
      const declined = what === 'refusal' ? value.reason : undefined;
      const today = ukDate(request.now);
      const after = await aftermathOf({ own, declined, circumstances, today, fresh: attempt > 0 }, book, parts);
      const events = [stated(what, value, team), ...after.events];
      const commit = chain({ stream, seq: seq + 1, previous, at, actor: actorOf(request.caller), events, idempotency });
      const appended = await parts.store.append([commit], after.rests);
      return appended.ok ? ok(reply({ caseId, what, at, warnings }, false)) : 'again';
    });
  };
}

function reply(
  { caseId, what, at, warnings }: { caseId: string; what: Command; at: string; warnings: readonly Warning[] },
  replayed: boolean,
): Reply {
  const body: Responded = { caseId, status: becomes[what], at, warnings, links: { self: `/v1/cases/${caseId}` } };
  return { status: 200, body, ...(replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}) };
}

function stated(what: Command, { reason, outcome }: { reason?: RefusalReason; outcome?: Outcome }, team: string): Event {
  if (what === 'refusal' && reason) return { type: 'CaseDeclined@1', data: { team, reason } };
  if (what === 'outcome' && outcome) return { type: 'OutcomeRecorded@1', data: { team, outcome } };
  return { type: 'CaseAccepted@1', data: { team } };
}
