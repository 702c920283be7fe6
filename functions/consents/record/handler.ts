import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { type RecordParts, recorder } from './record.ts';

/** `POST /v1/consents`: what a person said is recorded, and what it covers goes. */
export const create = (parts: EdgeParts & RecordParts) => edge(parts, served({ 'POST /v1/consents': recorder(bookOf(parts), parts) }));
