import type { Event } from '../../../contracts/events.ts';
import { type Referral, referralFacts } from '../../../contracts/referral.ts';
import type { Disposition, Urgency } from '../../../contracts/vocabulary.ts';
import type { Recipient } from '../../../policies/clauses/rule.ts';
import { type Decision, decide, type Ruling } from '../../../policies/decide.ts';
import { duties } from '../../../policies/law.ts';
import { kindsOf, ownersOf, type Withdrawal } from '../../../policies/minimise.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import { type Candidate, neutralReason, route, routeReasons, type Team, type Tier } from '../../../policies/route.ts';
import type { Book } from '../../agreements/book.ts';
import { statutoryDuty } from '../../cases/case.ts';
import { coded } from '../../cases/coded.ts';
import { contactRuling, tierTold } from '../../cases/questions.ts';
import { daysAfter } from '../../edge/time.ts';

/** What was made of a referral: where it goes, or why it goes nowhere, and every ruling on the way. */
export interface Sharing {
  readonly disposition: Disposition;
  readonly reason: string;
  readonly events: readonly Event[];
  /** The decisions it follows from: a duty’s first, if there is one. */
  readonly decisions: readonly Decision[];
}

interface Question {
  readonly referral: Referral;
  readonly caseId: string;
  readonly from: string;
  readonly today: string;
  /** What each person has withdrawn, by their key. */
  readonly withdrawals: ReadonlyMap<string, readonly Withdrawal[]>;
}

/** What is kept if it is never released, where no clause says: 28 days. */
const unreleasedDays = 28;

/**
 * Decides where a referral may go: the first candidate that may receive the subject’s contact details takes
 * it. If none may, it is held when asking could change that, and refused when the person said no or nothing
 * covers it. A safeguarding concern with reasonable cause goes to the door that holds the duty, whatever else.
 */
export async function share(
  asking: Question,
  { book, partnership }: { readonly book: Book; readonly partnership: Partnership },
): Promise<Sharing> {
  const { referral, caseId, from, today, withdrawals } = asking;
  const owners = ownersOf(referral, from, caseId);
  const asked = kindsOf(referralFacts(referral));
  const { area, tier, candidates } = route(referral, partnership.places);

  const tried: Tried[] = [];
  for (const candidate of candidates) {
    const { team } = candidate;
    const question = { today, from, to: recipientOf(team), purpose: referral.purpose, owners, asked };
    let { clauses } = await book.between(from, team.organisation);
    let decision = decide({ ...question, clauses });
    if (contactRuling(decision, owners)?.outcome !== 'permit') {
      // What was read a moment ago may permit, for nothing is shown on it yet; it may not refuse.
      ({ clauses } = await book.between(from, team.organisation, true));
      decision = decide({ ...question, clauses });
    }
    const contact = contactRuling(decision, owners);
    const keepDays = clauses.find(({ clause }) => clause.id === contact?.agreement?.clause)?.clause.unreleasedDays ?? unreleasedDays;
    tried.push({ candidate, decision, contact, keepDays });
    if (contact?.outcome === 'permit') break;
  }
  const chosen = best(tried);
  const { candidate, contact, decision, keepDays } = chosen;
  const events: Event[] = tried.map((each) => ({ type: 'SharingDecided@1', data: coded(each.decision) }));
  const goes = contact?.outcome === 'permit';
  const reason = goes ? candidate.reason : (contact?.code ?? 'nothing-to-share');
  if (goes) {
    const told = tierTold(referral, decision, owners);
    // Why it goes there may rest on what this team may not know.
    const toldWhy =
      (told ?? 0) === tier && tried.every((each) => each === chosen || each.contact?.outcome === 'withhold')
        ? reason
        : neutralReason(reason);
    // The sender’s answer stands on what the sender sent; what the team is told stands on what the person said to anyone.
    const now = ownersOf(referral, from, caseId, withdrawals);
    const { clauses } = await book.between(from, candidate.team.organisation);
    const may = decide({ today, from, to: recipientOf(candidate.team), purpose: referral.purpose, owners: now, asked, clauses });
    const isStill = contactRuling(may, now)?.outcome === 'permit';
    const where = isStill ? { area, tier: told } : { area: undefined, tier: undefined };
    events.push(routed(candidate.team, isStill ? toldWhy : neutralReason(toldWhy), { ...where, urgency: referral.urgency }));
  } else {
    const data = { reason, keepUntil: daysAfter(today, keepDays) };
    events.push(contact?.outcome === 'hold' ? { type: 'CaseHeld@1', data } : { type: 'CaseRefused@1', data });
  }
  const door = doorFor(asking, partnership);
  const duty =
    door && decide({ today, from, to: recipientOf(door.team), purpose: 'safeguarding', owners, asked, clauses: [], duty: door.duty });
  // After what became of it otherwise: a case that a duty sends on is neither held nor refused.
  if (door && duty) {
    events.push(
      { type: 'SharingDecided@1', data: coded(duty) },
      routed(door.team, statutoryDuty, { area, tier: undefined, urgency: 'emergency' }),
    );
  }
  const decisions = duty ? [duty, decision] : [decision];
  if (goes || door) return { disposition: 'routed', reason: door ? statutoryDuty : reason, events, decisions };
  return { disposition: contact?.outcome === 'hold' ? 'held' : 'refused', reason, events, decisions };
}

interface Tried {
  readonly candidate: Candidate;
  readonly decision: Decision;
  readonly contact: Ruling | undefined;
  readonly keepDays: number;
}

/** The candidate that may receive it; if none may, the one whose answer tells most. */
function best(tried: readonly Tried[]): Tried {
  const of = (outcome: Ruling['outcome']) => tried.find(({ contact }) => contact?.outcome === outcome);
  const chosen = of('permit') ?? of('refuse') ?? of('hold') ?? tried[0];
  if (!chosen) throw new Error('a referral has no candidate team');
  return chosen;
}

const recipientOf = ({ organisation, id, kind }: Team): Recipient => ({ organisation, team: id, kind });

const routed = (
  { id, kind, organisation }: Team,
  reason: string,
  { area, tier, urgency }: { readonly area: string | undefined; readonly tier: Tier | undefined; readonly urgency: Urgency },
): Event => ({ type: 'CaseRouted@1', data: { team: { id, kind, organisation }, area, tier, urgency, reason } });

function doorFor({ referral }: Question, { places }: Partnership) {
  const concern = referral.safeguarding;
  if (!concern?.reasonableCause) return undefined;
  const duty = duties.find((each) => each.atRisk === concern.atRisk);
  const team = duty && [...places.teams.values()].find((each) => each.kind === duty.teamKind);
  return duty && team ? { team, duty: { owner: concern.about, duty } } : undefined;
}

/** Every reason a disposition may carry, as the sentence the sender reads. */
export function sentenceOf({ reason, decisions }: Pick<Sharing, 'reason' | 'decisions'>): string {
  if (Object.hasOwn(routeReasons, reason)) return routeReasons[reason as keyof typeof routeReasons];
  const ruling = decisions.flatMap(({ rulings }) => rulings).find(({ code }) => code === reason);
  return ruling?.sentence ?? 'Nothing in the referral may be passed on.';
}
