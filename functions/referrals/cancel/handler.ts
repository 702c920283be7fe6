import { type EdgeParts, edge } from '../../edge/edge.ts';
import { type CancelParts, canceller } from './cancel.ts';

/** `POST /v1/referrals/{id}/cancellation`: a person says so, on behalf of the organisation that sent it. */
export const create = (parts: EdgeParts & CancelParts) =>
  edge(parts, { 'POST /v1/referrals/{id}/cancellation': { scope: 'referrals:cancel', user: true, work: canceller(parts) } });
