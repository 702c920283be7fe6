import type { Event, EventData } from '../../../contracts/events.ts';
import { minimise } from '../../../policies/minimise.ts';
import { neutralReason } from '../../../policies/routes/reasons.ts';
import { conversation } from '../../cases/case.ts';
import { contactRuling, mayKnowAddress, tierTold } from '../../cases/questions.ts';
import { daysAfter } from '../../edge/time.ts';
import { type Answer, type Asking, decideFor, keepDays, type Tried } from './answers.ts';

/** Everything one team takes of a referral: at least one of its ways. */
export type Taken = readonly [Answer, ...Answer[]];

/** What goes where, by team: two ways that end at one team are one case there. */
export function takenOf(answers: readonly Answer[]): Taken[] {
  const byTeam = new Map<string, Taken>();
  for (const answer of answers) {
    if (answer.outcome !== 'permit') continue;
    const { id } = answer.chosen.candidate.team;
    byTeam.set(id, [...(byTeam.get(id) ?? []), answer] as unknown as Taken);
  }
  return [...byTeam.values()];
}

/** Reasons that tell of more than how great a need is: the sender reads them, a team never does. */
const neverTold: ReadonlySet<string> = new Set([
  'repeat-problem',
  'no-agreement-with-ward-team',
  'no-ward-team-in-area',
  'no-agreement-with-first-response',
]);

/**
 * The case as it is routed to a team, told as much as it may know: its tier is of what the team may see, its area of an
 * address that it may see, its reason says nothing of what it may not know nor of other teams. The sender’s answer stands
 * on what the sender sent; what the team is told stands on what the person said to anyone.
 */
export function routedTo(taken: Taken, asking: Asking): Event {
  const { referral, said, saidToSender, today } = asking;
  const [{ chosen, destination }] = taken;
  const { team, reason } = chosen.candidate;
  const about = [...new Set(taken.flatMap((each) => each.destination.about))];
  const { decision, owners } = said === saidToSender ? chosen : decideFor(team, asking, { said, clauses: chosen.clauses });
  const mayTell = contactRuling(decision, owners, about)?.outcome === 'permit';
  // Lists and mailboxes are for everyone in a team: what only some of them may see is not told there.
  const { decision: toAll } = decideFor(team, asking, { said, clauses: chosen.clauses, everyone: true });
  const permitted = mayTell ? minimise(referral, toAll) : [];
  const tier = tierTold(permitted, owners, about);
  const mayTellWhy = mayTell && taken.every((each) => (tier ?? 0) >= each.destination.tier && each.tried.every(isNothingTo(each.chosen)));
  const data: EventData<'CaseRouted@1'> = {
    team: { id: team.id, kind: team.kind, organisation: team.organisation },
    area: mayKnowAddress(permitted, destination.placedBy) ? destination.area?.id : undefined,
    tier,
    urgency: referral.urgency,
    reason: mayTellWhy && !neverTold.has(reason) ? reason : neutralReason(reason),
    ...(reason === conversation ? { keepUntil: daysAfter(today, keepDays(chosen)) } : {}),
  };
  return { type: 'CaseRouted@1', data };
}

/** Whether that another team was asked first says nothing of what a person said: nothing covers sharing with it. */
const isNothingTo = (chosen: Tried) => (each: Tried) => each === chosen || each.contact?.outcome === 'withhold';
