import type { Event } from '../../../contracts/events.ts';
import type { RefusalReason } from '../../../contracts/vocabulary.ts';
import type { Places } from '../../../policies/places.ts';
import type { Book } from '../../agreements/book.ts';
import { daysAfter } from '../../edge/time.ts';
import type { Head } from '../../store/ports.ts';
import { type CaseState, conversation, type RoutedTeam, statutoryDuty } from '../case.ts';
import { unreleasedDays } from '../keeping.ts';
import { feedbackKinds } from '../questions.ts';
import { progressOf, referrerOf } from '../referrer.ts';
import { askedFor, type Basis, type Offering, offer, type Seen, used } from './offer.ts';

/** What follows from a team’s answer, and what it rests on. */
export interface Aftermath {
  readonly events: readonly Event[];
  readonly rests: readonly Head[];
}

export const nothing: Aftermath = { events: [], rests: [] };

/**
 * Decides whether the referrer may hear that something came of it: when the furthest that any team has come, of those it
 * went to by agreement, is another than before. Of what a statutory duty led to nobody is told.
 */
export async function tellReferrer(seen: Seen, after: CaseState | undefined, book: Book): Promise<Aftermath> {
  const { own, circumstances, owners } = seen;
  const { state } = circumstances;
  // Who took it back hears no more of it: not even that a team had taken it on.
  if (own.reason === statutoryDuty || state.cancelled !== undefined || !after || isSame(progressOf(state), progressOf(after)))
    return nothing;
  const { organisation } = state.received;
  const basis: Basis = { from: own.organisation, purpose: 'feedback' };
  const asked = await askedFor(seen, { organisation }, basis, book, { kinds: feedbackKinds(owners) });
  const may = asked.decision.rulings.some(({ category, outcome }) => category === 'progress' && outcome === 'permit');
  const events: Event[] = may ? [{ type: 'ReferrerToBeTold@1', data: referrerOf(state) }] : [];
  return { events, rests: used(asked, state.caseId) };
}

const isSame = (a: ReturnType<typeof progressOf>, b: ReturnType<typeof progressOf>): boolean =>
  a.stage === b.stage && a.at === b.at && a.outcome === b.outcome;

/**
 * Where a case goes that its team declined: nowhere while another team has it, nor because the person wanted no help;
 * else back to the team that passed it on, or to a person at First Contact, if the decision for them permits it. What no
 * team is left with is kept as long as what was never released.
 */
export async function onwardOf(seen: Seen, declined: RefusalReason, book: Book, places: Places): Promise<Aftermath> {
  const { own, circumstances, today } = seen;
  const { teams, keepUntil } = circumstances.state;
  // A door that holds a duty has the concern, and not the rest.
  if (teams.some((each) => each.id !== own.id && each.reason !== statutoryDuty && hasTaken(each))) return nothing;
  const events: Event[] = [];
  const rests: Head[] = [];
  let reason: string = declined;
  for (const offering of declined === 'person-declined' ? [] : candidatesFor(seen, places)) {
    const offered = await offer(seen, offering, book, places);
    events.push(...offered.events);
    rests.push(...offered.rests);
    if (offered.isTaken) return { events, rests };
    reason = offered.contact?.code ?? reason;
  }
  // What was lent is not kept for longer because it was declined.
  const data = { reason, keepUntil: keepUntil ?? daysAfter(today, unreleasedDays) };
  return { events: [...events, { type: 'CaseHeld@1', data }], rests };
}

/** Who passed it on to this team, then who passed it on to them, each as they had it; then First Contact, if it has not had it. */
function candidatesFor({ own, circumstances: { state } }: Seen, { fallback, teams }: Places): Offering[] {
  const back = passersOf(own, state.teams).flatMap(({ id, reason, from, purpose, passedBy }): Offering[] => {
    const team = teams.get(id);
    return team ? [{ team, basis: { from, purpose }, reason: reason === statutoryDuty ? reason : 'passed-back', passedBy }] : [];
  });
  // What its sender took back goes to nobody new; a duty does not depend on its sender.
  if (state.cancelled !== undefined) return back.filter(({ reason }) => reason === statutoryDuty);
  if (state.teams.some(({ id }) => id === fallback.id)) return back;
  return [...back, { team: fallback, basis: { from: own.from, purpose: own.purpose }, reason: 'declined-by-team' }];
}

/** The teams a case came by, the last first. What was only lent to one, for a conversation, does not go back to it. */
function passersOf(own: RoutedTeam, teams: readonly RoutedTeam[]): RoutedTeam[] {
  const passers: RoutedTeam[] = [];
  const next = ({ passedBy }: RoutedTeam) => teams.find((team) => team.id === passedBy && team.id !== own.id && !passers.includes(team));
  for (let passer = next(own); passer; passer = next(passer)) passers.push(passer);
  return passers.filter((team) => team.status === 'closed' && team.reason !== conversation);
}

/** Whether a team is at work on a case, or saw it to an end of its own: not if it handed it on. */
const hasTaken = (team: RoutedTeam): boolean =>
  team.status === 'awaiting' || team.status === 'accepted' || (team.status === 'closed' && team.outcome !== 'passed-on');
