import { anyReader } from '../../../policies/clauses/rule.ts';
import { whatToAsk } from '../../../policies/explain.ts';
import type { Book } from '../../agreements/book.ts';
import type { Runtime } from '../../runtime.ts';
import type { Actor } from '../../store/commit.ts';
import { streams } from '../../store/streams.ts';
import { type CaseState, isElsewhere } from '../case.ts';
import { destroyContent } from '../destroy.ts';
import { settle } from '../settle.ts';
import { askedFor, type Seen } from './offer.ts';

const recordIt =
  'Record the answer with POST /v1/consents: what may be shared is decided again with it, and goes to the team as a whole and to whomever they agreed to.';

/**
 * What to ask someone who wants help, so that more than its leader may know of them: what a clause lets the team have for
 * their support, whether or not the hub holds any of it. Accepting help and agreeing to share are two answers.
 */
export async function asksForSupport(seen: Seen, book: Book): Promise<string[]> {
  const { own, owners } = seen;
  const to = { organisation: own.organisation, team: own.id, kind: own.kind, reader: anyReader };
  const basis = { from: own.from, purpose: 'support' as const };
  const { clauses } = await book.between(own.from, own.organisation, seen.fresh);
  const covered = clauses.flatMap(({ clause }) =>
    clause.purpose === basis.purpose && clause.to.teamKinds?.includes(own.kind) ? clause.categories : [],
  );
  const subject = owners.find(({ role }) => role === 'subject');
  const kinds = [...new Set(covered)].flatMap((category) => (subject ? [{ owner: subject.key, category }] : []));
  const { decision } = await askedFor(seen, to, basis, book, { kinds });
  return [...whatToAsk(decision, 'information-governance'), recordIt];
}

/** Whether what a team was lent is still to be destroyed: the person wanted no help, and no other team has the case. */
const isToBeForgotten = (state: CaseState, teamId: string): boolean =>
  !state.destroyed &&
  !isElsewhere(state, teamId) &&
  state.teams.some(({ id, status, spoke }) => id === teamId && status === 'closed' && spoke === 'no-wish');

/**
 * Destroys what was lent for a conversation, once the person has said that they want no help; it counts nothing against
 * them, and nobody is told. Safe to repeat: what a crash leaves undone a repeat of the same request finishes, or the
 * daily sweep, for the case is past its last day. Throws `Unavailable` if others kept getting in between.
 */
export async function forget(
  caseId: string,
  teamId: string,
  { at, actor }: { readonly at: string; readonly actor: Actor },
  parts: Pick<Runtime, 'store' | 'keys'>,
): Promise<void> {
  await settle(streams.case(caseId), parts.store, async ({ state, commits }) => {
    if (!isToBeForgotten(state, teamId)) return false;
    return (await destroyContent(commits, { reason: 'no-wish', at, actor }, parts)) || 'again';
  });
}
