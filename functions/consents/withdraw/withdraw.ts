import type { Event } from '../../../contracts/events.ts';
import { Withdrawal } from '../../../contracts/responses.ts';
import type { CaseState } from '../../cases/case.ts';
import { type Circumstances, circumstancesOf, consentIdOf } from '../../cases/circumstances.ts';
import { actorOf, type Caller } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import { type Commit, chain, type Idempotency } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { streams } from '../../store/streams.ts';

export type WithdrawParts = Pick<Runtime, 'store' | 'keys'>;

/** What is told of a consent that was withdrawn: the same, whoever recorded it and when. */
export interface Withdrawn {
  readonly consentId: string;
  readonly status: 'withdrawn';
}

/** Whose record it is: the organisation it was given to, and the teams that were permitted to know of that person. */
function concerns({ received, teams, decided }: CaseState, person: string, { organisation, team }: Caller): boolean {
  if (!team) return received.organisation === organisation;
  const rulings = decided.filter(({ to }) => to.team === team).flatMap((decision) => decision.rulings);
  return teams.some(({ id }) => id === team) && rulings.some(({ owner, outcome }) => owner === person && outcome === 'permit');
}

/**
 * Records that a person withdrew what they had agreed to. From the moment this answers, nothing is disclosed on
 * it; what was disclosed before stays told, and the teams that have the case hear that they should read it again.
 * `not-found` if there is no such consent for the caller; the same again gets the same reply.
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
      const isTheirs = circumstances && consentId === consentIdOf(caseId, person) && concerns(circumstances.state, person, request.caller);
      if (!circumstances || !personId || !isTheirs) return refuse('not-found');
      const stream = streams.person(personId);
      const history = await parts.store.read(stream);
      const first = earlier(history, sent.value.idempotency, request.now);
      if (!first.ok) return first;
      if (first.value) return ok(reply(consentId, true));
      const isWithdrawn = circumstances.withdrawals.get(person)?.some((withdrawal) => withdrawal.consentId === consentId);
      if (isWithdrawn) return ok(reply(consentId, false));
      const appended = await parts.store.append(
        withdrawal({ consentId, stream, last: history.at(-1), circumstances, request }, sent.value.idempotency),
      );
      return appended.ok ? ok(reply(consentId, false)) : 'again';
    });
  };
}

interface Withdrawing {
  readonly consentId: string;
  readonly stream: string;
  readonly last: Commit | undefined;
  readonly circumstances: Circumstances;
  readonly request: Request;
}

/** What is committed together: the withdrawal, for the person; and in the case, for the teams that have it, that they should read it again. */
function withdrawal({ consentId, stream, last, circumstances, request }: Withdrawing, idempotency: Idempotency): Commit[] {
  const { state, head } = circumstances;
  const written = { at: request.now.toISOString(), actor: actorOf(request.caller) };
  const { organisation, purpose } = state.received;
  const event: Event = { type: 'ConsentWithdrawn@1', data: { consentId, caseId: state.caseId, organisation, purpose } };
  const commits = [chain({ ...written, stream, seq: (last?.seq ?? 0) + 1, previous: last?.hash, events: [event], idempotency })];
  const teams = state.teams.filter(({ status }) => status !== 'declined').map(({ id, kind }) => ({ id, kind }));
  if (teams.length > 0) {
    const events: Event[] = [{ type: 'SharingChanged@1', data: { teams } }];
    commits.push(chain({ ...written, stream: head.stream, seq: head.seq + 1, previous: head.hash, events }));
  }
  return commits;
}

function reply(consentId: string, replayed: boolean): Reply {
  const body: Withdrawn = { consentId, status: 'withdrawn' };
  return { status: 200, body, ...(replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}) };
}
