import type { Book } from '../../agreements/book.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import { type DisclosureParts, disclose } from '../disclosure.ts';
import { teamView } from '../view.ts';

/** Shows a case to the team it was routed to: decided now, committed before a byte leaves. `not-found` if it is not theirs. */
export function caseReader(book: Book, parts: DisclosureParts & Pick<Runtime, 'partnership'>) {
  return async ({ path, caller }: Request): Promise<Result<Reply>> => {
    if (!caller.team) return refuse('not-found');
    const view = await disclose(path['id'] ?? '', caller, teamView(caller.team, parts.partnership, 'whole'), book, parts);
    return view.ok ? ok({ status: 200, body: view.value }) : view;
  };
}
