import { type CaseState, fold } from '../../cases/case.ts';
import type { Commit } from '../../store/commit.ts';
import type { CommitStore, Row, ViewStore } from '../../store/ports.ts';
import { caseOf, streams } from '../../store/streams.ts';
import { appliedKey, appliedRow, appliedState, rowsOf } from '../summary.ts';

export interface ProjectParts {
  readonly store: Pick<CommitStore, 'read'>;
  readonly views: Pick<ViewStore, 'get' | 'write'>;
}

/** What takes the views from one state of some cases to another. */
interface Change {
  readonly puts: Row[];
  readonly deletes: { pk: string; sk: string }[];
  /** The rows that say how far each case is applied: to be written when all else is. */
  readonly applied: Row[];
}

/**
 * Brings the views up to date with some commits, in two calls whatever their number. What was applied before
 * is dropped, by stream and sequence; if a commit in between has not come yet, the case is read from the
 * store. So repeats, reordering and delays leave the views right.
 */
export async function project(commits: readonly Commit[], { store, views }: ProjectParts): Promise<void> {
  const byCase = new Map<string, Commit[]>();
  for (const commit of commits) {
    const caseId = caseOf(commit.stream);
    if (caseId) byCase.set(caseId, [...(byCase.get(caseId) ?? []), commit]);
  }
  if (byCase.size === 0) return;
  const rows = await views.get([...byCase.keys()].map(appliedKey));
  const applied = new Map(rows.map((row) => [row.pk, appliedState(row)]));
  const changes: Change[] = [];
  for (const [caseId, incoming] of byCase) {
    const before = applied.get(appliedKey(caseId).pk);
    const states = await advanced(caseId, before, incoming, store);
    const after = states.pop();
    if (after) changes.push(difference(before, after, states));
  }
  await writeAll(changes, views);
}

/** Writes some changes, and only when all of them are in, that they are: of what was cut off, the same commits bring the rest. */
export async function writeAll(changes: readonly Change[], views: Pick<ViewStore, 'write'>): Promise<void> {
  const all = <T>(of: (change: Change) => T[]): T[] => changes.flatMap(of);
  await views.write(
    all(({ puts }) => puts),
    all(({ deletes }) => deletes),
    all(({ applied }) => applied),
  );
}

/**
 * What takes the views from one state of a case to another. A write that was cut off may have left rows of any state in
 * between, so those go as well.
 */
export function difference(before: CaseState | undefined, after: CaseState, between: readonly CaseState[] = []): Change {
  const rows = rowsOf(after);
  const kept = new Set(rows.map(({ pk, sk }) => `${pk} ${sk}`));
  const earlier = [...(before ? [before] : []), ...between].flatMap(rowsOf).filter(({ pk, sk }) => !kept.has(`${pk} ${sk}`));
  const gone = new Map(earlier.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }]));
  return { puts: rows, deletes: [...gone.values()], applied: [appliedRow(after)] };
}

/** Each state of a case that is not applied yet, in order; none if these commits bring nothing new. */
async function advanced(
  caseId: string,
  before: CaseState | undefined,
  incoming: readonly Commit[],
  store: ProjectParts['store'],
): Promise<CaseState[]> {
  const applied = before?.seq ?? 0;
  const fresh = incoming.filter((commit) => commit.seq > applied).sort((a, b) => a.seq - b.seq);
  if (fresh.length === 0) return [];
  const once = [...new Map(fresh.map((commit) => [commit.seq, commit])).values()];
  const unbroken = once.every(({ seq }, index) => seq === applied + 1 + index);
  const states: CaseState[] = [];
  let state = before;
  for (const commit of unbroken ? once : await store.read(streams.case(caseId), { after: applied })) {
    state = fold([commit], state);
    if (state) states.push(state);
  }
  return states;
}
