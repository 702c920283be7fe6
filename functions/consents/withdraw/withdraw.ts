import { Withdrawal } from '../../../contracts/responses.ts';
import type { CaseState } from '../../cases/case.ts';
import { circumstancesOf, consentIdOf } from '../../cases/circumstances.ts';
import { actorOf, type Caller } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import { chain } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { streams } from '../../store/streams.ts';

export type WithdrawParts = Pick<Runtime, 'store' | 'keys'>;

/** What is told of a consent that was withdrawn. */
export interface Withdrawn {
  readonly consentId: string;
  readonly status: 'withdrawn';
  readonly at: string;
}

/** Whose record it is: the organisation it was given to, and the teams that received under it. */
const concerns = ({ received, teams }: CaseState, { organisation, team }: Caller): boolean =>
  team ? teams.some((each) => each.id === team) : received.organisation === organisation;

/**
 * Records that a person withdrew what they had agreed to. From the moment this answers, nothing is disclosed on
 * it; what was disclosed before stays told. `not-found` if there is no such consent for the caller; the same
 * again gets the same reply.
 */
export function withdrawer(parts: WithdrawParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const consentId = request.path['id'] ?? '';
    const [caseId = '', person = ''] = consentId.split('.');
    const sent = command(Withdrawal, request, parts.keys);
    if (!sent.ok) return sent;
    return untilSettled(async (): Promise<Attempt<Reply>> => {
      const circumstances = await circumstancesOf(caseId, parts.store);
      const personId = circumstances?.state.received.people.find(({ key }) => key === person)?.personId;
      if (!circumstances || !personId || !concerns(circumstances.state, request.caller)) return refuse('not-found');
      const stream = streams.person(personId);
      const history = await parts.store.read(stream);
      const first = earlier(history, sent.value.idempotency, request.now);
      if (!first.ok) return first;
      if (first.value) return ok(reply(consentId, first.value.at, true));
      if (circumstances.withdrawn.has(consentIdOf(caseId, person))) return refuse('state-conflict');
      const last = history.at(-1);
      const at = request.now.toISOString();
      const appended = await parts.store.append([
        chain({
          stream,
          seq: (last?.seq ?? 0) + 1,
          previous: last?.hash,
          at,
          actor: actorOf(request.caller),
          events: [{ type: 'ConsentWithdrawn@1', data: { consentId: consentIdOf(caseId, person), caseId } }],
          idempotency: sent.value.idempotency,
        }),
      ]);
      return appended.ok ? ok(reply(consentId, at, false)) : 'again';
    });
  };
}

function reply(consentId: string, at: string, replayed: boolean): Reply {
  const body: Withdrawn = { consentId, status: 'withdrawn', at };
  return { status: 200, body, ...(replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}) };
}
