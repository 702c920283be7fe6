import type * as z from 'zod';
import { ok, type Result, refuse } from './result.ts';

/**
 * Reads a query string against a schema, every fault at once (`malformed-request`). Parameters the route does
 * not know are ignored, as HTTP allows.
 */
export function query<T>(schema: z.ZodType<T>, sent: Readonly<Record<string, string>>): Result<T> {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return ok(parsed.data);
  return refuse(
    'malformed-request',
    parsed.error.issues.map((issue) => ({
      pointer: `query:${String(issue.path[0] ?? '')}`,
      code: 'query',
      detail: `must be ${issue.message}`,
    })),
  );
}

/** The cursor of the next page, from the place where this one ended. */
export const toCursor = (place: string | undefined): string | null =>
  place === undefined ? null : Buffer.from(place).toString('base64url');
