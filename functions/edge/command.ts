import type * as z from 'zod';
import type { Warning } from '../../contracts/replies/parts.ts';
import type { Commit, Idempotency } from '../store/commit.ts';
import type { KeyRing } from '../store/ports.ts';
import type { Request } from './edge.ts';
import { ok, type Result, refuse } from './result.ts';
import { validate } from './validate.ts';

/** A command as it was sent: its body, and what tells a repeat of it. */
export interface Command<T> {
  readonly value: T;
  /** What was dropped from the body. */
  readonly warnings: readonly Warning[];
  readonly idempotency: Idempotency;
}

/** How long, in milliseconds, an append remembers the key it came with: seven days. */
const remembered = 7 * 24 * 60 * 60 * 1000;

/** The refusal of a POST without a key by which a repeat could be told. */
export const keyMissing = refuse('idempotency-key-missing', [
  { pointer: 'header:idempotency-key', code: 'missing', detail: 'is required: 1 to 255 visible ASCII characters' },
]);

/**
 * Reads the body of a POST that appends, and its Idempotency-Key. An empty body is an empty object. Refuses
 * with `idempotency-key-missing`, and as {@link validate} and the body’s parser do.
 */
export function command<T>(schema: z.ZodType<T>, request: Request, keys: Pick<KeyRing, 'hmac'>): Result<Command<T>> {
  if (!request.idempotencyKey) return keyMissing;
  const strict = request.strict();
  if (!strict.ok) return strict;
  const body = request.raw.text ? request.json() : ok({ text: '', value: {} });
  if (!body.ok) return body;
  const valid = validate(schema, body.value.value, strict.value);
  if (!valid.ok) return valid;
  return ok({ ...valid.value, idempotency: hashes(request, body.value.text, keys) });
}

/** Keyed hashes of the key, which is the client’s own, and of what was asked: what, of which thing, and in what words. */
export function hashes(request: Request, text: string, keys: Pick<KeyRing, 'hmac'>): Idempotency {
  return {
    key: keys.hmac('idempotency', request.caller.client, request.idempotencyKey ?? ''),
    body: keys.hmac('idempotency', request.route, request.path['id'] ?? '', text),
  };
}

/** The commit of a stream that a command made when it came the first time, or the refusal if the key was used for another. */
export function earlier(commits: readonly Commit[], { key, body }: Idempotency, now: Date): Result<Commit | undefined> {
  const first = commits.find((commit) => commit.idempotency?.key === key && now.getTime() - Date.parse(commit.at) < remembered);
  return first && first.idempotency?.body !== body ? refuse('idempotency-key-reused') : ok(first);
}
