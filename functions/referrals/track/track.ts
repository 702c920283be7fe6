import * as z from 'zod';
import type { Category } from '../../../contracts/categories.ts';
import type { Line } from '../../../policies/explain.ts';
import type { Book } from '../../agreements/book.ts';
import { progressOf, statutoryDuty } from '../../cases/case.ts';
import { type Disclosing, type DisclosureParts, disclose } from '../../cases/disclosure.ts';
import { feedbackKinds } from '../../cases/questions.ts';
import type { Caller } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { cursorParameter, limitParameter, query, toCursor } from '../../edge/list.ts';
import { ok, type Result } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import { partitions } from '../../views/summary.ts';
import type { Receipt } from '../receive/intake.ts';

export type TrackParts = DisclosureParts & Pick<Runtime, 'views'>;

/** What its referrer may know of a referral: what they were told at first, and what the return clause permits since. */
export interface Tracked {
  readonly referralId: string;
  readonly receivedAt: string;
  readonly disposition: Receipt['disposition'];
  readonly reason: string;
  readonly reasonCode: string;
  readonly ask: readonly string[];
  readonly warnings: Receipt['warnings'];
  /** What came of it, as far as may be told; `stage` stays `received` where no more may. */
  readonly progress: { readonly stage: string; readonly at?: string; readonly outcome?: string } | null;
  readonly sharing: readonly Line[];
  readonly links: { readonly self: string };
}

/** What is said of a referral whose content is no longer there to be read. */
const destroyed = { reason: 'What was sent has been destroyed.', reasonCode: 'content-destroyed' };

const told = (kinds: readonly { category: Category }[], category: Category) => kinds.some((kind) => kind.category === category);

/** Feedback to the organisation that referred: a disclosure like any other, the other way. */
function feedback(caller: Caller): Disclosing<Tracked> {
  return {
    recipient: ({ state }) =>
      state.received.organisation === caller.organisation && !caller.team ? { organisation: caller.organisation } : undefined,
    from: ({ state }) => state.teams[0]?.organisation ?? '',
    purpose: () => 'feedback',
    asked: ({ circumstances, owners }) =>
      circumstances.state.teams.some(({ reason }) => reason !== statutoryDuty) ? feedbackKinds(owners) : [],
    view: ({ circumstances: { state }, reply }, decision) => {
      const facts = decision.rulings.filter((ruling) => ruling.outcome === 'permit');
      const receipt = reply as Receipt | undefined;
      const progress = told(facts, 'progress') ? progressOf(state) : told(facts, 'received') ? { stage: 'received' } : null;
      return {
        facts,
        view: {
          referralId: state.caseId,
          receivedAt: state.receivedAt,
          disposition: receipt?.disposition ?? state.told,
          reason: receipt?.reason ?? destroyed.reason,
          reasonCode: receipt?.reasonCode ?? destroyed.reasonCode,
          ask: receipt?.ask ?? [],
          warnings: receipt?.warnings ?? [],
          progress,
          sharing: receipt?.sharing ?? [],
          links: { self: `/v1/referrals/${state.caseId}` },
        },
      };
    },
  };
}

/** Where a referral is and what came of it, for the organisation that sent it. `not-found` for anyone else. */
export function tracker(book: Book, parts: TrackParts) {
  return async ({ path, caller }: Request): Promise<Result<Reply>> => {
    const tracked = await disclose(path['id'] ?? '', caller, feedback(caller), book, parts);
    return tracked.ok ? ok({ status: 200, body: tracked.value }) : tracked;
  };
}

const Query = z.object({ limit: limitParameter(50), cursor: cursorParameter });

/** What an organisation has sent, oldest first: references, and what it was told when it sent them. */
export function sentList({ views }: TrackParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const asked = query(Query, request.query);
    if (!asked.ok) return asked;
    const { limit, cursor } = asked.value;
    const page = await views.query(partitions.referrals(request.caller.organisation), { limit, after: cursor });
    const items = page.rows.map((row) => ({
      referralId: String(row['referralId']),
      receivedAt: String(row['receivedAt']),
      source: String(row['source']),
      links: { self: `/v1/referrals/${String(row['referralId'])}` },
    }));
    return ok({ status: 200, body: { items, next: toCursor(page.next) } });
  };
}
