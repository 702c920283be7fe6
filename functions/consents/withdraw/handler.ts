import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { type WithdrawParts, withdrawer } from './withdraw.ts';

/** `POST /v1/consents/{id}/withdrawal`: a person may withdraw at any time, through anyone who holds their consent. */
export const create = (parts: EdgeParts & WithdrawParts) => edge(parts, served({ 'POST /v1/consents/{id}/withdrawal': withdrawer(parts) }));
