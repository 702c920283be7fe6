import type { Event } from '../../../contracts/events.ts';
import type { Reviewed } from '../../../contracts/replies/cases.ts';
import { AbuseReview } from '../../../contracts/responses.ts';
import type { ReviewFinding } from '../../../contracts/vocabulary.ts';
import { isKeptApart } from '../../../policies/minimise.ts';
import { isTrained } from '../../../policies/partnership/trained-roles.ts';
import { actorOf, type Caller } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import { chain } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { type CaseState, hasIt, type RoutedTeam } from '../case.ts';
import { type Circumstances, circumstancesOf } from '../circumstances.ts';
import { openCase } from '../content.ts';

export type ReviewParts = Pick<Runtime, 'store' | 'keys' | 'objects'>;

/**
 * Records what someone trained found in a case that has a mark of abuse: whether its people may be seen together. The
 * last finding stands. Every team that has the case hears that it should read it again, and nothing of why. `user-role`
 * for anyone not trained, whatever the case is; `not-found` if it is not their team’s; `state-conflict` if nothing in it
 * marks abuse; the same again gets the same reply. Does not change what each person’s own decision permits.
 */
export function reviewer(parts: ReviewParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    if (!isTrained(request.caller.user?.role)) return refuse('user-role');
    const caseId = request.path['id'] ?? '';
    const sent = command(AbuseReview, request, parts.keys);
    if (!sent.ok) return sent;
    const { value, warnings, idempotency } = sent.value;
    const told = (at: string): Reviewed => ({ caseId, finding: value.finding, at, warnings, links: { self: `/v1/cases/${caseId}` } });
    return untilSettled(async (): Promise<Attempt<Reply>> => {
      const circumstances = await circumstancesOf(caseId, parts.store);
      const own = circumstances && teamOf(circumstances.state, request.caller);
      if (!circumstances || !own) return refuse('not-found');
      const first = earlier(circumstances.commits, idempotency, request.now);
      if (!first.ok) return first;
      if (first.value) return ok({ status: 200, body: told(first.value.at), headers: { 'idempotency-replayed': 'true' } });
      if (!(await isMarked(circumstances, parts))) {
        const detail = 'nothing in the case is waiting for someone trained to look at it';
        return refuse('state-conflict', [{ pointer: 'path:id', code: 'nothing-to-review', detail }]);
      }
      const at = request.now.toISOString();
      const { stream, seq, hash: previous } = circumstances.head;
      const events = found(value.finding, own, circumstances.state);
      const commit = chain({ stream, seq: seq + 1, previous, at, actor: actorOf(request.caller), events, idempotency });
      const appended = await parts.store.append([commit]);
      return appended.ok ? ok({ status: 200, body: told(at) }) : 'again';
    });
  };
}

/** The caller’s own team, if it has the case. Whoever another organisation sends to a team does not speak for it. */
const teamOf = ({ teams }: CaseState, { team, organisation }: Caller): RoutedTeam | undefined =>
  teams.find((each) => each.id === team && each.organisation === organisation && hasIt(each));

/** Whether something in the case marks abuse, whatever was found before. */
async function isMarked({ first }: Circumstances, parts: ReviewParts): Promise<boolean> {
  const { referral } = await openCase(first, parts);
  return isKeptApart(referral, { reviewed: undefined });
}

const found = (finding: ReviewFinding, { id: team }: RoutedTeam, { teams }: CaseState): Event[] => [
  { type: 'AbuseReviewed@1', data: { team, finding } },
  { type: 'SharingChanged@1', data: { teams: teams.filter(hasIt).map(({ id, kind }) => ({ id, kind })) } },
];
