import { pages } from '../../contracts/routes.ts';
import { type EdgeParts, edge } from '../edge/edge.ts';
import { serve } from './serve.ts';
import { siteOf } from './site.ts';

/** The documentation, for anyone: what `pages` of contracts lists. */
export const create = (parts: EdgeParts) => {
  const work = serve(siteOf(parts.config.issuer));
  return edge(parts, Object.fromEntries(pages.map((page) => [page, { open: true, work }])));
};
