import type { Event } from '../../contracts/events.ts';
import type { Receipt } from '../../contracts/replies/referrals.ts';
import { whatSenderIsToAsk } from '../../policies/explain.ts';
import type { Said } from '../../policies/said.ts';
import type { Book } from '../agreements/book.ts';
import { type CaseState, conversation, hasIt, type RoutedTeam } from '../cases/case.ts';
import type { Circumstances } from '../cases/circumstances.ts';
import { openCase, sealLines } from '../cases/content.ts';
import { isStillHeld, lastDayOf } from '../cases/keeping.ts';
import { referrerOf } from '../cases/referrer.ts';
import { linesOf, placesIn } from '../referrals/receive/receipt.ts';
import { share } from '../referrals/receive/share.ts';
import type { Runtime } from '../runtime.ts';
import type { SealedPart } from '../store/commit.ts';

export type ReconsiderParts = Pick<Runtime, 'keys' | 'objects' | 'ids' | 'partnership'>;

/** What a case comes to once more has been said. */
export interface Reconsidered {
  /** For the case’s stream: the teams it goes to now, and for those that have it, that they should read it again. */
  readonly events: readonly Event[];
  /** For the same commit: what its sender is told of the decision, where it goes by that. */
  readonly sealed: readonly SealedPart[];
  readonly routedTo: readonly string[];
  /** What is still to be asked before more of it may go. */
  readonly ask: readonly string[];
}

/** What has been said, on which day, and whether it is the sender who says it now. */
interface Saying {
  readonly said: Said;
  readonly saidToSender: Said;
  /** What whoever records may be shown of the decision rests on this: nothing that others told. */
  readonly shown: Said;
  readonly today: string;
  readonly isSenders?: boolean;
}

const nothing: Reconsidered = { events: [], sealed: [], routedTo: [], ask: [] };

/**
 * Decides a case again with what has been said since: it goes to each team that may receive it now and has not had it.
 * Where it goes stands on `saidToSender`, as it did when it came in: what was said to others, each read heeds for itself.
 * What was lent for a conversation is opened for support. What a team has, it has; it is told to read it again. Nothing
 * comes of a case that was taken back, or whose content is gone.
 */
export async function reconsider(
  { state, first, head }: Circumstances,
  { said, saidToSender, shown, today, isSenders = false }: Saying,
  book: Book,
  parts: ReconsiderParts,
): Promise<Reconsidered> {
  const { referral, reply } = await openCase(first, parts);
  const lastDay = lastDayOf(state);
  // What is past its last day may be destroyed at this moment.
  const isPast = lastDay !== undefined && lastDay < today;
  if (!referral || state.cancelled || state.destroyed || isPast) return nothing;
  const { organisation } = state.received;
  const purpose = referral.purpose === 'conversation' ? ('support' as const) : referral.purpose;
  // Whoever the person said yes to at their door comes first.
  const lentTo = state.teams.filter((team) => team.reason === conversation && hasIt(team)).map(({ id }) => id);
  const requested = [...lentTo, ...referral.requested];
  const asking = {
    referral: { ...referral, purpose, requested },
    caseId: state.caseId,
    from: organisation,
    today,
    said,
    saidToSender,
  };
  const sharing = await share(asking, { book, partnership: parts.partnership });
  const told = shown === saidToSender ? sharing : await share({ ...asking, saidToSender: shown }, { book, partnership: parts.partnership });
  const routed = sharing.events.filter((event) => event.type === 'CaseRouted@1' && isNew(state.teams, event.data.team.id));
  const routedTo = routed.flatMap((event) => (event.type === 'CaseRouted@1' ? [event.data.team.id] : []));
  // A team that has it may know of more people now, and record what they say.
  const knowing = new Set([...routedTo, ...state.teams.filter(hasIt).map(({ id }) => id)]);
  const decided = sharing.events.filter((event) => event.type === 'SharingDecided@1' && knowing.has(event.data.to.team ?? ''));
  const opened = routed.map((event): Event => (event.type === 'CaseRouted@1' ? { ...event, data: { ...event.data, purpose } } : event));
  // Where people stand in what was sent is its sender’s to know: it tells a team that there are others.
  const places = placesIn((isSenders && (reply as Receipt | undefined)?.people) || []);
  // What was held goes by its sender’s own doing, and its systems hear of it. What others do is for the return clause to tell.
  const isReleased = isStillHeld(state) && routedTo.length > 0;
  const toldSender: Event[] = isReleased ? [{ type: 'ReferrerToBeTold@1', data: referrerOf(state) }] : [];
  const place = { stream: head.stream, seq: head.seq + 1 };
  return {
    events: [...decided, ...opened, ...toldAgain(state, routedTo, sharing.events), ...toldSender],
    sealed: isReleased ? await sealLines(place, linesOf(told), first, parts) : [],
    routedTo,
    ask: whatSenderIsToAsk(told.held, places),
  };
}

/** Whether a team has not had it, or had it only for a conversation. */
function isNew(teams: readonly RoutedTeam[], id: string): boolean {
  const before = teams.find((team) => team.id === id);
  return before === undefined || before.reason === conversation;
}

/** The teams that have it are told to read it again; and those that it would go to now, as much as they would be told then. */
function toldAgain({ teams }: CaseState, routedTo: readonly string[], events: readonly Event[]): Event[] {
  const holding = teams.filter((team) => hasIt(team) && !routedTo.includes(team.id));
  if (holding.length === 0) return [];
  const changed = holding.map(({ id, kind }) => {
    const now = events.find((event) => event.type === 'CaseRouted@1' && event.data.team.id === id);
    if (now?.type !== 'CaseRouted@1') return { id, kind };
    const { area, tier, reason } = now.data;
    return { id, kind, area, tier, reason };
  });
  return [{ type: 'SharingChanged@1', data: { teams: changed } }];
}
