import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { caseReader } from './disclose.ts';
import type { RelatedParts } from './related.ts';

/** `GET /v1/cases/{id}`: a member of a team reads a case routed to it. */
export const create = (parts: EdgeParts & RelatedParts) => edge(parts, served({ 'GET /v1/cases/{id}': caseReader(bookOf(parts), parts) }));
