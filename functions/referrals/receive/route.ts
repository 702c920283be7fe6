import type { Event } from '../../../contracts/events.ts';
import { type Referral, referralFacts } from '../../../contracts/referral.ts';
import type { Owner } from '../../../policies/clauses/rule.ts';
import { type Decision, decide, type Ruling } from '../../../policies/decide.ts';
import { duties } from '../../../policies/law.ts';
import { kindsOf, ownersOf } from '../../../policies/minimise.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import { type Candidate, route, routeReasons, type Team } from '../../../policies/route.ts';
import type { Book } from '../../agreements/book.ts';
import { coded } from '../../cases/coded.ts';
import { daysAfter } from '../../edge/time.ts';

/** What was made of a referral: where it goes, or why it goes nowhere, and every ruling on the way. */
export interface Sharing {
  readonly disposition: 'routed' | 'held' | 'refused';
  readonly reason: string;
  readonly events: readonly Event[];
  /** The decision the disposition follows from. */
  readonly decision: Decision;
}

interface Question {
  readonly referral: Referral;
  readonly caseId: string;
  readonly from: string;
  readonly today: string;
}

/** What is kept if it is never released, where no clause says: 28 days. */
const unreleasedDays = 28;

/**
 * Decides where a referral may go: the first candidate that may receive the subject’s contact details takes
 * it. If none may, it is held when asking could change that, and refused when the person said no or nothing
 * covers it. A safeguarding concern with reasonable cause goes to the door that holds the duty, whatever else.
 */
export async function share(
  question: Question,
  { book, partnership }: { readonly book: Book; readonly partnership: Partnership },
): Promise<Sharing> {
  const { referral, caseId, from, today } = question;
  const owners = ownersOf(referral, from, caseId);
  const asked = kindsOf(referralFacts(referral));
  const { area, tier, candidates } = route(referral, partnership.places);
  const routed = (team: Team, reason: string, urgency = referral.urgency): Event => ({
    type: 'CaseRouted@1',
    data: { team: { id: team.id, kind: team.kind, organisation: team.organisation }, area, tier, urgency, reason },
  });

  const tried: {
    readonly candidate: Candidate;
    readonly decision: Decision;
    readonly contact: Ruling | undefined;
    readonly keepDays: number;
  }[] = [];
  for (const candidate of candidates) {
    const { team } = candidate;
    const { clauses } = await book.between(from, team.organisation);
    const to = { organisation: team.organisation, team: team.id, kind: team.kind };
    const decision = decide({ today, from, to, purpose: referral.purpose, owners, asked, clauses });
    const contact = contactRuling(decision, owners);
    const keepDays = clauses.find(({ clause }) => clause.id === contact?.agreement?.clause)?.clause.unreleasedDays ?? unreleasedDays;
    tried.push({ candidate, decision, contact, keepDays });
    if (contact?.outcome === 'permit') break;
  }
  const chosen =
    tried.find(({ contact }) => contact?.outcome === 'permit') ??
    tried.find(({ contact }) => contact?.outcome === 'refuse') ??
    tried.find(({ contact }) => contact?.outcome === 'hold') ??
    tried[0];
  if (!chosen) throw new Error('a referral has no candidate team');

  const events: Event[] = tried.map(({ decision }) => ({ type: 'SharingDecided@1', data: coded(decision) }));
  const door = doorFor(question, partnership);
  if (door) {
    const to = { organisation: door.team.organisation, team: door.team.id, kind: door.team.kind };
    const decision = decide({ today, from, to, purpose: 'safeguarding', owners, asked, clauses: [], duty: door.duty });
    events.push({ type: 'SharingDecided@1', data: coded(decision) }, routed(door.team, 'statutory-duty', 'emergency'));
  }
  const { candidate, contact, decision, keepDays } = chosen;
  if (contact?.outcome === 'permit') {
    const back = await feedbackDecision({ owners, from: candidate.team.organisation, to: from, today }, book);
    events.push(routed(candidate.team, candidate.reason), { type: 'SharingDecided@1', data: coded(back) });
    return { disposition: 'routed', reason: candidate.reason, events, decision };
  }
  const reason = contact?.code ?? 'nothing-to-share';
  const data = { reason, keepUntil: daysAfter(today, keepDays) };
  if (door) return { disposition: 'routed', reason: 'statutory-duty', events, decision };
  if (contact?.outcome === 'hold') return { disposition: 'held', reason, events: [...events, { type: 'CaseHeld@1', data }], decision };
  return { disposition: 'refused', reason, events: [...events, { type: 'CaseRefused@1', data }], decision };
}

/** What the referrer may be told of what comes of it: decided now, so that a team’s answer can be announced without opening anything. */
async function feedbackDecision(
  { owners, from, to, today }: { readonly owners: readonly Owner[]; readonly from: string; readonly to: string; readonly today: string },
  book: Book,
): Promise<Decision> {
  const { clauses } = await book.between(from, to);
  return decide({ today, from, to: { organisation: to }, purpose: 'feedback', owners, asked: feedbackKinds(owners), clauses });
}

/** The two kinds of information that feedback is made of, about the subject. */
export function feedbackKinds(owners: readonly Owner[]): { owner: string; category: 'received' | 'progress' }[] {
  const subject = owners.find(({ role }) => role === 'subject');
  return subject
    ? [
        { owner: subject.key, category: 'received' },
        { owner: subject.key, category: 'progress' },
      ]
    : [];
}

/** The subject’s contact details are what a team cannot begin without. */
function contactRuling(decision: Decision, owners: readonly Owner[]): Ruling | undefined {
  const subject = owners.find((owner) => owner.role === 'subject')?.key;
  return decision.rulings.find((ruling) => ruling.owner === subject && ruling.category === 'contact');
}

function doorFor({ referral }: Question, { places }: Partnership) {
  const concern = referral.safeguarding;
  if (!concern?.reasonableCause) return undefined;
  const duty = duties.find((each) => each.atRisk === concern.atRisk);
  const team = duty && [...places.teams.values()].find((each) => each.kind === duty.teamKind);
  return duty && team ? { team, duty: { owner: concern.about, duty } } : undefined;
}

/** Every reason a disposition may carry, as the sentence the sender reads. */
export function sentenceOf(sharing: Pick<Sharing, 'reason'> & { readonly decision?: Decision }): string {
  if (Object.hasOwn(routeReasons, sharing.reason)) return routeReasons[sharing.reason as keyof typeof routeReasons];
  return (
    sharing.decision?.rulings.find((ruling) => ruling.code === sharing.reason)?.sentence ?? 'Nothing in the referral may be passed on.'
  );
}
