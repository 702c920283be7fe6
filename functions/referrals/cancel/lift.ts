import type { CaseState } from '../../cases/case.ts';
import { type Actor, type Commit, chain } from '../../store/commit.ts';
import type { CommitStore } from '../../store/ports.ts';
import { streams } from '../../store/streams.ts';

type Store = Pick<CommitStore, 'read'>;

/**
 * Lifts each refusal that was recorded in a case from whoever may be the same person, as a commit for each kind of
 * likeness: what was said of the wrong person, or in error, is not to keep anyone else waiting. What was said is sealed
 * under the case’s key, and goes with it; what the person withdrew stays, for to share less does no harm.
 */
export async function lifting(
  { caseId, received: { people } }: CaseState,
  written: { readonly at: string; readonly actor: Actor },
  store: Store,
): Promise<Commit[]> {
  const persons = new Set(people.map(({ personId }) => personId));
  const likenesses = new Set(people.flatMap(({ likeness }) => likeness ?? []));
  const commits = await Promise.all(
    [...likenesses].map(async (likeness) => {
      const stream = streams.likeness(likeness);
      const history = await store.read(stream);
      const last = history.at(-1);
      const own = await recordedIn(caseId, standing(history, persons), store);
      if (!last || own.length === 0) return [];
      const events = own.map((consentId) => ({ type: 'DenialLifted@1', data: { consentId } }) as const);
      return [chain({ ...written, stream, seq: last.seq + 1, previous: last.hash, events })];
    }),
  );
  return commits.flat();
}

/** The refusals of these persons that are noted and not lifted. */
function standing(history: readonly Commit[], persons: ReadonlySet<string>): string[] {
  const events = history.flatMap((commit) => commit.events);
  const lifted = new Set(events.flatMap((event) => (event.type === 'DenialLifted@1' ? [event.data.consentId] : [])));
  const noted = events.flatMap((event) =>
    event.type === 'DenialNoted@1' && persons.has(event.data.personId) ? [event.data.consentId] : [],
  );
  return [...new Set(noted)].filter((consentId) => !lifted.has(consentId));
}

/** Those of some consents that were recorded in a case. */
async function recordedIn(caseId: string, consentIds: readonly string[], store: Store): Promise<string[]> {
  const firsts = await Promise.all(consentIds.map((id) => store.read(streams.consent(id), { limit: 1 })));
  return firsts
    .flat()
    .flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'ConsentRecorded@1' && event.data.caseId === caseId ? [event.data.consentId] : [])),
    );
}
