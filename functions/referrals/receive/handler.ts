import type { EdgeParts } from '../../edge/edge.ts';
import { edge } from '../../edge/edge.ts';
import { type ReceiveParts, receiver } from './receive.ts';

/** `POST /v1/referrals/{source}`: a client may send for the sources its scopes name, `send:police` for one. */
export const create = (parts: EdgeParts & ReceiveParts) =>
  edge(parts, {
    'POST /v1/referrals/{source}': {
      // A source there is not has no scope: the step answers that it is absent.
      scope: ({ source = '' }) => (Object.hasOwn(parts.sources, source) ? `send:${source}` : undefined),
      work: receiver(parts),
    },
  });
