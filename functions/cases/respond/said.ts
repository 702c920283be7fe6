import type { Responded } from '../../../contracts/replies/cases.ts';
import type { Runtime } from '../../runtime.ts';
import type { Commit, SealedPart } from '../../store/commit.ts';
import { open, seal } from '../../store/seal.ts';
import { caseKeyOf } from '../content.ts';

/** What a reply says beside codes: it is kept, so that a repeat gets the same. */
export type Said = Pick<Responded, 'passed' | 'ask'>;

const part = 'answer';

/** Seals what is said with an answer under the key of its case: it is gone when the case is. Nothing if that key is. */
export async function sealSaid(
  place: { readonly stream: string; readonly seq: number },
  said: Said | undefined,
  first: Commit,
  parts: Pick<Runtime, 'keys' | 'objects' | 'ids'>,
): Promise<SealedPart[]> {
  const id = caseKeyOf(first);
  const key = id && said && (await parts.keys.get([id])).get(id);
  return key ? seal(place, [{ id: part, content: said, keys: [{ id, key }] }], parts) : [];
}

/** What was said with an answer, as far as it can still be read. */
export async function openSaid(commit: Commit, parts: Pick<Runtime, 'keys' | 'objects'>): Promise<Said | undefined> {
  return (await open(commit, parts)).get(part) as Said | undefined;
}
