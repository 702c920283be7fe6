import type { Event } from '../../../contracts/events.ts';
import { type Referral, referralFacts } from '../../../contracts/referral.ts';
import type { Purpose, TeamKind } from '../../../contracts/vocabulary.ts';
import { anyReader, type Owner, type Recipient } from '../../../policies/clauses/rule.ts';
import { type Decision, decide, type Kind, type Question, type Ruling } from '../../../policies/decide.ts';
import { isKeptApart, kindsOf, minimise, ownersOf } from '../../../policies/minimise.ts';
import { type Area, areaOf, type Places, type Team } from '../../../policies/places.ts';
import { partsOf } from '../../../policies/routes/parts.ts';
import { type Between, type Book, restsOn } from '../../agreements/book.ts';
import { saidOf } from '../../consents/said.ts';
import type { Runtime } from '../../runtime.ts';
import type { Head } from '../../store/ports.ts';
import { type RoutedTeam, statutoryDuty } from '../case.ts';
import { type Circumstances, flowOf } from '../circumstances.ts';
import { coded } from '../coded.ts';
import { openCase } from '../content.ts';
import { dutyHeld, dutyOf } from '../disclosure.ts';
import { contactRuling, mayKnowAddress, tierTold } from '../questions.ts';

/** A case that a team answers for, read just now: what a decision about where it goes is taken on. */
export interface Seen {
  readonly own: RoutedTeam;
  readonly circumstances: Circumstances;
  readonly referral: Referral;
  readonly owners: readonly Owner[];
  readonly today: string;
  readonly fresh: boolean;
}

/** Opens a case for the team that answers for it; nothing once its content has been destroyed. */
export async function seenOf(
  asked: Pick<Seen, 'own' | 'circumstances' | 'today' | 'fresh'>,
  parts: Pick<Runtime, 'keys' | 'objects'>,
): Promise<Seen | undefined> {
  const { state, first, answers } = asked.circumstances;
  const { referral } = state.destroyed ? { referral: undefined } : await openCase(first, parts);
  if (!referral) return undefined;
  const owners = ownersOf(referral, state.received.organisation, state.caseId, await saidOf(answers, flowOf(state), parts));
  return { ...asked, referral, owners };
}

/** Who would disclose it, and what for. */
export interface Basis {
  readonly from: string;
  readonly purpose: Purpose;
}

/** A decision about a case, with the agreements it was taken on. */
export interface Asked {
  readonly decision: Decision;
  readonly between: Between;
}

/** What is asked of a decision beside who and what for. */
interface Asking {
  readonly withDuty?: boolean;
  readonly duty?: Question['duty'];
  readonly kinds?: readonly Kind[];
}

/** Decides what one recipient may have of a case now: under no duty, but with `withDuty` that which it has it under, or the `duty` given. */
export async function askedFor(
  { circumstances: { state }, referral, owners, today, fresh }: Seen,
  to: Recipient,
  { from, purpose }: Basis,
  book: Book,
  { withDuty = false, duty = withDuty ? dutyHeld(referral, state, to) : undefined, kinds = kindsOf(referralFacts(referral)) }: Asking = {},
): Promise<Asked> {
  const between = await book.between(from, to.organisation, fresh);
  const decision = decide({
    today,
    from,
    to,
    purpose,
    origin: state.received.organisation,
    keptApart: isKeptApart(referral, state),
    owners,
    asked: kinds,
    clauses: between.clauses,
    duty,
  });
  return { decision, between };
}

/** Kinds of team that work with a family; others work with the adult. */
const withFamilies: ReadonlySet<TeamKind> = new Set<TeamKind>(['early-help-hub', 'family-support', 'first-response']);

/** Whom a case would be about for a kind of team, by key. */
export function aboutFor({ referral, circumstances, today }: Seen, kind: TeamKind, places: Places): string[] {
  const asking = { referral, from: circumstances.state.received.organisation, today };
  const part = partsOf(asking, places).find(({ who }) => who === (withFamilies.has(kind) ? 'family' : 'adult'));
  return (part?.about ?? referral.people.filter(({ role }) => role === 'subject')).map(({ key }) => key);
}

/** The area where they live, as far as a decision lets it be known: the first of their addresses that it permits. */
export function areaTold({ referral }: Seen, decision: Decision, about: readonly string[], places: Places): Area | undefined {
  const permitted = minimise(referral, decision);
  const placed = referral.people.filter(({ key }) => about.includes(key) && mayKnowAddress(permitted, key));
  return placed.flatMap(({ address }) => areaOf(address?.postcode, places) ?? [])[0];
}

/** The guards of what a decision used, for the commit to prove. */
export const used = ({ between, decision }: Asked, caseId: string): Head[] =>
  restsOn(
    between,
    decision.agreements.map(({ id }) => id),
    caseId,
  );

/** A team that is offered a case: by whom, what for, and why. */
export interface Offering {
  readonly team: Team;
  readonly basis: Basis;
  readonly reason: string;
  /** The team that passes it on. */
  readonly passedBy?: string | undefined;
}

/** What became of offering a case to a team. */
export interface Offer {
  readonly team: Team;
  /** The answer on how to reach whom it is about, without which a team cannot begin. */
  readonly contact: Ruling | undefined;
  /** Whether anything at all is agreed between the two for this. */
  readonly isAgreed: boolean;
  readonly isTaken: boolean;
  readonly events: readonly Event[];
  readonly rests: readonly Head[];
}

/**
 * Decides afresh whether a team may have a case from someone, for some purpose, and routes it there if it may. A team
 * that is at work on it already, or holds a statutory duty about it, keeps the standing it has: who asks is not told so.
 * With `reason` that of a statutory duty it goes to the team that holds it, whatever else; a door that had it by agreement
 * answers for the concern from then on.
 */
export async function offer(seen: Seen, { team, basis, reason, passedBy }: Offering, book: Book, places: Places): Promise<Offer> {
  const { state } = seen.circumstances;
  const { id, kind, organisation } = team;
  const isDuty = reason === statutoryDuty;
  const { safeguarding, people } = seen.referral;
  const duty = isDuty ? dutyOf(seen.referral, team) : undefined;
  const asked = await askedFor(seen, { organisation, team: id, kind, reader: anyReader }, basis, book, { duty });
  const { decision, between } = asked;
  // A duty is about the person at risk; where they are not named, the household is found by whom the referral is about.
  const atRisk = people.find(({ key }) => key === safeguarding?.about);
  const about = isDuty && atRisk ? [atRisk.key] : aboutFor(seen, kind, places);
  const contact = contactRuling(decision, seen.owners, about);
  // Lists and mailboxes are for everyone in a team: what only some of them may see is not told there.
  const { decision: toAll } = await askedFor(seen, { organisation, team: id, kind }, basis, book, { duty });
  const isTaken = isDuty || contact?.outcome === 'permit';
  const there = state.teams.find((each) => each.id === id);
  const isAtWork = there?.status === 'awaiting' || there?.status === 'accepted';
  const isThere = isDuty ? isAtWork && there.reason === statutoryDuty : isAtWork || there?.reason === statutoryDuty;
  const routed: Event = {
    type: 'CaseRouted@1',
    data: {
      team: { id, kind, organisation },
      area: areaTold(seen, toAll, about, places)?.id,
      tier: isDuty ? undefined : tierTold(minimise(seen.referral, toAll), seen.owners, about),
      urgency: isDuty ? 'emergency' : state.received.urgency,
      reason,
      ...(basis.from === state.received.organisation ? {} : { from: basis.from }),
      ...(basis.purpose === state.received.purpose ? {} : { purpose: basis.purpose }),
      ...(passedBy === undefined ? {} : { passedBy }),
    },
  };
  const isAgreed = between.clauses.some(({ clause }) => clause.purpose === basis.purpose && (clause.to.teamKinds?.includes(kind) ?? false));
  const events: Event[] = [{ type: 'SharingDecided@1', data: coded(decision) }, ...(isTaken && !isThere ? [routed] : [])];
  return { team, contact, isAgreed, isTaken, events, rests: used(asked, state.caseId) };
}
