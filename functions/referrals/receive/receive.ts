import { bookOf } from '../../agreements/book.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { type IntakeParts, intake, type TakenIn } from './intake.ts';
import { take } from './message.ts';

export type ReceiveParts = IntakeParts & Pick<Runtime, 'sources'>;

/**
 * Takes in a referral: parse by its source’s contract, then {@link intake}. `not-found` for a source there is not,
 * `schema-faults`, `idempotency-key-missing`, `idempotency-key-reused`; the same again gets the same reply.
 */
export function receiver(parts: ReceiveParts) {
  const book = bookOf(parts);
  return async (request: Request): Promise<Result<Reply>> => {
    const sourceId = request.path['source'] ?? '';
    const source = Object.hasOwn(parts.sources, sourceId) ? parts.sources[sourceId] : undefined;
    if (!source)
      return refuse('not-found', [
        { pointer: 'path:source', code: 'unknown-source', detail: `must be one of ${Object.keys(parts.sources).join(', ')}` },
      ]);
    if (!request.idempotencyKey)
      return refuse('idempotency-key-missing', [
        { pointer: 'header:idempotency-key', code: 'missing', detail: 'is required: 1 to 255 visible ASCII characters' },
      ]);
    const body = request.json();
    if (!body.ok) return body;
    const taken = take(source, body.value.value, { today: ukDate(request.now), strict: request.query['strict'] === 'true' });
    if (!taken.ok) return taken;
    const { caller, now, idempotencyKey: key } = request;
    const takenIn = await intake({ caller, now, sourceId, key, body: body.value.text, ...taken.value }, book, parts);
    return takenIn.ok ? ok(created(takenIn.value)) : takenIn;
  };
}

const created = ({ receipt, replayed }: TakenIn): Reply => ({
  status: 201,
  body: receipt,
  headers: { location: receipt.links.self, ...(replayed ? { 'idempotency-replayed': 'true' } : {}) },
});
