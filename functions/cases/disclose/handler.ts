import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import type { Runtime } from '../../runtime.ts';
import type { DisclosureParts } from '../disclosure.ts';
import { caseReader } from './disclose.ts';

/** `GET /v1/cases/{id}`: a member of a team reads a case routed to it. */
export const create = (parts: EdgeParts & DisclosureParts & Pick<Runtime, 'partnership'>) =>
  edge(parts, { 'GET /v1/cases/{id}': { scope: 'cases:read', user: true, work: caseReader(bookOf(parts), parts) } });
