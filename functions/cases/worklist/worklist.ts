import { WorklistQuery } from '../../../contracts/parameters.ts';
import type { CaseView, Worklist, WorklistItem } from '../../../contracts/replies/cases.ts';
import type { Book } from '../../agreements/book.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { query, toCursor } from '../../edge/list.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import type { Row } from '../../store/ports.ts';
import { groupOf, partitions } from '../../views/summary.ts';
import { type DisclosureParts, disclose } from '../disclosure.ts';
import { teamView } from '../view.ts';

export type WorklistParts = DisclosureParts & Pick<Runtime, 'views' | 'partnership'>;

/** With a summary each case is a disclosure of its own, so a page holds fewer. */
const summaryLimit = 25;

/**
 * A team’s cases, most urgent first and then oldest first. `with=summary` (at most 25) decides and commits a
 * disclosure for each, and needs a user (`user-missing`). A filter can leave a page short, or empty, while
 * `next` still leads on.
 */
export function worklist(book: Book, parts: WorklistParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const { team } = request.caller;
    if (!team) return refuse('not-found');
    const asked = query(WorklistQuery, request.query);
    if (!asked.ok) return asked;
    const { status, limit, cursor, with: extra } = asked.value;
    if (extra && !request.caller.user) return refuse('user-missing');
    const group = status === 'open' || status === 'closed' ? status : groupOf(status);
    const page = await parts.views.query(partitions.worklist(team, group), {
      limit: extra ? Math.min(limit, summaryLimit) : limit,
      after: cursor,
      ...(status === group ? {} : { where: { status } }),
    });
    // Where someone lives and what they need was decided for the team: a member organisation finds it in its own view.
    const isOwn = parts.partnership.places.teams.get(team)?.organisation === request.caller.organisation;
    const items: WorklistItem[] = [];
    for (const row of page.rows) {
      const item = isOwn ? itemOf(row) : { ...itemOf(row), area: null, tier: null };
      if (!extra) items.push(item);
      else {
        const summary = await disclose(item.caseId, request.caller, teamView(request.caller, parts.partnership, 'summary'), book, parts);
        // A case that is no longer the team’s, or that cannot be settled now, is listed without one.
        items.push({ ...item, summary: summary.ok ? summaryOf(summary.value) : null });
      }
    }
    return ok({ status: 200, body: { items, next: toCursor(page.next) } satisfies Worklist });
  };
}

const summaryOf = ({ people, precautions, reviewNeeded }: CaseView): WorklistItem['summary'] => ({
  people,
  precautions,
  ...(reviewNeeded ? { reviewNeeded } : {}),
});

const itemOf = (row: Row): WorklistItem => ({
  caseId: String(row['caseId']),
  receivedAt: String(row['receivedAt']),
  urgency: row['urgency'] as WorklistItem['urgency'],
  area: row['area'] === undefined ? null : String(row['area']),
  tier: row['tier'] === undefined ? null : Number(row['tier']),
  status: row['status'] as WorklistItem['status'],
  reason: String(row['reason']),
  links: { self: `/v1/cases/${String(row['caseId'])}` },
});
