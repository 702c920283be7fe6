import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { sentList, type TrackParts, tracker } from './track.ts';

/** `GET /v1/referrals` and `GET /v1/referrals/{id}`: an organisation follows what it sent. */
export const create = (parts: EdgeParts & TrackParts) =>
  edge(parts, served({ 'GET /v1/referrals': sentList(parts), 'GET /v1/referrals/{id}': tracker(bookOf(parts), parts) }));
