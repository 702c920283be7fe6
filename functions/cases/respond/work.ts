import type { Event } from '../../../contracts/events.ts';
import type { Places } from '../../../policies/places.ts';
import type { Book } from '../../agreements/book.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { RoutedTeam } from '../case.ts';
import { type Aftermath, nothing, onwardOf } from './aftermath.ts';
import { asksForSupport } from './converse.ts';
import { mayAnswer } from './may-answer.ts';
import type { Seen } from './offer.ts';
import { passOn } from './pass-on.ts';
import type { Said } from './said.ts';
import type { Doing } from './step.ts';

/** What is done about a case: what is committed, what it rests on, and what the reply says. */
export interface Done extends Aftermath {
  readonly said?: Said | undefined;
  /** Whether the referrer may come to hear of it. */
  readonly isTold: boolean;
}

interface Work {
  readonly doing: Doing;
  readonly own: RoutedTeam;
  /** The case opened; nothing if what it held has been destroyed. */
  readonly seen: Seen | undefined;
  /** The role of whoever answers. */
  readonly reader: string | undefined;
}

/** Decides what a team’s answer comes to; `user-role` from someone whom the case is not for. A conversation that led to nothing is told to nobody. */
export async function workOf({ doing, own, seen, reader }: Work, book: Book, places: Places): Promise<Result<Done>> {
  if (seen && !(await mayAnswer(seen, reader, book))) return refuse('user-role');
  const team = own.id;
  const done = (event: Event, { events, rests }: Aftermath = nothing): Done => ({ events: [event, ...events], rests, isTold: true });
  switch (doing.step) {
    case 'acceptance':
      return ok(done({ type: 'CaseAccepted@1', data: { team } }));
    case 'refusal': {
      const { reason } = doing;
      return ok(done({ type: 'CaseDeclined@1', data: { team, reason } }, seen && (await onwardOf(seen, reason, book, places))));
    }
    case 'outcome':
      return ok(done({ type: 'OutcomeRecorded@1', data: { team, outcome: doing.outcome } }));
    case 'conversation': {
      const { outcome } = doing;
      const isWanted = outcome === 'wants-help';
      const said = isWanted && seen ? { ask: await asksForSupport(seen, book) } : undefined;
      return ok({ ...done({ type: 'ConversationHeld@1', data: { team, outcome } }), isTold: isWanted, said });
    }
    case 'passing-on': {
      if (!seen)
        return refuse('state-conflict', [{ pointer: 'path:id', code: 'content-destroyed', detail: 'what it held has been destroyed' }]);
      const passed = await passOn(doing.to, seen, reader, book, places);
      if (!passed.ok) return passed;
      const closed: Event = { type: 'OutcomeRecorded@1', data: { team, outcome: 'passed-on' } };
      const said = { passed: passed.value.passed };
      // What came of it was said the first time.
      return ok(own.status === 'closed' ? { ...passed.value, said, isTold: false } : { ...done(closed, passed.value), said });
    }
  }
}
