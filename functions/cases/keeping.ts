import { type CaseState, conversation, hasIt, type RoutedTeam, statutoryDuty } from './case.ts';

/** How long what a case holds is kept, and by whom. */

/** For how many days what is never released is kept, where no clause says. */
export const unreleasedDays = 28;

/** Before every day there is: what is to go at once sorts before whatever has a day of its own. */
const past = '0000-00-00';

/**
 * Whether it was taken back, and what it held is still to be destroyed: always, if it was sent in error or is of
 * someone else; what was merely withdrawn is left to a team that has taken it on, or holds a statutory duty.
 */
export const isToBeDestroyed = ({ cancelled, destroyed, teams }: CaseState): boolean =>
  cancelled !== undefined && !destroyed && (cancelled !== 'withdrawn' || !teams.some(hasIt));

/**
 * The last day that what a case holds is kept, if it has one: of what was refused, is held, or is lent for a
 * conversation and for nothing else. What was taken back is past its last day.
 */
export function lastDayOf(state: CaseState): string | undefined {
  if (isToBeDestroyed(state)) return past;
  return state.teams.some((team) => hasIt(team) && team.reason !== conversation) ? undefined : state.keepUntil;
}

/**
 * Whether it is held as its sender was told when it came in. One that went to a team, and came back, is not: where it
 * went since is for the return clause to tell.
 */
export const isStillHeld = ({ disposition, teams, cancelled, destroyed }: CaseState): boolean =>
  disposition === 'held' && teams.length === 0 && cancelled === undefined && !destroyed;

/** The teams that hold a statutory duty and have not taken the concern on. */
export const awaitedDuties = ({ teams }: CaseState): RoutedTeam[] =>
  teams.filter(({ reason, status }) => reason === statutoryDuty && status === 'awaiting');
