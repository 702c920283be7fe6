import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { type WorklistParts, worklist } from './worklist.ts';

/** `GET /v1/cases`: a team’s worklist. */
export const create = (parts: EdgeParts & WorklistParts) => edge(parts, served({ 'GET /v1/cases': worklist(bookOf(parts), parts) }));
