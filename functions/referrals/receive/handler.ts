import type { EdgeParts } from '../../edge/edge.ts';
import { edge } from '../../edge/edge.ts';
import { fhirRoute, type ReceiveParts, receiver, sourceNamed } from './receive.ts';

/** `POST /v1/referrals/{source}`: a client may send for the sources its scopes name, `send:police` for one. */
export const create = (parts: EdgeParts & ReceiveParts) => {
  const work = receiver(parts);
  // A source there is not has no scope: the step answers that it is absent.
  const scope = (path: Readonly<Record<string, string>>) => {
    const source = sourceNamed(path);
    return Object.hasOwn(parts.sources, source) ? `send:${source}` : undefined;
  };
  return edge(parts, {
    'POST /v1/referrals/{source}': { scope, fhir: 'asked', work },
    [fhirRoute]: { scope, fhir: 'always', work },
  });
};
