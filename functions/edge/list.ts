import * as z from 'zod';
import { ok, type Result, refuse } from './result.ts';

/** The most a page of any list holds. */
const pageLimit = 100;

/** A list as every route gives it: the items, and the cursor of the next page or null. */
export interface List<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

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

const notACursor = 'what an earlier page gave as `next`';

/** `limit` of a list: 1 to `most`, `usual` if left out. */
export const limitParameter = (usual: number, most: number = pageLimit) =>
  z
    .string()
    .regex(/^\d{1,4}$/, { error: `a whole number from 1 to ${most}` })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(1, { error: `a whole number from 1 to ${most}` })
        .max(most, { error: `a whole number from 1 to ${most}` }),
    )
    .default(usual);

/** `cursor` of a list: what an earlier page gave as `next`. It is a place in the list, and holds nothing else. */
export const cursorParameter = z
  .string()
  .regex(/^[A-Za-z0-9_-]{2,300}$/, { error: notACursor })
  .transform((cursor) => Buffer.from(cursor, 'base64url').toString('utf8'))
  .refine((place) => /^[\x21-\x7e]+$/.test(place), { error: notACursor })
  .optional();

/** The cursor of the next page, from the place where this one ended. */
export const toCursor = (place: string | undefined): string | null =>
  place === undefined ? null : Buffer.from(place).toString('base64url');
