import { type EdgeParts, edge } from '../../edge/edge.ts';
import { type WithdrawParts, withdrawer } from './withdraw.ts';

/** `POST /v1/consents/{id}/withdrawal`: a person may withdraw at any time, through anyone who holds their consent. */
export const create = (parts: EdgeParts & WithdrawParts) =>
  edge(parts, { 'POST /v1/consents/{id}/withdrawal': { scope: 'consents:withdraw', user: true, work: withdrawer(parts) } });
