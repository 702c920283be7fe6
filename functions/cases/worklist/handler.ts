import { bookOf } from '../../agreements/book.ts';
import { edge, type EdgeParts } from '../../edge/edge.ts';
import { worklist, type WorklistParts } from './worklist.ts';

/** `GET /v1/cases`: a team’s worklist. */
export const create = (parts: EdgeParts & WorklistParts) => edge(parts, { 'GET /v1/cases': { scope: 'cases:read', work: worklist(bookOf(parts), parts) } });
