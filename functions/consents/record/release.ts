import type { Book } from '../../agreements/book.ts';
import { circumstancesOf, flowOf } from '../../cases/circumstances.ts';
import { actorOf } from '../../edge/caller.ts';
import type { Request } from '../../edge/edge.ts';
import { ok } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { partitions } from '../../views/summary.ts';
import { writing } from '../note.ts';
import { reconsider } from '../reconsider.ts';
import { recordedBy, saidOf } from '../said.ts';
import type { About } from './about.ts';

type Parts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'partnership' | 'views'>;

/** A case that went somewhere because of what was said. */
export interface Released {
  readonly referralId: string;
  readonly disposition: 'routed';
  readonly routedTo: readonly { readonly team: string; readonly name: string }[];
}

/** A case that goes somewhere, as who caused it is told. */
export const releasedAs = (referralId: string, teams: readonly string[], { partnership }: Pick<Runtime, 'partnership'>): Released => ({
  referralId,
  disposition: 'routed',
  routedTo: teams.map((team) => ({ team, name: partnership.places.teams.get(team)?.name ?? team })),
});

/** How many held cases of one person are looked at: nobody has more. */
const mostHeld = 20;

/**
 * Lets go what is held of a person for the organisation that recorded their answer. The consent is already recorded, so
 * what cannot be settled now goes when the case is next sent, or reminded of.
 */
export async function releaseHeld(about: About, request: Request, book: Book, parts: Parts): Promise<Released[]> {
  const { rows } = await parts.views.query(partitions.held(about.personId), { limit: mostHeld });
  const released: Released[] = [];
  for (const row of rows) {
    const routed = await untilSettled(() => release(String(row['caseId']), request, book, parts));
    if (routed.ok && routed.value.length > 0) released.push(releasedAs(String(row['caseId']), routed.value, parts));
  }
  return released;
}

async function release(caseId: string, { caller, now }: Request, book: Book, parts: Parts): Promise<Attempt<readonly string[]>> {
  const circumstances = await circumstancesOf(caseId, parts.store);
  if (circumstances?.state.disposition !== 'held' || circumstances.state.received.organisation !== caller.organisation) return ok([]);
  const { head, answers, state, readAt } = circumstances;
  const said = await saidOf(answers, flowOf(state), parts);
  const { events, routedTo } = await reconsider(
    circumstances,
    { said, saidToSender: recordedBy(caller, said), today: ukDate(now) },
    book,
    parts,
  );
  if (routedTo.length === 0) return ok([]);
  const written = writing(() => head, { at: now.toISOString(), actor: actorOf(caller) });
  written.next(head.stream, events);
  const appended = await parts.store.append(written.commits, readAt.slice(1));
  return appended.ok ? ok(routedTo) : 'again';
}
