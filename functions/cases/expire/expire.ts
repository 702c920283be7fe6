import type { Event, EventData } from '../../../contracts/events.ts';
import { daysAfter } from '../../edge/time.ts';
import { type Actor, chain } from '../../store/commit.ts';
import type { CommitStore, KeyRing, Row, ViewStore } from '../../store/ports.ts';
import { streams } from '../../store/streams.ts';
import { groupOf, partitions } from '../../views/summary.ts';
import { sweep } from '../../views/sweep.ts';
import { type CaseState, conversation } from '../case.ts';
import { destroyContent } from '../destroy.ts';
import { isStillHeld, isToBeDestroyed, lastDayOf } from '../keeping.ts';
import { referrerOf } from '../referrer.ts';
import { type Read, settle } from '../settle.ts';

export interface ExpireParts {
  readonly store: Pick<CommitStore, 'read' | 'append'>;
  readonly views: Pick<ViewStore, 'query'>;
  readonly keys: Pick<KeyRing, 'destroy'>;
}

/** The day it is in the United Kingdom, and the instant. */
interface Moment {
  readonly today: string;
  readonly at: string;
}

/** How many cases a run did something about. */
export interface Expired {
  readonly destroyed: number;
  readonly reminded: number;
}

const actor: Actor = { client: 'expire', organisation: 'hub' };

/** A week before its last day a referrer is reminded of what is held: time for another visit, and no nagging before. */
const reminderDays = 7;

/**
 * Destroys what is past the last day it is kept: what was refused, held and never released, or lent for a conversation
 * that led to nothing; and what was taken back, where a crash left it half done. Reminds the referrer, once, of what is
 * still held a week before its last day. Releases nothing. What a crash left undone is done the next time; throws, when
 * it has tried every case, if one could not be settled.
 */
export async function expire(moment: Moment, parts: ExpireParts): Promise<Expired> {
  const unreleased = partitions.unreleased;
  const destroyed = await sweep(parts.views, { partition: unreleased, until: moment.today }, (row) =>
    settle(caseOf(row), parts.store, (read) => destroy(read, moment, parts)),
  );
  // What is past its last day sorts before today, and is gone: it is not reminded of.
  const until = daysAfter(moment.today, reminderDays + 1);
  const reminded = await sweep(parts.views, { partition: unreleased, until }, async (row) =>
    row['toBeReminded'] === true ? settle(caseOf(row), parts.store, (read) => remind(read, moment, parts)) : false,
  );
  return { destroyed, reminded };
}

const caseOf = (row: Row): string => streams.case(String(row['caseId']));

/** What is done about one case: it was, there was nothing to do, or the case moved meanwhile. */
type Done = Promise<boolean | 'again'>;

async function destroy({ state, commits }: Read, { today, at }: Moment, parts: ExpireParts): Done {
  const lastDay = lastDayOf(state);
  if (lastDay === undefined || lastDay >= today) return false;
  const reason = whyOf(state);
  // Who took it back was told when they did.
  const then = reason === 'cancelled' ? [] : followsFrom(state);
  return (await destroyContent(commits, { reason, at, actor, then }, parts)) || 'again';
}

function whyOf(state: CaseState): EventData<'ContentDestroyed@1'>['reason'] {
  if (isToBeDestroyed(state)) return 'cancelled';
  return state.teams.some(({ spoke }) => spoke === 'no-wish') ? 'no-wish' : 'never-released';
}

/**
 * Who hears of it. The sender, if it knows that it was held or refused; one that was told more may be told no more than
 * its return clause says, and of what was lent for a conversation that it is gone would tell that the person wanted
 * nothing. A team it was lent to, which finds it gone.
 */
function followsFrom(state: CaseState): Event[] {
  const { told, teams } = state;
  const lent = teams
    .filter(({ reason, status }) => reason === conversation && groupOf(status) === 'open')
    .map(({ id, kind }) => ({ id, kind }));
  const events: Event[] = lent.length > 0 ? [{ type: 'SharingChanged@1', data: { teams: lent } }] : [];
  const tells = told === 'held' || told === 'refused';
  return tells ? [...events, { type: 'ReferrerToBeTold@1', data: referrerOf(state) }] : events;
}

async function remind({ state, head }: Read, { today, at }: Moment, { store }: ExpireParts): Done {
  const lastDay = lastDayOf(state);
  if (!isStillHeld(state) || state.reminded || lastDay === undefined) return false;
  if (lastDay < today || lastDay > daysAfter(today, reminderDays)) return false;
  const event: Event = { type: 'HoldReminded@1', data: referrerOf(state) };
  const commit = chain({ stream: head.stream, seq: head.seq + 1, previous: head.hash, at, actor, events: [event] });
  return (await store.append([commit])).ok || 'again';
}
