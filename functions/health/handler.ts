import { type EdgeParts, edge } from '../edge/edge.ts';
import { ok } from '../edge/result.ts';

/** `GET /health`: that the hub answers. Says nothing of what is behind it. */
export const create = (parts: EdgeParts) =>
  edge(parts, { 'GET /health': { open: true, work: async () => ok({ status: 200, body: { status: 'ok' } }) } });
