import * as z from 'zod';
import { field } from '../categories.ts';
import type { Shown } from './parts.ts';

/** A token (RFC 6749 s.5.1). */
export const Token = z
  .strictObject({
    access_token: field('administrative', z.string().min(1), 'Send it as `Authorization: Bearer …`. Keep it secret; it is not for reading'),
    token_type: z.literal('Bearer'),
    expires_in: field('administrative', z.int().min(1), 'How many seconds it lasts'),
    scope: field('administrative', z.string().min(1), 'What it may do: scopes with spaces between'),
  })
  .meta({ id: 'Token' });
export type Token = Shown<typeof Token>;

/** That the hub answers. Says nothing of what is behind it. */
export const Health = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });
export type Health = Shown<typeof Health>;
