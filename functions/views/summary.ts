import { type TeamKind, urgencies } from '../../contracts/vocabulary.ts';
import { type CaseState, hasIt, type RoutedTeam } from '../cases/case.ts';
import { awaitedDuties, isStillHeld, lastDayOf } from '../cases/keeping.ts';
import type { Row } from '../store/ports.ts';
import { caseOf } from '../store/streams.ts';

/** The partitions of the views table: worklists by team, referrals by the organisation or the team that sent them. */
export const partitions = {
  worklist: (team: string, group: 'open' | 'closed') => `worklist#${team}#${group}`,
  referrals: ({ organisation, team }: { readonly organisation: string; readonly team?: string | undefined }) =>
    team === undefined ? `referrals#${organisation}` : `referrals#${organisation}#${team}`,
  /** What is to be destroyed if it is not released, by the last day it is kept. */
  unreleased: 'unreleased',
  /** Safeguarding concerns that a team has not yet taken on, by when they were routed there. */
  awaitedDuties: 'awaited-duties',
  /** Cases that a team of a kind has not yet answered, by when they were routed there. */
  awaited: (kind: TeamKind) => `awaited#${kind}`,
  /** The cases of one person that a team has, the latest first. */
  story: (team: string, personId: string) => `story#${team}#${personId}`,
  /** How far a case has been applied, and as what. */
  applied: (caseId: string) => `case#${caseId}`,
} as const;

/** The key of the row that says how far a case has been applied. */
export const appliedKey = (caseId: string) => ({ pk: partitions.applied(caseId), sk: 'state' });

/** Which list of a team a case is in. */
export const groupOf = (status: RoutedTeam['status']): 'open' | 'closed' =>
  status === 'awaiting' || status === 'accepted' ? 'open' : 'closed';

/** Every row of every view that a case has: references and codes only. Most urgent first, then oldest first. */
export function rowsOf(state: CaseState): Row[] {
  const { caseId, receivedAt, received, disposition, reason } = state;
  const worklist = state.teams
    .filter(({ status }) => status !== 'cancelled')
    .map((team) => ({
      pk: partitions.worklist(team.id, groupOf(team.status)),
      sk: `${urgencies[team.urgency]}#${receivedAt}#${caseId}`,
      caseId,
      receivedAt,
      urgency: team.urgency,
      area: team.area,
      tier: team.tier,
      status: team.status,
      reason: team.reason,
    }));
  const sent = {
    pk: partitions.referrals(received),
    sk: `${receivedAt}#${caseId}`,
    referralId: caseId,
    receivedAt,
    source: received.source,
    disposition,
    reason,
  };
  const lastDay = lastDayOf(state);
  const toBeReminded = isStillHeld(state) && !state.reminded;
  const unreleased = lastDay === undefined ? [] : [{ pk: partitions.unreleased, sk: `${lastDay}#${caseId}`, caseId, toBeReminded }];
  const duties = awaitedDuties(state).map(({ id, routedAt }) => ({
    pk: partitions.awaitedDuties,
    sk: `${routedAt}#${caseId}#${id}`,
    caseId,
    team: id,
  }));
  const awaited = state.teams
    .filter(({ status }) => status === 'awaiting')
    .map(({ id, kind, routedAt }) => ({ pk: partitions.awaited(kind), sk: `${routedAt}#${caseId}#${id}`, caseId }));
  return [...worklist, sent, ...unreleased, ...duties, ...awaited, ...storyOf(state)];
}

/** By which a team that has two cases about one person finds the other: certain grounds only, and only who each is about. */
function storyOf({ caseId, receivedAt, received, teams, destroyed }: CaseState): Row[] {
  const subjects = received.people.filter(({ role }) => role === 'subject');
  // The views are read in ascending order, and the latest comes first.
  const sk = `${String(Number.MAX_SAFE_INTEGER - Date.parse(receivedAt)).padStart(16, '0')}#${caseId}`;
  const having = destroyed ? [] : teams.filter(hasIt);
  return having.flatMap(({ id }) => subjects.map(({ personId }) => ({ pk: partitions.story(id, personId), sk, caseId })));
}

/** The row by which a later commit of the case is applied to the views, or known to have been. */
export const appliedRow = (state: CaseState): Row => ({ ...appliedKey(state.caseId), seq: state.seq, state: JSON.stringify(state) });

/** A case as it was last applied to the views. */
export const appliedState = (row: Row): CaseState => JSON.parse(String(row['state'])) as CaseState;

/** The case that a row of any view is about; nothing for a row that is of none. */
export const caseOfRow = ({ pk, caseId, referralId }: Row): string | undefined => {
  const named = caseId ?? referralId ?? caseOf(pk);
  return named === undefined ? undefined : String(named);
};
