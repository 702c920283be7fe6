import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { type RespondParts, responder } from './respond.ts';

/** The loop closes: a member of a team takes a case on, declines it, or says what came of it. */
export const create = (parts: EdgeParts & RespondParts) => {
  const book = bookOf(parts);
  const routes = served({
    'POST /v1/cases/{id}/acceptance': responder('acceptance', book, parts),
    'POST /v1/cases/{id}/refusal': responder('refusal', book, parts),
    'POST /v1/cases/{id}/outcome': responder('outcome', book, parts),
  });
  return edge(parts, routes);
};
