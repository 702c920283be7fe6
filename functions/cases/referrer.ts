import type { Outcome } from '../../contracts/vocabulary.ts';
import { type CaseState, type RoutedTeam, statutoryDuty } from './case.ts';

/** Who hears what becomes of a referral: who sent it. */
export const referrerOf = ({ caseId, received: { organisation, team } }: Pick<CaseState, 'caseId' | 'received'>) => ({
  organisation,
  team,
  referralId: caseId,
});

/** Whether a caller is who sent a referral. What a team sent is that team’s, and not every other’s of its organisation. */
export const isSender = (
  { received, client }: Pick<CaseState, 'received' | 'client'>,
  caller: { readonly client: string; readonly organisation: string; readonly team: string | undefined },
): boolean =>
  received.organisation === caller.organisation && (caller.team === undefined || client === caller.client || received.team === caller.team);

/**
 * The teams a case went to by agreement: neither those that hold a statutory duty, nor whom a duty led it to. Where teams
 * passed it round and nobody can say where it began, it began with a duty if there is one.
 */
export function byAgreement({ teams }: Pick<CaseState, 'teams'>): RoutedTeam[] {
  const cameOfDuty = ({ reason, passedBy }: RoutedTeam, seen: readonly string[]): boolean => {
    if (reason === statutoryDuty) return true;
    const passer = teams.find(({ id }) => id === passedBy);
    if (!passer) return false;
    return seen.includes(passer.id) ? teams.some((team) => team.reason === statutoryDuty) : cameOfDuty(passer, [...seen, passer.id]);
  };
  return teams.filter((team) => !cameOfDuty(team, [team.id]));
}

/**
 * How far along a case is, for its referrer: the furthest of the teams it went to by agreement. A team that passed it on
 * speaks for it only until another takes it on. Of another organisation than the first team’s nothing is told: what came
 * of it there is not the first one’s to tell.
 */
export function progressOf(state: CaseState): {
  stage: 'received' | 'accepted' | 'declined' | 'closed';
  at?: string;
  outcome?: Outcome;
} {
  const agreed = byAgreement(state);
  const teams = agreed.filter(({ organisation }) => organisation === agreed[0]?.organisation);
  const closed = teams.filter((team) => team.status === 'closed');
  const ended = closed.find(({ outcome }) => outcome !== 'passed-on');
  if (ended) return { stage: 'closed', at: ended.at, outcome: ended.outcome };
  const accepted = teams.find((team) => team.status === 'accepted');
  if (accepted) return { stage: 'accepted', at: accepted.at };
  const [passed] = closed;
  if (passed) return { stage: 'closed', at: passed.at, outcome: passed.outcome };
  const declined = teams.every((team) => team.status === 'declined') ? teams.at(-1) : undefined;
  return declined?.status === 'declined' ? { stage: 'declined', at: declined.at } : { stage: 'received' };
}
