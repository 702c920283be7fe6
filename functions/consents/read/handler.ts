import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { consentReader, type ReadParts } from './read.ts';

/** `GET /v1/consents/{id}`: what a person said, for whoever recorded it. */
export const create = (parts: EdgeParts & ReadParts) => edge(parts, served({ 'GET /v1/consents/{id}': consentReader(parts) }));
