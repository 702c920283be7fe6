import type { Fault, Refusal } from '../../../contracts/problem.ts';
import { ConversationOutcome, Outcome, type RefusalReason } from '../../../contracts/vocabulary.ts';
import { doorNamed, type Places } from '../../../policies/places.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { type Command, conversation, type RoutedTeam, type Step, statutoryDuty, transitions } from '../case.ts';

/** What a team sends of a case: which members there are depends on the command. */
export interface Sent {
  readonly reason?: RefusalReason;
  readonly outcome?: Outcome | ConversationOutcome;
  readonly to?: readonly string[];
}

/** What is done about a case, with what it needs. */
export type Doing =
  | { readonly step: 'acceptance' }
  | { readonly step: 'refusal'; readonly reason: RefusalReason }
  | { readonly step: 'outcome'; readonly outcome: Outcome }
  | { readonly step: 'conversation'; readonly outcome: ConversationOutcome }
  | { readonly step: 'passing-on'; readonly to: readonly string[] };

/**
 * What a command means for a team that has the case as it has. A case lent for a conversation takes what came of the
 * conversation, and any other outcome only once the person wants help; other cases never do (`schema-faults`, with what
 * this one takes). `state-conflict` where the team’s standing does not allow it.
 */
export function stepOf(what: Command, sent: Sent, own: RoutedTeam, places: Places): Result<Doing> {
  const doing = meantBy(what, sent, own);
  if (!doing.ok) return doing;
  const conflict = conflictOf(doing.value, own, places);
  return conflict ? { ok: false, refusal: conflict } : doing;
}

function meantBy(what: Command, { reason, outcome, to }: Sent, own: RoutedTeam): Result<Doing> {
  if (what === 'refusal' && reason) return ok({ step: what, reason });
  if (what !== 'outcome' || !outcome) return ok({ step: 'acceptance' });
  const faults: Fault[] = [];
  if (to && outcome !== 'passed-on') faults.push({ pointer: '/to', code: 'not-passed-on', detail: 'is for the outcome passed-on alone' });
  const taken = outcomesFor(own);
  if (!taken.includes(outcome))
    faults.push({ pointer: '/outcome', code: 'not-for-this-case', detail: `must be one of ${taken.join(', ')}` });
  if (faults.length > 0) return refuse('schema-faults', faults);
  const spoken = ConversationOutcome.safeParse(outcome);
  if (spoken.success) return ok({ step: 'conversation', outcome: spoken.data });
  return ok(to ? { step: 'passing-on', to } : { step: 'outcome', outcome: Outcome.parse(outcome) });
}

/** The outcomes a case takes, as a team has it. */
function outcomesFor({ reason, spoke }: RoutedTeam): readonly string[] {
  if (reason !== conversation) return Outcome.options;
  return spoke === 'wants-help' ? [...ConversationOutcome.options, ...Outcome.options] : ConversationOutcome.options;
}

function conflictOf(doing: Doing, own: RoutedTeam, places: Places): Refusal | undefined {
  const { status, reason } = own;
  const step: Step = doing.step;
  const conflict = (code: string, detail: string): Refusal => ({ code: 'state-conflict', faults: [{ pointer: 'path:id', code, detail }] });
  if (reason === statutoryDuty && (step === 'refusal' || (status === 'awaiting' && isHandedOn(doing, places)))) {
    const detail =
      'a safeguarding concern cannot be declined by who holds the duty: accept it, and say what came of it; or, if it is at the wrong door, pass it on to the other';
    return conflict('duty', detail);
  }
  // Each introduction is asked for in its own time: who passed it on may pass it on again.
  const passesOnAgain = step === 'passing-on' && own.status === 'closed' && own.outcome === 'passed-on';
  if (passesOnAgain || transitions[status].includes(step)) return undefined;
  return conflict(status, `the case is ${status}, which does not allow ${step}`);
}

/**
 * Whether it is passed on to anyone but a door. A concern at the wrong door moves at once, taken on or not: taking it on
 * only to hand it over would stop the watch over it. Anything else waits until someone answers for the concern.
 */
const isHandedOn = (doing: Doing, places: Places): boolean =>
  doing.step === 'passing-on' && !doing.to.every((name) => doorNamed(name, places) !== undefined);
