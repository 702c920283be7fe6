import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { sentList, type TrackParts, tracker } from './track.ts';

/** `GET /v1/referrals` and `GET /v1/referrals/{id}`: an organisation follows what it sent. */
export const create = (parts: EdgeParts & TrackParts) =>
  edge(parts, {
    'GET /v1/referrals': { scope: 'referrals:read', work: sentList(parts) },
    'GET /v1/referrals/{id}': { scope: 'referrals:read', work: tracker(bookOf(parts), parts) },
  });
