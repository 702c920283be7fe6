import type { Event, EventData } from '../../contracts/events.ts';
import type {
  CancellationReason,
  ConversationOutcome,
  Disposition,
  Outcome,
  Purpose,
  RefusalReason,
  ReviewFinding,
  TeamKind,
  Urgency,
} from '../../contracts/vocabulary.ts';
import { neutralReason } from '../../policies/routes/reasons.ts';
import type { Commit } from '../store/commit.ts';

/** How one team stands to one case. */
export type TeamStanding =
  | { readonly status: 'awaiting' }
  | { readonly status: 'accepted'; readonly at: string }
  | { readonly status: 'declined'; readonly at: string; readonly reason: RefusalReason }
  | { readonly status: 'closed'; readonly at: string; readonly outcome: Outcome }
  | { readonly status: 'cancelled'; readonly at: string };

/** A team a case was routed to. */
export type RoutedTeam = TeamStanding & {
  readonly id: string;
  readonly kind: TeamKind;
  readonly organisation: string;
  readonly reason: string;
  readonly area: string | undefined;
  /** The highest of the needs the team may know of, when it was routed. */
  readonly tier: 0 | 1 | 2 | 3 | undefined;
  readonly urgency: Urgency;
  /** Who discloses it to this team, and what for. */
  readonly from: string;
  readonly purpose: Purpose;
  readonly routedAt: string;
  /** Nobody took a safeguarding concern on within the hour, and that was said. */
  readonly isOverdue: boolean;
  /** The team that passed it on, if one did. */
  readonly passedBy?: string | undefined;
  /** What came of the last conversation, where it was lent for one. */
  readonly spoke?: ConversationOutcome | undefined;
};

/** A case as its stream tells it. Coded facts only; content stays sealed. */
export interface CaseState {
  readonly caseId: string;
  readonly received: EventData<'ReferralReceived@1'>;
  readonly receivedAt: string;
  readonly client: string;
  readonly disposition: Disposition;
  readonly reason: string;
  /** The disposition the sender was told when it came in. */
  readonly told: Disposition;
  /** The last day that what was never released is kept; nothing once it was released or destroyed. */
  readonly keepUntil: string | undefined;
  readonly destroyed: boolean;
  readonly cancelled: CancellationReason | undefined;
  /** What someone trained found, where something marks abuse. */
  readonly reviewed: ReviewFinding | undefined;
  /** Its referrer was reminded that it is still held. */
  readonly reminded: boolean;
  readonly teams: readonly RoutedTeam[];
  /** The rulings made when it came in, by recipient. */
  readonly decided: readonly EventData<'SharingDecided@1'>[];
  readonly seq: number;
}

/** Folds the commits of a case’s stream, oldest first; nothing if it is empty. Commits already applied are passed over. */
export function fold(commits: readonly Commit[], from?: CaseState): CaseState | undefined {
  let state = from;
  for (const commit of commits) {
    if (state && commit.seq <= state.seq) continue;
    for (const event of commit.events) state = evolve(state, event, commit);
    if (state) state = { ...state, seq: commit.seq, ...(commit.seq === 1 ? { told: state.disposition } : {}) };
  }
  return state;
}

function evolve(state: CaseState | undefined, event: Event, commit: Commit): CaseState | undefined {
  if (event.type === 'ReferralReceived@1') return opened(event.data, commit);
  if (!state) return undefined;
  const { at } = commit;
  switch (event.type) {
    case 'SharingDecided@1':
      return { ...state, decided: [...state.decided, event.data] };
    case 'CaseRouted@1': {
      const {
        team,
        reason,
        area,
        tier,
        urgency,
        passedBy,
        from = state.received.organisation,
        purpose = state.received.purpose,
      } = event.data;
      const there = state.teams.find(({ id }) => id === team.id);
      // Who took someone on at a conversation has them still, when more may be shared.
      const isKept = there?.reason === conversation && there.status === 'accepted';
      const standing: TeamStanding = isKept ? { status: 'accepted', at: there.at } : { status: 'awaiting' };
      const routed: RoutedTeam = {
        ...team,
        reason,
        area,
        tier,
        urgency,
        from,
        purpose,
        passedBy,
        routedAt: at,
        isOverdue: false,
        ...standing,
      };
      return {
        ...state,
        disposition: reason === conversation ? 'conversation-needed' : 'routed',
        keepUntil: event.data.keepUntil,
        reason: state.teams.length > 0 ? state.reason : reason,
        teams: there ? state.teams.map((each) => (each.id === team.id ? routed : each)) : [...state.teams, routed],
      };
    }
    case 'CaseHeld@1':
      return unreleased(state, 'held', event.data);
    case 'CaseRefused@1':
      return unreleased(state, 'refused', event.data);
    case 'ContentDestroyed@1':
      return lapsed({ ...state, keepUntil: undefined, destroyed: true }, at);
    case 'ReferralCancelled@1': {
      const { reason, teams } = event.data;
      const cancelled: CaseState = { ...state, cancelled: reason };
      return teams.reduce((before, { id }) => standing(before, id, { status: 'cancelled', at }), cancelled);
    }
    case 'AbuseReviewed@1':
      return { ...state, reviewed: event.data.finding };
    case 'HoldReminded@1':
      return { ...state, reminded: true };
    case 'SafeguardingOverdue@1': {
      const { id } = event.data.team;
      return { ...state, teams: state.teams.map((team) => (team.id === id ? Object.assign({}, team, { isOverdue: true }) : team)) };
    }
    case 'SharingChanged@1': {
      const changed = new Map(event.data.teams.map((each) => [each.id, each]));
      return { ...state, teams: state.teams.map((team) => saidAgain(team, changed.get(team.id))) };
    }
    case 'CaseAccepted@1':
      return standing(state, event.data.team, { status: 'accepted', at });
    case 'CaseDeclined@1':
      return standing(state, event.data.team, { status: 'declined', at, reason: event.data.reason });
    case 'OutcomeRecorded@1':
      return standing(state, event.data.team, { status: 'closed', at, outcome: event.data.outcome });
    case 'ConversationHeld@1':
      return spoken(state, event.data, at);
    default:
      return state;
  }
}

function opened(received: EventData<'ReferralReceived@1'>, { stream, at, actor, seq }: Commit): CaseState {
  return {
    caseId: stream.slice('case#'.length),
    received,
    receivedAt: at,
    client: actor.client,
    disposition: 'held',
    told: 'held',
    reason: '',
    keepUntil: undefined,
    destroyed: false,
    cancelled: undefined,
    reviewed: undefined,
    reminded: false,
    teams: [],
    decided: [],
    seq,
  };
}

/** What was lent for a conversation that led to nothing is no team’s any more. */
function lapsed(state: CaseState, at: string): CaseState {
  const lent = state.teams.filter(({ reason, status }) => reason === conversation && (status === 'awaiting' || status === 'accepted'));
  return lent.reduce((before, { id }) => standing(before, id, { status: 'cancelled', at }), state);
}

/**
 * Whoever wants no help is no longer a case: what was lent is to be destroyed at once, unless another team has the case
 * for reasons of its own. Whoever does is with the team, until a consent says what more may be shared.
 */
function spoken(state: CaseState, { team, outcome }: EventData<'ConversationHeld@1'>, at: string): CaseState {
  const teams = state.teams.map((each) => (each.id === team ? Object.assign({}, each, { spoke: outcome }) : each));
  const noted = { ...state, teams };
  if (outcome === 'wants-help') return standing(noted, team, { status: 'accepted', at });
  if (outcome !== 'no-wish') return noted;
  const closed = standing(noted, team, { status: 'closed', at, outcome: 'person-declined' });
  return isElsewhere(closed, team) ? closed : { ...closed, keepUntil: at.slice(0, 10) };
}

/** Whether a team has, or had, the case: it was routed there, and it neither declined it nor lost it. */
export const hasIt = ({ status }: Pick<RoutedTeam, 'status'>): boolean => status !== 'declined' && status !== 'cancelled';

/** Whether another team than this one has, or had, the case. */
export const isElsewhere = (state: CaseState, teamId: string): boolean => state.teams.some((team) => team.id !== teamId && hasIt(team));

/** What a team still has is neither held nor refused, whatever becomes of it elsewhere. */
function unreleased(
  state: CaseState,
  disposition: 'held' | 'refused',
  { reason, keepUntil }: { reason: string; keepUntil: string },
): CaseState {
  return state.teams.some(hasIt) ? state : { ...state, disposition, reason, keepUntil };
}

/** A team that was told of a case once: what it may be told now, or nothing where it has to find out by reading. */
function saidAgain(team: RoutedTeam, changed: EventData<'SharingChanged@1'>['teams'][number] | undefined): RoutedTeam {
  if (!changed) return team;
  const { area, tier, reason = neutralReason(team.reason) } = changed;
  return Object.assign({}, team, { area, tier, reason });
}

function standing(state: CaseState, teamId: string, standing: TeamStanding): CaseState {
  const teams = state.teams.map((team): RoutedTeam => {
    const { id, kind, organisation, reason, area, tier, urgency, from, purpose, routedAt, isOverdue, passedBy, spoke } = team;
    return id === teamId
      ? { id, kind, organisation, reason, area, tier, urgency, from, purpose, routedAt, isOverdue, passedBy, spoke, ...standing }
      : team;
  });
  return { ...state, teams };
}

/** What a team may do with a case. */
export type Command = 'acceptance' | 'refusal' | 'outcome';

/** What a command is to a case: an outcome is also what came of a conversation, or that the case is passed on to named teams. */
export type Step = Command | 'conversation' | 'passing-on';

/** Which steps each standing allows; anything else is `state-conflict`. */
export const transitions: Readonly<Record<TeamStanding['status'], readonly Step[]>> = {
  awaiting: ['acceptance', 'refusal', 'conversation', 'passing-on'],
  accepted: ['refusal', 'outcome', 'conversation', 'passing-on'],
  declined: [],
  closed: [],
  cancelled: [],
};

/** Why a team that holds a safeguarding duty has a case: what it does with it is not feedback. */
export const statutoryDuty = 'statutory-duty';

/** Why a team leader has what someone asked the council for: to offer a conversation, before anyone has agreed to anything. */
export const conversation = 'conversation';
