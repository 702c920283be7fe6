import { routes } from '../../../contracts/routes.ts';
import { type EdgeParts, edge } from '../../edge/edge.ts';
import { accessOf } from '../../edge/served.ts';
import { fhirRoute, type ReceiveParts, receiver, sourceNamed } from './receive.ts';

const sendRoute = 'POST /v1/referrals/{source}';

/** `POST /v1/referrals/{source}`: a client may send for the sources its scopes name, `send:police` for one. */
export const create = (parts: EdgeParts & ReceiveParts) => {
  const work = receiver(parts);
  // A source there is not has no scope: the step answers that it is absent.
  const scope = (path: Readonly<Record<string, string>>) => {
    const source = sourceNamed(path);
    return Object.hasOwn(parts.sources, source) ? routes[sendRoute].scope.replace('{source}', source) : undefined;
  };
  return edge(parts, {
    [sendRoute]: { ...accessOf(sendRoute), scope, work },
    [fhirRoute]: { ...accessOf(fhirRoute), scope, work },
  });
};
