import * as z from 'zod';
import { Agreement, type AgreementInput, ReasonOutOfForce } from '../../contracts/agreement.ts';
import type { Event } from '../../contracts/events.ts';
import type { Fault } from '../../contracts/problem.ts';
import { faultsOf, flowsOf } from '../../policies/agreement.ts';
import { settings } from '../../policies/law.ts';
import { ok, type Result, refuse } from '../edge/result.ts';
import { ukDate } from '../edge/time.ts';
import { validate } from '../edge/validate.ts';
import { type Actor, type Commit, chain } from '../store/commit.ts';
import { type Attempt, untilSettled } from '../store/contention.ts';
import { type Clock, type CommitStore, transactionLimit } from '../store/ports.ts';
import { guardsOf, streams } from '../store/streams.ts';
import { agreementsListed } from './book.ts';
import { type Standing, standingOf } from './standing.ts';

interface Parts {
  readonly store: CommitStore;
  readonly clock: Clock;
}

/** What an agreement came to: where it stands now. */
export interface Changed {
  readonly id: string;
  readonly version: number;
  readonly status: Standing['status'];
}

/**
 * Puts an agreement in force. Refuses one that is not well formed or names law that is not listed
 * (`schema-faults`), and a version that is not above the last (`state-conflict`). From the moment this
 * resolves, disclosures may rest on it.
 */
export async function activate(parts: Parts, sent: AgreementInput, actor: Actor): Promise<Result<Changed>> {
  const parsed = validate(Agreement, sent, true);
  if (!parsed.ok) return parsed;
  const agreement = parsed.value.value;
  const today = ukDate(parts.clock.now());
  const faults = [...faultsOf(agreement, settings), ...datingFaults(agreement, today)];
  if (faults.length > 0) return refuse('schema-faults', faults);
  return untilSettled(async () => {
    const last = await parts.store.last(streams.agreement(agreement.id));
    const before = last && (await standing(parts.store, last));
    if (before && before.agreement.version >= agreement.version) return refuse('state-conflict');
    const event: Event = { type: 'AgreementActivated@1', data: { agreement } };
    return commitChange(parts, { before: before?.agreement, agreement, last, actor, status: 'active', event });
  });
}

/** An agreement is put in force on a day it is for, by approvals that have been given. */
function datingFaults({ inForceFrom, inForceUntil, approvals }: Agreement, today: string): Fault[] {
  const faults = approvals.flatMap(({ approvedOn }, index): Fault[] =>
    approvedOn > today ? [{ pointer: `/approvals/${index}/approvedOn`, code: 'date-in-future', detail: 'must be today or earlier' }] : [],
  );
  if (inForceFrom > today)
    faults.push({ pointer: '/inForceFrom', code: 'date-in-future', detail: 'must be today or earlier: activate it when it has come' });
  if (inForceUntil < today) faults.push({ pointer: '/inForceUntil', code: 'date-past', detail: 'must be today or later' });
  return faults;
}

const Taking = z.strictObject({ reason: ReasonOutOfForce });

/**
 * Takes an agreement out of force: for a while (`suspended`) or for good (`ended`). `schema-faults` if the reason is not a
 * code, `not-found` if there is no such agreement, `state-conflict` if it is already so. From the moment this resolves, no
 * disclosure commits under it.
 */
export async function takeOutOfForce(
  parts: Parts,
  id: string,
  status: 'suspended' | 'ended',
  reason: string,
  actor: Actor,
): Promise<Result<Changed>> {
  const coded = validate(Taking, { reason }, true);
  if (!coded.ok) return coded;
  const type = status === 'suspended' ? ('AgreementSuspended@1' as const) : ('AgreementEnded@1' as const);
  return move(parts, id, actor, {
    to: status,
    mayMove: (now) => now !== status && now !== 'ended',
    event: ({ version }) => ({ type, data: { id, version, reason } }),
  });
}

/** Puts a suspended agreement back in force as it was. `not-found`; `state-conflict` if it is not suspended. */
export function resume(parts: Parts, id: string, actor: Actor): Promise<Result<Changed>> {
  return move(parts, id, actor, {
    to: 'active',
    mayMove: (now) => now === 'suspended',
    event: (agreement) => ({ type: 'AgreementActivated@1', data: { agreement } }),
  });
}

interface Move {
  readonly to: Standing['status'];
  readonly mayMove: (now: Standing['status']) => boolean;
  readonly event: (agreement: Agreement) => Event;
}

/** An agreement stands otherwise than it did; what it says stays. */
function move(parts: Parts, id: string, actor: Actor, { to, mayMove, event }: Move): Promise<Result<Changed>> {
  return untilSettled(async () => {
    const last = await parts.store.last(streams.agreement(id));
    if (!last) return refuse('not-found');
    const { agreement, status } = await standing(parts.store, last);
    if (!mayMove(status)) return refuse('state-conflict');
    return commitChange(parts, { before: agreement, agreement, last, actor, status: to, event: event(agreement) });
  });
}

async function standing(store: CommitStore, { stream }: Commit): Promise<Standing> {
  const standing = standingOf(await store.read(stream));
  if (!standing) throw new Error(`${stream} has no text`);
  return standing;
}

interface Change {
  readonly before: Agreement | undefined;
  readonly agreement: Agreement;
  readonly last: Commit | undefined;
  readonly actor: Actor;
  readonly status: Changed['status'];
  readonly event: Event;
}

/**
 * One transaction: the agreement and its guards, the register of every organisation that receives under it
 * and its guards, and the list of each flow. A disclosure that read any of them before fails its check.
 */
async function commitChange({ store, clock }: Parts, { before, agreement, last, actor, status, event }: Change): Promise<Attempt<Changed>> {
  const at = clock.now().toISOString();
  const { id, version } = agreement;
  const change = status === 'active' ? ('activated' as const) : status;
  const moved: Event = { type: 'RegisterMoved@1', data: { agreement: id, change } };
  const commits: Commit[] = [];
  const next = (stream: string, previous: Commit | undefined, events: Event[]) =>
    commits.push(chain({ stream, seq: (previous?.seq ?? 0) + 1, previous: previous?.hash, at, actor, events }));

  const guarded = async (stream: string, previous: Commit | undefined, own: Event) => {
    next(stream, previous, [own]);
    const guards = guardsOf(stream);
    const lasts = await Promise.all(guards.map((guard) => store.last(guard)));
    for (const [index, guard] of guards.entries()) next(guard, lasts[index], [moved]);
  };
  await guarded(streams.agreement(id), last, event);
  const flows = [...flowsOf(agreement), ...(before ? flowsOf(before) : [])];
  for (const recipient of new Set(flows.map(({ to }) => to))) {
    await guarded(streams.register(recipient), await store.last(streams.register(recipient)), moved);
  }
  const open = new Set(status === 'active' ? flowsOf(agreement).map(({ from, to }) => streams.flow(from, to)) : []);
  for (const stream of new Set(flows.map(({ from, to }) => streams.flow(from, to)))) {
    const previous = await store.last(stream);
    const others = (previous ? agreementsListed(previous) : []).filter((listed) => listed !== id);
    next(stream, previous, [{ type: 'FlowListed@1', data: { agreements: open.has(stream) ? [...others, id] : others } }]);
  }
  if (commits.length > transactionLimit) {
    const detail = 'must name fewer receiving organisations: a change to it is one transaction';
    return refuse('schema-faults', [{ pointer: '/clauses', code: 'too-many-recipients', detail }]);
  }
  const appended = await store.append(commits);
  return appended.ok ? ok({ id, version, status }) : 'again';
}
