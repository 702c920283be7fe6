import type { Event } from '../../../contracts/events.ts';
import type { Disposition } from '../../../contracts/vocabulary.ts';
import type { Decision } from '../../../policies/decide.ts';
import { duties } from '../../../policies/law.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import { areaOf } from '../../../policies/places.ts';
import { route } from '../../../policies/route.ts';
import { routeReasons } from '../../../policies/routes/reasons.ts';
import type { Book } from '../../agreements/book.ts';
import { conversation, statutoryDuty } from '../../cases/case.ts';
import { coded } from '../../cases/coded.ts';
import { daysAfter } from '../../edge/time.ts';
import { type Answer, type Asking, answerOf, decideFor, keepDays } from './answers.ts';
import { routedTo, type Taken, takenOf } from './routed.ts';

/** What was made of a referral: where it goes, or why it goes nowhere, and every ruling on the way. */
export interface Sharing {
  readonly disposition: Disposition;
  /** The reason of the first team it goes to, or why it goes nowhere. */
  readonly reason: string;
  readonly events: readonly Event[];
  /** The decisions it follows from: a duty’s first, if there is one, then one for each way it goes. */
  readonly decisions: readonly Decision[];
  /** Of what could go another way once someone was asked: what was decided of whom that is about. */
  readonly held: readonly Decision[];
}

/**
 * Decides where a referral may go, each way by itself: the first team of it that may receive how to reach whom it is about
 * takes it. If nothing goes anywhere, it is held when asking could change that, and refused when the person said no or
 * nothing covers it. A safeguarding concern with reasonable cause goes to the door that holds the duty, whatever else.
 */
export async function share(
  asking: Asking,
  { book, partnership }: { readonly book: Book; readonly partnership: Partnership },
): Promise<Sharing> {
  const { referral, today } = asking;
  const ways = route(asking, partnership.places);
  const answers: Answer[] = [];
  // One after another: each may make the book read afresh.
  for (const destination of ways.destinations) answers.push(await answerOf(destination, asking, book));
  const shared = ways.reason ? nowhere(ways.reason, today) : outcomeOf(answers, today, (taken) => routedTo(taken, asking));
  const decided = distinct(answers.flatMap(({ tried }) => tried.map(({ decision }) => sharingDecided(decision))));
  const door = doorFor(asking, partnership);
  if (!door) return { ...shared, events: [...decided, ...shared.events] };
  const { decision } = decideFor(door.team, asking, { said: asking.saidToSender, clauses: [], purpose: 'safeguarding', duty: door.duty });
  const { id, kind, organisation } = door.team;
  // Of whomever the duty lets be found: where someone else lives is not the door’s to know.
  const atRisk = referral.people.find(({ key }) => key === door.duty.owner) ?? referral.people.find(({ role }) => role === 'subject');
  const area = areaOf(atRisk?.address?.postcode, partnership.places)?.id;
  return {
    disposition: 'routed',
    reason: statutoryDuty,
    events: [
      ...decided,
      ...shared.events.filter((event) => event.type !== 'CaseRouted@1' || event.data.team.id !== id),
      // After what became of it otherwise: a case that a duty sends on is neither held nor refused.
      sharingDecided(decision),
      { type: 'CaseRouted@1', data: { team: { id, kind, organisation }, area, urgency: 'emergency', reason: statutoryDuty } },
    ],
    decisions: [decision, ...shared.decisions],
    // Beside a concern, nobody is sent to ask whether the team that has it may help as well: that is for the team to ask.
    held: shared.held.filter(({ to }) => to.team !== id),
  };
}

/** What came of all its ways together: it goes to every team that may have its part of it. */
function outcomeOf(answers: readonly Answer[], today: string, routed: (taken: Taken) => Event): Sharing {
  const decisions = distinct(answers.map(({ chosen }) => chosen.decision));
  const held = answers.flatMap((answer) => (answer.outcome === 'hold' ? [askedOf(answer, answers.length)] : []));
  const taken = takenOf(answers);
  const goes = taken[0]?.[0].chosen.candidate.reason;
  if (goes !== undefined) {
    const disposition = goes === conversation ? 'conversation-needed' : 'routed';
    return { disposition, reason: goes, events: taken.map(routed), decisions, held };
  }
  const first = answers.find(({ outcome }) => outcome === 'hold') ?? answers.find(({ outcome }) => outcome === 'refuse') ?? answers[0];
  const reason = first?.chosen.contact?.code ?? 'nothing-to-share';
  const data = { reason, keepUntil: daysAfter(today, first ? keepDays(first.chosen) : 0) };
  return first?.outcome === 'hold'
    ? { disposition: 'held', reason, events: [{ type: 'CaseHeld@1', data }], decisions, held }
    : { disposition: 'refused', reason, events: [{ type: 'CaseRefused@1', data }], decisions, held };
}

/** What no team is there for is not kept beyond the day: nothing that could be asked would change it. */
const nowhere = (reason: string, today: string): Sharing => ({
  disposition: 'refused',
  reason,
  events: [{ type: 'CaseRefused@1', data: { reason, keepUntil: today } }],
  decisions: [],
  held: [],
});

/** What was decided of whom one of several ways is about; of everyone, if there is but one. */
function askedOf({ chosen: { decision }, destination }: Answer, ways: number): Decision {
  if (ways === 1) return decision;
  return { ...decision, rulings: decision.rulings.filter(({ owner }) => destination.about.includes(owner)) };
}

const sharingDecided = (decision: Decision): Event => ({ type: 'SharingDecided@1', data: coded(decision) });

/** Each of several once, by what it says. */
const distinct = <T>(all: readonly T[]): readonly T[] =>
  all.length < 2 ? all : [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];

function doorFor({ referral: { safeguarding: concern } }: Asking, { places }: Partnership) {
  const duty = concern?.reasonableCause ? duties.find(({ atRisk }) => atRisk === concern.atRisk) : undefined;
  const team = duty && places.doors.get(duty.teamKind);
  return duty && team ? { team, duty: { owner: concern?.about, duty } } : undefined;
}

/** Every reason a disposition may carry, as the sentence the sender reads. */
export function sentenceOf({ reason, decisions }: Pick<Sharing, 'reason' | 'decisions'>): string {
  if (Object.hasOwn(routeReasons, reason)) return routeReasons[reason as keyof typeof routeReasons];
  const ruling = decisions.flatMap(({ rulings }) => rulings).find(({ code }) => code === reason);
  return ruling?.sentence ?? 'Nothing in the referral may be passed on.';
}
