import type { CommitStore, KeyRing } from '../../store/ports.ts';
import { segments, throughSegments } from '../../store/segments.ts';
import { caseOf } from '../../store/streams.ts';
import { caseKeyOf } from '../content.ts';

/** How far it has come. */
export interface Forgotten {
  /** Cases whose content a commit says is destroyed. */
  readonly cases: number;
  /** The segment from which to go on, where it stopped before its end. */
  readonly next?: number;
}

export interface ForgetParts {
  readonly store: Pick<CommitStore, 'scan' | 'read'>;
  readonly keys: Pick<KeyRing, 'destroy'>;
}

/**
 * Destroys again every key that a commit says is destroyed: after keys were restored, some may be back. Safe to repeat,
 * and while the hub runs. Stops early, saying where to go on, when its time is up or the table is `Unavailable`. Does not
 * find what was destroyed and whose commit was lost with the restored table: the daily `expire` does.
 */
export async function forget(
  { store, keys }: ForgetParts,
  { from = 0, isTimeUp = () => false }: { readonly from?: number; readonly isTimeUp?: () => boolean } = {},
): Promise<Forgotten> {
  let cases = 0;
  const next = await throughSegments({ from, to: segments, isTimeUp }, async function* (segment) {
    for await (const page of store.scan(segment, segments)) {
      for (const { stream, events } of page) {
        if (!caseOf(stream) || !events.some(({ type }) => type === 'ContentDestroyed@1')) continue;
        const [first] = await store.read(stream, { limit: 1 });
        const key = first && caseKeyOf(first);
        if (!key) continue;
        await keys.destroy(key);
        cases += 1;
      }
      yield;
    }
  });
  return { cases, ...(next === undefined ? {} : { next }) };
}
