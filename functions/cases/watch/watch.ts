import type { Event } from '../../../contracts/events.ts';
import { type Actor, type Commit, chain } from '../../store/commit.ts';
import type { CommitStore, Log, ViewStore } from '../../store/ports.ts';
import { streams } from '../../store/streams.ts';
import { partitions } from '../../views/summary.ts';
import { sweep } from '../../views/sweep.ts';
import type { CaseState } from '../case.ts';
import { awaitedDuties } from '../keeping.ts';
import { settle } from '../settle.ts';

export interface WatchParts {
  readonly store: Pick<CommitStore, 'read' | 'append'>;
  readonly views: Pick<ViewStore, 'query'>;
  readonly log: Log;
}

const actor: Actor = { client: 'watch', organisation: 'hub' };

/**
 * How long, in milliseconds, a safeguarding concern may wait for someone to take it on: an hour. A decision on what to
 * do about a child is due within one working day (Working Together to Safeguard Children); this leaves most of it.
 */
const patience = 60 * 60 * 1000;

/**
 * Says that a safeguarding concern has waited for an hour and nobody of the team that holds the duty has taken it on:
 * once in its stream, by which the team hears, and in the log at every run for as long as it waits, so that the alarm
 * rings until someone does. The log comes first: a crash between the two costs a repeat, never the alarm. Gives how many
 * wait. Does not check that anyone looked at the case without accepting it.
 */
export function watch(now: Date, { store, views, log }: WatchParts): Promise<number> {
  const due = new Date(now.getTime() - patience).toISOString();
  const until = `${due}~`;
  return sweep(views, { partition: partitions.awaitedDuties, until }, (row) => {
    const team = String(row['team']);
    return settle(streams.case(String(row['caseId'])), store, async ({ state, head }) => {
      const waiting = awaitedDuties(state).find(({ id, routedAt }) => id === team && routedAt <= due);
      if (!waiting) return false;
      const { caseId } = state;
      const { isOverdue, routedAt } = waiting;
      log.write({ code: 'safeguarding-overdue', level: 'error', caseId, team, since: routedAt, isRepeat: isOverdue });
      return isOverdue || say(waiting, head, { at: now.toISOString(), store });
    });
  });
}

async function say(
  { id, kind }: CaseState['teams'][number],
  head: Commit,
  { at, store }: { readonly at: string; readonly store: Pick<CommitStore, 'append'> },
): Promise<true | 'again'> {
  const event: Event = { type: 'SafeguardingOverdue@1', data: { team: { id, kind } } };
  const commit = chain({ stream: head.stream, seq: head.seq + 1, previous: head.hash, at, actor, events: [event] });
  return (await store.append([commit])).ok || 'again';
}
