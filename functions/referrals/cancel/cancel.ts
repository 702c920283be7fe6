import type { Event, EventData } from '../../../contracts/events.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import type { Cancelled } from '../../../contracts/replies/referrals.ts';
import { Cancellation } from '../../../contracts/responses.ts';
import type { CancellationReason } from '../../../contracts/vocabulary.ts';
import { type CaseState, fold, type RoutedTeam, statutoryDuty } from '../../cases/case.ts';
import { destroyContent } from '../../cases/destroy.ts';
import { isToBeDestroyed } from '../../cases/keeping.ts';
import { isSender, referrerOf } from '../../cases/referrer.ts';
import { settle } from '../../cases/settle.ts';
import { actorOf } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import { type Commit, chain, type Idempotency } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { isReference, streams } from '../../store/streams.ts';
import { lifting } from './lift.ts';

export type CancelParts = Pick<Runtime, 'store' | 'keys'>;

/** What was taken back, as it is written down: the first commit of the case, and the one that says so. */
interface Taken {
  readonly first: Commit;
  readonly said: Commit;
  readonly isRepeat: boolean;
}

/**
 * A referrer takes a referral back. `withdrawn`: teams that have not taken it on lose it, and if none has, what it held
 * is destroyed. `entered-in-error`, `wrong-person`: every team loses it and what it held is destroyed (UK GDPR
 * Art. 5(1)(d)); teams hear, so that they erase what they copied (Art. 19). A safeguarding concern is not withdrawn from
 * the team that holds the duty, which must look into it whatever its sender wishes (Children Act 1989 s.47, Care Act 2014
 * s.42); one that was never about this person is. When it resolves, what is to be destroyed is. `not-found` for anyone
 * but who sent it; `state-conflict` if it was cancelled already, but what was merely withdrawn may still be said to be in
 * error; the same again gets the same reply.
 */
export function canceller(parts: CancelParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const sent = command(Cancellation, request, parts.keys);
    if (!sent.ok) return sent;
    const { value, warnings, idempotency } = sent.value;
    const taken = await takeBack(request, value.reason, idempotency, parts);
    if (!taken.ok) return taken;
    await destroyIfDue(request, taken.value.first.stream, parts);
    return ok(reply(taken.value, warnings));
  };
}

/** Says so first, in the case’s own stream: a disclosure in flight proves that it has not moved, so none comes after. */
function takeBack(request: Request, reason: CancellationReason, idempotency: Idempotency, { store }: CancelParts): Promise<Result<Taken>> {
  const caseId = request.path['id'] ?? '';
  return untilSettled(async (): Promise<Attempt<Taken>> => {
    const commits = isReference(caseId) ? await store.read(streams.case(caseId)) : [];
    const [first] = commits;
    const head = commits.at(-1);
    const state = fold(commits);
    if (!first || !head || !state || !isSender(state, request.caller)) return refuse('not-found');
    const before = earlier(commits, idempotency, request.now);
    if (!before.ok) return before;
    if (before.value) return ok({ first, said: before.value, isRepeat: true });
    if (state.cancelled !== undefined && !corrects(state.cancelled, reason)) return alreadyCancelled(state.cancelled);
    const { stream, seq, hash: previous } = head;
    const written = { at: request.now.toISOString(), actor: actorOf(request.caller) };
    const commit = chain({ ...written, stream, seq: seq + 1, previous, events: said(state, reason), idempotency });
    const others = reason === 'withdrawn' ? [] : await lifting(state, written, store);
    const appended = await store.append([commit, ...others]);
    return appended.ok ? ok({ first, said: commit, isRepeat: false }) : 'again';
  });
}

/** Whether it may be said after the other: that what was withdrawn should never have been sent. */
const corrects = (before: CancellationReason, reason: CancellationReason): boolean => before === 'withdrawn' && reason !== 'withdrawn';

const alreadyCancelled = (reason: CancellationReason) =>
  refuse('state-conflict', [{ pointer: 'path:id', code: 'cancelled', detail: `the referral was cancelled before: ${reason}` }]);

function said(state: CaseState, reason: CancellationReason): Event[] {
  const teams = state.teams.filter((team) => loses(team, reason)).map(({ id, kind }) => ({ id, kind }));
  return [
    { type: 'ReferralCancelled@1', data: { reason, teams } },
    { type: 'ReferrerToBeTold@1', data: referrerOf(state) },
  ];
}

/** What is in error is taken from, and told to, every team that ever had it: one that declined may have read it. */
const loses = ({ reason: why, status }: RoutedTeam, reason: CancellationReason): boolean =>
  reason !== 'withdrawn' || (status === 'awaiting' && why !== statutoryDuty);

/** The case’s key goes, and with it all that was sealed for the case; then that is said. A repeat finishes what a crash left. */
const destroyIfDue = ({ now, caller }: Request, stream: string, { store, keys }: CancelParts): Promise<boolean> =>
  settle(stream, store, async ({ state, commits }) => {
    if (!isToBeDestroyed(state)) return false;
    const why = { reason: 'cancelled', at: now.toISOString(), actor: actorOf(caller) } as const;
    return (await destroyContent(commits, why, { store, keys })) || 'again';
  });

/** Said from what was sent and what is said now, so that it tells nothing of what became of it in between. */
function reply({ first, said: { at, events }, isRepeat }: Taken, warnings: readonly Warning[]): Reply {
  const { referralId } = dataOf(first, 'ReferralReceived@1');
  const { reason } = dataOf({ events }, 'ReferralCancelled@1');
  const isDuty = first.events.some((event) => event.type === 'CaseRouted@1' && event.data.reason === statutoryDuty);
  const body: Cancelled = {
    referralId,
    status: 'cancelled',
    reason,
    at,
    warnings: isDuty ? [...warnings, ofTheDuty(reason)] : warnings,
    links: { self: `/v1/referrals/${referralId}` },
  };
  return { status: 200, body, ...(isRepeat ? { headers: { 'idempotency-replayed': 'true' } } : {}) };
}

const ofTheDuty = (reason: CancellationReason): Warning => ({
  pointer: '/reason',
  code: 'statutory-duty',
  detail:
    reason === 'withdrawn'
      ? 'The safeguarding concern stays with the team that holds the duty to look into it. If it should never have been sent, cancel it as entered-in-error or wrong-person.'
      : 'No team has the safeguarding concern any more. If anyone is at risk, refer them again now; if anyone is in danger, ring 999.',
});

function dataOf<T extends 'ReferralReceived@1' | 'ReferralCancelled@1'>({ events }: Pick<Commit, 'events'>, type: T): EventData<T> {
  const event = events.find((each) => each.type === type);
  if (!event) throw new Error(`a commit has no ${type}`);
  return event.data as EventData<T>;
}
