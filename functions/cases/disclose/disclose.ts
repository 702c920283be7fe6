import type { CaseShown, CaseView } from '../../../contracts/replies/cases.ts';
import type { Book } from '../../agreements/book.ts';
import type { Caller } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { type Disclosing, disclose } from '../disclosure.ts';
import { contactRuling } from '../questions.ts';
import { teamView } from '../view.ts';
import { type RelatedParts, relatedTo, subjectIn } from './related.ts';

/** Shows a case to the team it was routed to: decided now, committed before a byte leaves. `not-found` if it is not theirs. */
export function caseReader(book: Book, parts: RelatedParts) {
  return async ({ path, caller }: Request): Promise<Result<Reply>> => {
    if (!caller.team) return refuse('not-found');
    const caseId = path['id'] ?? '';
    const shown = await disclose(caseId, caller, withSubject(caller, parts), book, parts);
    if (!shown.ok) return shown;
    const { view, personId } = shown.value;
    const related = personId === undefined ? [] : await relatedTo({ caseId, personId }, caller, book, parts);
    return ok({ status: 200, body: { ...view, related } satisfies CaseShown });
  };
}

/** The whole view, and whom it is about where the team may know how to reach them. */
function withSubject(
  caller: Caller,
  { partnership }: RelatedParts,
): Disclosing<{ readonly view: CaseView; readonly personId: string | undefined }> {
  const whole = teamView(caller, partnership, 'whole');
  return {
    ...whole,
    view: async (facts, decision) => {
      const { view, facts: shown } = await whole.view(facts, decision);
      const isReachable = contactRuling(decision, facts.owners)?.outcome === 'permit';
      return { view: { view, personId: isReachable ? subjectIn(facts.circumstances.state)?.personId : undefined }, facts: shown };
    },
  };
}
