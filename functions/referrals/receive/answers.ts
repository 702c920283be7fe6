import type { Referral } from '../../../contracts/referral.ts';
import { anyReader, type ClauseInForce, type Owner } from '../../../policies/clauses/rule.ts';
import { type Decision, decide, type Question, type Ruling } from '../../../policies/decide.ts';
import { isKeptApart, kindsIn, ownersOf } from '../../../policies/minimise.ts';
import type { Team } from '../../../policies/places.ts';
import type { Destination } from '../../../policies/route.ts';
import type { Candidate } from '../../../policies/routes/rule.ts';
import type { Said } from '../../../policies/said.ts';
import type { Book } from '../../agreements/book.ts';
import { unreleasedDays } from '../../cases/keeping.ts';
import { contactRuling } from '../../cases/questions.ts';

/** A referral to be shared: who sends it, on which day, and what is known of what its people said. */
export interface Asking {
  readonly referral: Referral;
  readonly caseId: string;
  readonly from: string;
  readonly today: string;
  /** What the people said apart from the referral, to anyone. */
  readonly said: Said;
  /** As much of it as the sender’s own answer may rest on. */
  readonly saidToSender: Said;
}

/** A team that was asked about, and the ruling on reaching whom it is about there. */
export interface Tried {
  readonly candidate: Candidate;
  readonly decision: Decision;
  readonly owners: readonly Owner[];
  readonly contact: Ruling | undefined;
  readonly clauses: readonly ClauseInForce[];
}

/** What one way of a referral came to: the team that takes it, or the one whose answer tells most. */
export interface Answer {
  readonly destination: Destination;
  readonly tried: readonly Tried[];
  readonly chosen: Tried;
  readonly outcome: Ruling['outcome'];
}

/** Decides for one team, with what was said to the sender or to anyone. Nobody reads it yet: whether anyone there may is what is asked; for `everyone`, whether all of them may. */
export function decideFor(
  team: Team,
  { referral, caseId, from, today }: Asking,
  {
    said,
    clauses,
    duty,
    purpose = referral.purpose,
    everyone = false,
  }: Pick<Question, 'clauses' | 'duty'> & { purpose?: Question['purpose']; said: Said; everyone?: boolean },
): { readonly decision: Decision; readonly owners: readonly Owner[] } {
  const owners = ownersOf(referral, from, caseId, said);
  const decision = decide({
    today,
    from,
    to: { organisation: team.organisation, team: team.id, kind: team.kind, reader: everyone ? undefined : anyReader },
    purpose,
    owners,
    asked: kindsIn(referral),
    keptApart: isKeptApart(referral, { reviewed: undefined }),
    clauses,
    duty,
  });
  return { decision, owners };
}

/** Asks the teams of a destination in their order, until one may receive it. */
export async function answerOf(destination: Destination, asking: Asking, book: Book): Promise<Answer> {
  const tried: Tried[] = [];
  for (const candidate of destination.candidates) {
    const { team } = candidate;
    const ask = async (fresh: boolean): Promise<Tried> => {
      const { clauses } = await book.between(asking.from, team.organisation, fresh);
      const { decision, owners } = decideFor(team, asking, { said: asking.saidToSender, clauses });
      return { candidate, decision, owners, contact: contactRuling(decision, owners, [...destination.about]), clauses };
    };
    // What was read a moment ago may permit, for nothing is shown on it yet; it may not refuse.
    const remembered = await ask(false);
    const answer = remembered.contact?.outcome === 'permit' ? remembered : await ask(true);
    tried.push(answer);
    if (answer.contact?.outcome === 'permit') break;
  }
  const chosen = best(tried);
  return { destination, tried, chosen, outcome: chosen.contact?.outcome ?? 'withhold' };
}

/** The candidate that may receive it; if none may, the one whose answer tells most. */
function best(tried: readonly Tried[]): Tried {
  const of = (outcome: Ruling['outcome']) => tried.find(({ contact }) => contact?.outcome === outcome);
  const chosen = of('permit') ?? of('refuse') ?? of('hold') ?? tried[0];
  if (!chosen) throw new Error('a destination has no candidate team');
  return chosen;
}

/** How many days the clause that answered keeps what is not released. */
export const keepDays = ({ clauses, contact }: Tried): number =>
  clauses.find(({ agreement, clause }) => agreement === contact?.agreement?.id && clause.id === contact.agreement.clause)?.clause
    .unreleasedDays ?? unreleasedDays;
