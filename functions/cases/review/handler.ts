import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { type ReviewParts, reviewer } from './review.ts';

/** `POST /v1/cases/{id}/review`: someone trained says whether the people of a case may be seen together. */
export const create = (parts: EdgeParts & ReviewParts) => edge(parts, served({ 'POST /v1/cases/{id}/review': reviewer(parts) }));
