import { bookOf } from '../../agreements/book.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { type RespondParts, responder } from './respond.ts';

/** The loop closes: a member of a team takes a case on, declines it, or says what came of it. */
export const create = (parts: EdgeParts & RespondParts) => {
  const book = bookOf(parts);
  const route = (what: Parameters<typeof responder>[0]) => ({
    scope: 'cases:respond',
    user: true as const,
    work: responder(what, book, parts),
  });
  return edge(parts, {
    'POST /v1/cases/{id}/acceptance': route('acceptance'),
    'POST /v1/cases/{id}/refusal': route('refusal'),
    'POST /v1/cases/{id}/outcome': route('outcome'),
  });
};
