import type { Event } from '../../../contracts/events.ts';
import { referralFacts } from '../../../contracts/referral.ts';
import type { RefusalReason } from '../../../contracts/vocabulary.ts';
import { type Decision, decide } from '../../../policies/decide.ts';
import { kindsOf, ownersOf } from '../../../policies/minimise.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import { type Between, type Book, restsOn } from '../../agreements/book.ts';
import { daysAfter } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import type { Head } from '../../store/ports.ts';
import { type RoutedTeam, statutoryDuty } from '../case.ts';
import type { Circumstances } from '../circumstances.ts';
import { coded } from '../coded.ts';
import { openCase } from '../content.ts';
import { contactRuling, feedbackKinds, tierTold } from '../questions.ts';

/** What follows from a team’s answer, and what it rests on. */
export interface Aftermath {
  readonly events: readonly Event[];
  readonly rests: readonly Head[];
}

interface Answer {
  readonly own: RoutedTeam;
  /** Why the team declined, if it did. */
  readonly declined: RefusalReason | undefined;
  readonly circumstances: Circumstances;
  readonly today: string;
  readonly fresh: boolean;
}

type Parts = Pick<Runtime, 'keys' | 'objects' | 'partnership'>;

/** What is kept of a declined case that may go nowhere else. */
const unreleasedDays = 28;

/**
 * Decides what follows: whether the referrer may hear that something came of it, and where a declined case goes.
 * It goes to a person at First Contact if the decision for them permits it, never because the person wanted no help;
 * what no team is left with is kept as long as what was never released.
 */
export async function aftermathOf(answer: Answer, book: Book, parts: Parts): Promise<Aftermath> {
  const { own, circumstances, declined } = answer;
  const { state, first, readAt } = circumstances;
  const { referral } = await openCase(first, parts);
  if (!referral || own.reason === statutoryDuty) return { events: [], rests: [] };
  const owners = ownersOf(referral, state.received.organisation, state.caseId, circumstances.withdrawals);
  const seen = { ...answer, referral, owners };
  const told = await tellReferrer(seen, book);
  const onward = declined ? await passOn(seen, declined, book, parts.partnership) : nothing;
  const events = [...onward.events, ...told.events];
  // The case itself is proven by the place the answer is put at.
  const rests = new Map([...readAt.slice(1), ...onward.rests, ...told.rests].map((head) => [head.stream, head]));
  return { events, rests: [...rests.values()] };
}

const nothing: Aftermath = { events: [], rests: [] };

type Seen = Answer & { readonly referral: Parameters<typeof ownersOf>[0]; readonly owners: ReturnType<typeof ownersOf> };

async function tellReferrer({ own, circumstances: { state }, owners, today, fresh }: Seen, book: Book): Promise<Aftermath> {
  const { organisation } = state.received;
  const between = await book.between(own.organisation, organisation, fresh);
  const question = { today, from: own.organisation, to: { organisation }, purpose: 'feedback' as const, owners, clauses: between.clauses };
  const decision = decide({ ...question, asked: feedbackKinds(owners) });
  const may = decision.rulings.some(({ category, outcome }) => category === 'progress' && outcome === 'permit');
  const events: Event[] = may ? [{ type: 'ReferrerToBeTold@1', data: { organisation, referralId: state.caseId } }] : [];
  return { events, rests: used(between, decision, state.caseId) };
}

async function passOn(
  { own, circumstances: { state }, referral, owners, today, fresh }: Seen,
  declined: RefusalReason,
  book: Book,
  { places }: Partnership,
): Promise<Aftermath> {
  if (state.teams.some(({ id, status }) => id !== own.id && status !== 'declined')) return nothing;
  const held = (reason: string): Event => ({ type: 'CaseHeld@1', data: { reason, keepUntil: daysAfter(today, unreleasedDays) } });
  const { id, kind, organisation } = places.fallback;
  if (declined === 'person-declined' || state.teams.some((team) => team.id === id)) return { events: [held(declined)], rests: [] };
  const from = state.received.organisation;
  const between = await book.between(from, organisation, fresh);
  const to = { organisation, team: id, kind };
  const asked = kindsOf(referralFacts(referral));
  const decision = decide({ today, from, to, purpose: state.received.purpose, owners, asked, clauses: between.clauses });
  const contact = contactRuling(decision, owners);
  const next: Event =
    contact?.outcome === 'permit'
      ? {
          type: 'CaseRouted@1',
          data: {
            team: { id, kind, organisation },
            area: own.area,
            tier: tierTold(referral, decision, owners),
            urgency: own.urgency,
            reason: 'declined-by-team',
          },
        }
      : held(contact?.code ?? declined);
  return { events: [{ type: 'SharingDecided@1', data: coded(decision) }, next], rests: used(between, decision, state.caseId) };
}

const used = (between: Between, { agreements }: Decision, caseId: string): Head[] =>
  restsOn(
    between,
    agreements.map(({ id }) => id),
    caseId,
  );
