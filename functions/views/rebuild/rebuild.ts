import { type CaseState, fold } from '../../cases/case.ts';
import type { CommitStore, Row, ViewStore } from '../../store/ports.ts';
import { caseOf } from '../../store/streams.ts';
import { difference } from '../project/project.ts';
import { appliedKey, appliedState } from '../summary.ts';

/** How a rebuild went. */
export interface Rebuilt {
  readonly cases: number;
  readonly rows: number;
}

/**
 * Makes every view again from the commits alone: replays each case and puts its rows, whatever was there.
 * Bounded memory: a page of the table at a time. Safe while the hub runs; a case that moves meanwhile is
 * brought up to date by its own commit.
 */
export async function rebuild(
  { store, views }: { readonly store: CommitStore; readonly views: ViewStore },
  progress: (so: Rebuilt) => void = () => undefined,
): Promise<Rebuilt> {
  let cases = 0;
  let rows = 0;
  for await (const page of store.scan()) {
    const streams = page.filter((commit) => commit.seq === 1 && caseOf(commit.stream)).map((commit) => commit.stream);
    const applied = new Map((await views.get(streams.map((stream) => appliedKey(caseOf(stream) ?? '')))).map((row) => [row.pk, row]));
    const written = new Map<string, CaseState>();
    const puts: Row[] = [];
    const deletes: { pk: string; sk: string }[] = [];
    for (const stream of streams) {
      const state = fold(await store.read(stream));
      if (!state) continue;
      const old = applied.get(appliedKey(state.caseId).pk);
      const change = difference(old && appliedState(old), state);
      puts.push(...change.puts);
      deletes.push(...change.deletes);
      written.set(stream, state);
      cases += 1;
    }
    await views.write(puts, deletes);
    await catchUp(written, { store, views });
    rows += puts.length;
    progress({ cases, rows });
  }
  return { cases, rows };
}

/** A case that moved while its rows were being made may have been overwritten with what it was: bring it up to date. */
async function catchUp(
  written: ReadonlyMap<string, CaseState>,
  { store, views }: { readonly store: CommitStore; readonly views: ViewStore },
): Promise<void> {
  for (const [stream, before] of written) {
    const after = fold(await store.read(stream, { after: before.seq }), before);
    if (!after || after.seq === before.seq) continue;
    const { puts, deletes } = difference(before, after);
    await views.write(puts, deletes);
  }
}
