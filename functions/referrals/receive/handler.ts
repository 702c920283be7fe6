import type { EdgeParts } from '../../edge/edge.ts';
import { edge } from '../../edge/edge.ts';
import { fhirRoute, type ReceiveParts, receiver } from './receive.ts';

/** `POST /v1/referrals/{source}`: a client may send for the sources its scopes name, `send:police` for one. */
export const create = (parts: EdgeParts & ReceiveParts) => {
  const work = receiver(parts);
  return edge(parts, {
    'POST /v1/referrals/{source}': {
      // A source there is not has no scope: the step answers that it is absent.
      scope: ({ source = '' }) => (Object.hasOwn(parts.sources, source) ? `send:${source}` : undefined),
      fhir: 'asked',
      work,
    },
    [fhirRoute]: { scope: 'send:gp', fhir: 'always', work },
  });
};
