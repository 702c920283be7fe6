import type { Related } from '../../../contracts/replies/cases.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import type { Book } from '../../agreements/book.ts';
import type { Caller } from '../../edge/caller.ts';
import type { Runtime } from '../../runtime.ts';
import { partitions } from '../../views/summary.ts';
import type { CaseState } from '../case.ts';
import { type Disclosing, type DisclosureParts, disclose } from '../disclosure.ts';
import { contactRuling } from '../questions.ts';
import { toTeam } from '../view.ts';

export type RelatedParts = DisclosureParts & Pick<Runtime, 'views' | 'partnership'>;

/** How many are shown, the latest first. */
const most = 5;

/** Who a case is about, if the hub holds that. */
export const subjectIn = ({ received: { people } }: CaseState) => people.find(({ role }) => role === 'subject');

/**
 * The other cases about one person that a team has: one story, however many agencies told it. The same person on certain
 * grounds only, and only where the team may know now how to reach them in that case too; each is a disclosure of its own,
 * which says so. The list follows the views, so a case that has just come in may be missing for a moment. Does not look
 * for people who are alike, nor for anyone the case is not about.
 */
export async function relatedTo(
  { caseId, personId }: { readonly caseId: string; readonly personId: string },
  caller: Caller,
  book: Book,
  parts: RelatedParts,
): Promise<Related[]> {
  const { rows } = await parts.views.query(partitions.story(caller.team ?? '', personId), { limit: most + 1 });
  const others = rows.map((row) => String(row['caseId'])).filter((each) => each !== caseId);
  const related: Related[] = [];
  // One after another: all rest on the same person’s stream, and transactions that check one item at once conflict.
  for (const other of others.slice(0, most)) {
    const shown = await disclose(other, caller, sameStory(personId, caller, parts.partnership), book, parts);
    if (shown.ok && shown.value) related.push(shown.value);
  }
  return related;
}

/** Shows that there is another case about someone whom the team may know how to reach in it, and who sent it. */
function sameStory(personId: string, caller: Caller, partnership: Partnership): Disclosing<Related | undefined> {
  return {
    ...toTeam(caller, partnership),
    asked: ({ circumstances }) => {
      const subject = subjectIn(circumstances.state);
      return subject ? [{ owner: subject.key, category: 'contact' }] : [];
    },
    view: ({ circumstances: { state }, owners }, decision) => {
      const subject = subjectIn(state);
      const own = state.teams.find(({ id }) => id === caller.team);
      const may = own && subject?.personId === personId && contactRuling(decision, owners)?.outcome === 'permit';
      if (!may) return { view: undefined, facts: [] };
      const { caseId, receivedAt } = state;
      // Whoever told this team of it: one that it was passed on by speaks for itself.
      const organisation = own.from;
      const source = { organisation, name: partnership.organisations.get(organisation)?.name ?? organisation };
      const links = { self: `/v1/cases/${caseId}` };
      return { view: { caseId, receivedAt, status: own.status, source, links }, facts: [{ owner: subject.key, category: 'contact' }] };
    },
  };
}
