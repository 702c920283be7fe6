import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { type CancelParts, canceller } from './cancel.ts';

/** `POST /v1/referrals/{id}/cancellation`: a person says so, on behalf of the organisation that sent it. */
export const create = (parts: EdgeParts & CancelParts) => edge(parts, served({ 'POST /v1/referrals/{id}/cancellation': canceller(parts) }));
