import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { caseReader } from './disclose.ts';
import type { RelatedParts } from './related.ts';

/** `GET /v1/cases/{id}`: a member of a team reads a case routed to it. */
export const create = (parts: EdgeParts & RelatedParts) =>
  edge(parts, { 'GET /v1/cases/{id}': { scope: 'cases:read', user: true, work: caseReader(bookOf(parts), parts) } });
