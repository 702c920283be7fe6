import { edge, type EdgeParts } from '../edge/edge.ts';
import { tokenEndpoint, type TokenParts } from './token.ts';

/** `POST /oauth2/token`: how every client begins. */
export const create = (parts: EdgeParts & TokenParts) => edge(parts, { 'POST /oauth2/token': { open: true, work: tokenEndpoint(parts) } });
