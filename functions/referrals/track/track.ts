import type { Category } from '../../../contracts/categories.ts';
import { SentQuery } from '../../../contracts/parameters.ts';
import type { Receipt, SentList, Tracked } from '../../../contracts/replies/referrals.ts';
import type { Book } from '../../agreements/book.ts';
import type { CaseState } from '../../cases/case.ts';
import { openLines } from '../../cases/content.ts';
import { type Disclosing, type DisclosureParts, disclose } from '../../cases/disclosure.ts';
import { isStillHeld } from '../../cases/keeping.ts';
import { feedbackKinds } from '../../cases/questions.ts';
import { byAgreement, isSender, progressOf } from '../../cases/referrer.ts';
import type { Caller } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { query, toCursor } from '../../edge/list.ts';
import { ok, type Result } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import type { Commit } from '../../store/commit.ts';
import { partitions } from '../../views/summary.ts';
import { receiptOfConversation } from '../receive/receipt.ts';

export type TrackParts = DisclosureParts & Pick<Runtime, 'views' | 'partnership'>;

/** What is said of a referral whose content is no longer there to be read. */
const destroyed = { reason: 'What was sent has been destroyed.', reasonCode: 'content-destroyed' };

/** What is said of a referral that was held, once its sender recorded an answer that let it go. */
const releasedSince = {
  disposition: 'routed' as const,
  reason: 'It was held, and went to a team when you recorded the person’s answer.',
  reasonCode: 'released',
};

/** The commit in which its sender’s own doing sent it on, if it did: what others did is for the return clause to tell. */
const releasedIn = ({ received }: CaseState, commits: readonly Commit[]): Commit | undefined =>
  commits.find(
    ({ seq, actor, events }) =>
      seq > 1 && actor.organisation === received.organisation && events.some(({ type }) => type === 'CaseRouted@1'),
  );

/** What is said of a referral that was withdrawn, whatever a team that had it may still have. */
const withdrawn = { reason: 'It was withdrawn by who sent it.', reasonCode: 'withdrawn' };

/** The last time it was taken back, if it was: what was withdrawn may be said to be in error after. */
function cancellationIn(commits: readonly Commit[]): Tracked['cancellation'] {
  const cancelled = commits.flatMap(({ at, events }) =>
    events.flatMap((event) => (event.type === 'ReferralCancelled@1' ? [{ reason: event.data.reason, at }] : [])),
  );
  return cancelled.at(-1) ?? null;
}

const told = (kinds: readonly { category: Category }[], category: Category) => kinds.some((kind) => kind.category === category);

/** Feedback to the organisation that referred: a disclosure like any other, the other way. */
function feedback(caller: Caller, parts: TrackParts): Disclosing<Tracked> {
  return {
    recipient: ({ state }) => (isSender(state, caller) ? { organisation: caller.organisation } : undefined),
    from: ({ state }) => state.teams[0]?.organisation ?? '',
    purpose: () => 'feedback',
    asked: ({ circumstances, owners }) =>
      circumstances.state.cancelled === undefined && byAgreement(circumstances.state).length > 0 ? feedbackKinds(owners) : [],
    view: async ({ circumstances: { state, commits }, reply }, decision) => {
      const facts = decision.rulings.filter((ruling) => ruling.outcome === 'permit');
      const cancellation = cancellationIn(commits);
      // Another instance may remember a key that was destroyed; and what a team kept of it is not told.
      const kept = receiptOfConversation(state, parts.partnership);
      const receipt = state.destroyed || cancellation ? kept : (reply as Receipt | undefined);
      const wasHeld = (receipt?.disposition ?? state.told) === 'held';
      const went = wasHeld ? releasedIn(state, commits) : undefined;
      const released = went && releasedSince;
      // Of what asks for a conversation no more is told than can be told of it for ever.
      const isConversation = state.told === 'conversation-needed';
      const people = receipt?.people ?? [];
      const gone = cancellation?.reason === 'withdrawn' ? withdrawn : destroyed;
      const progress = told(facts, 'progress') ? progressOf(state) : told(facts, 'received') ? { stage: 'received' as const } : null;
      return {
        facts,
        view: {
          referralId: state.caseId,
          receivedAt: state.receivedAt,
          disposition: released?.disposition ?? receipt?.disposition ?? state.told,
          status: cancellation ? 'cancelled' : 'sent',
          cancellation,
          keepUntil: isStillHeld(state) ? (state.keepUntil ?? null) : null,
          reason: receipt ? (released ?? receipt).reason : gone.reason,
          reasonCode: receipt ? (released ?? receipt).reasonCode : gone.reasonCode,
          ask: released ? [] : (receipt?.ask ?? []),
          warnings: isConversation ? [] : (receipt?.warnings ?? []),
          progress,
          // What was decided when it came in is no longer so, once an answer let it go: then what was decided with that.
          sharing: went ? (receipt ? await openLines(went, parts) : []) : (receipt?.sharing ?? []),
          people: isConversation ? people.map(({ role, consentId }) => ({ role, consentId })) : people,
          links: { self: `/v1/referrals/${state.caseId}` },
        },
      };
    },
  };
}

/** Where a referral is and what came of it, for the organisation or the team that sent it. `not-found` for anyone else. */
export function tracker(book: Book, parts: TrackParts) {
  return async ({ path, caller }: Request): Promise<Result<Reply>> => {
    const tracked = await disclose(path['id'] ?? '', caller, feedback(caller, parts), book, parts);
    return tracked.ok ? ok({ status: 200, body: tracked.value }) : tracked;
  };
}

/** What an organisation, or for a team that team, has sent, oldest first: references, and what it was told when it sent them. */
export function sentList({ views }: TrackParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const asked = query(SentQuery, request.query);
    if (!asked.ok) return asked;
    const { limit, cursor } = asked.value;
    const page = await views.query(partitions.referrals(request.caller), { limit, after: cursor });
    const items = page.rows.map((row) => ({
      referralId: String(row['referralId']),
      receivedAt: String(row['receivedAt']),
      source: String(row['source']),
      links: { self: `/v1/referrals/${String(row['referralId'])}` },
    }));
    return ok({ status: 200, body: { items, next: toCursor(page.next) } satisfies SentList });
  };
}
