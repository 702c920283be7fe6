import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { type WorklistParts, worklist } from './worklist.ts';

/** `GET /v1/cases`: a team’s worklist. */
export const create = (parts: EdgeParts & WorklistParts) =>
  edge(parts, { 'GET /v1/cases': { scope: 'cases:read', work: worklist(bookOf(parts), parts) } });
