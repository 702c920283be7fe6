import { type ObjectStore, Unavailable } from '../../../functions/store/ports.ts';
import { reachable } from '../../../functions/store/reachable.ts';
import type { Environment } from '../environment.ts';
import { call } from './call.ts';

/**
 * Objects in one S3 bucket. The service checks what arrives against the signed hash of the body. Names are of letters and
 * digits, and so need no escaping.
 */
export function objectStore({ bucket }: { readonly bucket: string }): ObjectStore {
  return {
    put: (name, bytes) =>
      reachable(async () => {
        const headers = { 'content-type': 'application/octet-stream', 'if-none-match': '*' };
        try {
          await call({ service: 's3', method: 'PUT', bucket, path: `/${name}`, headers, body: bytes });
        } catch (error) {
          if (isNamed(error, 'ConditionalRequestConflict')) throw new Unavailable('objects: an earlier try is still being written');
          if (!isOwnEarlierTry(error)) throw error;
        }
      }),
    get: (name) => reachable(() => call({ service: 's3', method: 'GET', bucket, path: `/${name}` })),
  };
}

/**
 * A call is tried again when a reply was lost, and then meets the object it had written. Names are random,
 * so what a second try meets is its own; what a first try meets is somebody else’s, and stays.
 */
function isOwnEarlierTry(error: unknown): boolean {
  const attempts = (error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;
  return isNamed(error, 'PreconditionFailed') && attempts > 1;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** The objects bucket. */
export const objects = ({ OBJECTS_BUCKET }: Environment<'OBJECTS_BUCKET'>): ObjectStore => objectStore({ bucket: OBJECTS_BUCKET });
