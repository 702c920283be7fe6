import { type EdgeParts, edge } from '../edge/edge.ts';
import { type TokenParts, tokenEndpoint } from './token.ts';

/** `POST /oauth2/token`: how every client begins. */
export const create = (parts: EdgeParts & TokenParts) => edge(parts, { 'POST /oauth2/token': { open: true, work: tokenEndpoint(parts) } });
