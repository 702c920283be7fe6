import type { Event, EventData } from '../../contracts/events.ts';
import { type Actor, type Commit, chain } from '../store/commit.ts';
import type { Appended, CommitStore, KeyRing } from '../store/ports.ts';
import { caseKeyOf } from './content.ts';

export interface DestroyParts {
  readonly store: Pick<CommitStore, 'append'>;
  readonly keys: Pick<KeyRing, 'destroy'>;
}

/**
 * Destroys what a case holds: first its key, under which every part of it is sealed, then a commit that says so with
 * what follows from it. Safe to repeat until that commit is there. Another instance of a function may remember the key
 * for a minute, so whatever reads a case asks its state first. The keys of the people in it stay: nothing of the case
 * is readable with them alone, and they may be known by other cases.
 */
export async function destroyContent(
  commits: readonly Commit[],
  {
    reason,
    at,
    actor,
    then = [],
  }: {
    readonly reason: EventData<'ContentDestroyed@1'>['reason'];
    readonly at: string;
    readonly actor: Actor;
    readonly then?: readonly Event[];
  },
  { store, keys }: DestroyParts,
): Promise<Appended['ok']> {
  const [first] = commits;
  const head = commits.at(-1);
  if (!first || !head) return false;
  const key = caseKeyOf(first);
  if (key) await keys.destroy(key);
  const events: Event[] = [{ type: 'ContentDestroyed@1', data: { reason } }, ...then];
  const commit = chain({ stream: head.stream, seq: head.seq + 1, previous: head.hash, at, actor, events });
  return (await store.append([commit])).ok;
}
