import { type CaseState, fold } from '../../cases/case.ts';
import type { CommitStore, Row, ViewStore } from '../../store/ports.ts';
import { segments, throughSegments } from '../../store/segments.ts';
import { caseOf, streams } from '../../store/streams.ts';
import { difference, writeAll } from '../project/project.ts';
import { appliedKey, appliedRow, appliedState, caseOfRow, rowsOf } from '../summary.ts';

export interface RebuildParts {
  readonly store: Pick<CommitStore, 'read' | 'scan'>;
  readonly views: Pick<ViewStore, 'get' | 'write' | 'scan'>;
}

/** How far a rebuild has come. */
export interface Rebuilt {
  /** Cases whose rows were put. */
  readonly cases: number;
  readonly rows: number;
  /** Rows that no case has, taken away. */
  readonly removed: number;
  /** The segment from which to go on, where it stopped before its end. */
  readonly next?: number;
}

/** Where to begin, when to stop, and whom to tell how far it has come after each page. */
export interface RebuildControl {
  readonly from?: number;
  readonly isTimeUp?: () => boolean;
  readonly progress?: (so: Rebuilt) => void;
}

/** The segments of both tables in one count: the commits’, whose rows are put, then the views’, where no row is left that no case has. */
export const rebuildSegments = 2 * segments;

/**
 * Makes every view again from the commits alone: replays each case and puts its rows, then takes away every row that its
 * case does not have. Rows that are of no case, such as used assertions, stay. Memory is bounded, by a page of a table for
 * each segment in hand. Safe to run twice, and while the hub runs: a case that moves meanwhile is brought up to date.
 * Stops early, saying where to go on, when its time is up or a table is `Unavailable`.
 */
export async function rebuild(
  { store, views }: RebuildParts,
  { from = 0, isTimeUp = () => false, progress = () => undefined }: RebuildControl = {},
): Promise<Rebuilt> {
  const so = { cases: 0, rows: 0, removed: 0 };
  const unmade = await throughSegments({ from, to: segments, isTimeUp }, async function* (segment) {
    for await (const page of store.scan(segment, segments)) {
      const { cases, rows } = await putRows(
        page.filter(({ seq }) => seq === 1).flatMap(({ stream }) => caseOf(stream) ?? []),
        { store, views },
      );
      so.cases += cases;
      so.rows += rows;
      progress(so);
      yield;
    }
  });
  if (unmade !== undefined) return { ...so, next: unmade };
  const unswept = await throughSegments({ from: Math.max(from, segments), to: rebuildSegments, isTimeUp }, async function* (segment) {
    for await (const page of views.scan(segment - segments, segments)) {
      so.removed += await removeStrays(page, { store, views });
      progress(so);
      yield;
    }
  });
  return { ...so, ...(unswept === undefined ? {} : { next: unswept }) };
}

async function putRows(caseIds: readonly string[], { store, views }: RebuildParts): Promise<{ cases: number; rows: number }> {
  const applied = await appliedTo(caseIds, views);
  const states: CaseState[] = [];
  for (const caseId of caseIds) {
    const state = fold(await store.read(streams.case(caseId)));
    if (state) states.push(state);
  }
  const changes = states.map((state) => difference(applied.get(state.caseId), state));
  await writeAll(changes, views);
  for (const state of states) await untilStill(state, { store, views });
  return { cases: states.length, rows: changes.reduce((rows, change) => rows + change.puts.length + change.applied.length, 0) };
}

async function removeStrays(page: readonly Row[], { store, views }: RebuildParts): Promise<number> {
  const byCase = new Map<string, Row[]>();
  for (const row of page) {
    const caseId = caseOfRow(row);
    if (caseId !== undefined) byCase.set(caseId, [...(byCase.get(caseId) ?? []), row]);
  }
  const applied = await appliedTo([...byCase.keys()], views);
  let removed = 0;
  for (const [caseId, rows] of byCase) {
    if (strays(rows, applied.get(caseId)).length === 0) continue;
    // What is applied to the views lags behind, so the case itself says which rows it has.
    const state = fold(await store.read(streams.case(caseId)));
    const gone = strays(rows, state);
    await views.write(
      [],
      gone.map(({ pk, sk }) => ({ pk, sk })),
    );
    if (state) await untilStill(state, { store, views });
    removed += gone.length;
  }
  return removed;
}

const nameOf = ({ pk, sk }: { pk: string; sk: string }): string => `${pk} ${sk}`;

/** Those of some rows of a case that it does not have as it stands. */
function strays(rows: readonly Row[], state: CaseState | undefined): Row[] {
  const own = new Set(state ? [...rowsOf(state), appliedRow(state)].map(nameOf) : []);
  return rows.filter((row) => !own.has(nameOf(row)));
}

async function appliedTo(caseIds: readonly string[], views: RebuildParts['views']): Promise<Map<string, CaseState>> {
  const rows = await views.get(caseIds.map(appliedKey));
  return new Map(rows.map(appliedState).map((state) => [state.caseId, state]));
}

/**
 * A case that moved while its rows were written may have been overwritten with what it was: writes what it is, until it
 * has not moved. Whatever is committed later is projected later.
 */
async function untilStill(before: CaseState, { store, views }: RebuildParts): Promise<void> {
  const after = fold(await store.read(streams.case(before.caseId), { after: before.seq }), before);
  if (!after || after.seq === before.seq) return;
  await writeAll([difference(before, after)], views);
  await untilStill(after, { store, views });
}
