import { type EdgeParts, edge } from '../edge/edge.ts';
import { served } from '../edge/served.ts';
import { type TokenParts, tokenEndpoint } from './token.ts';

/** `POST /oauth2/token`: how every client begins. */
export const create = (parts: EdgeParts & TokenParts) => edge(parts, served({ 'POST /oauth2/token': tokenEndpoint(parts) }));
