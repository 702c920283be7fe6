import type { Health } from '../../contracts/replies/access.ts';
import { type EdgeParts, edge } from '../edge/edge.ts';
import { ok } from '../edge/result.ts';
import { served } from '../edge/served.ts';

/** `GET /health`: that the hub answers. Says nothing of what is behind it. */
export const create = (parts: EdgeParts) =>
  edge(parts, served({ 'GET /health': async () => ok({ status: 200, body: { status: 'ok' } satisfies Health }) }));
