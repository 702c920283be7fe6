import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { type RecordParts, recorder } from './record.ts';

/** `POST /v1/consents`: what a person said is recorded, and what it covers goes. */
export const create = (parts: EdgeParts & RecordParts) =>
  edge(parts, { 'POST /v1/consents': { scope: 'consents:record', user: true, work: recorder(bookOf(parts), parts) } });
