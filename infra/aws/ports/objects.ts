import { type ObjectStore, Unavailable } from '../../../functions/store/ports.ts';
import { reachable } from '../../../functions/store/reachable.ts';
import type { Environment } from '../environment.ts';
import { type Answer, call, Refused } from './call.ts';
import { clock } from './process.ts';

/**
 * Objects in one S3 bucket. The service checks what arrives against the signed hash of the body. Names are of letters and
 * digits, and so need no escaping.
 */
export function objectStore({ bucket }: { readonly bucket: string }): ObjectStore {
  return {
    put: (name, bytes) =>
      reachable(async () => {
        const headers = { 'content-type': 'application/octet-stream', 'if-none-match': '*' };
        const answer = await call({ service: 's3', method: 'PUT', bucket, path: `/${name}`, headers, body: bytes }, clock.now);
        if (answer.status === 409) throw new Unavailable('objects: an earlier try is still being written');
        if (answer.status !== 200 && !isOwnEarlierTry(answer)) throw refusal(answer);
      }),
    get: (name) =>
      reachable(async () => {
        const answer = await call({ service: 's3', method: 'GET', bucket, path: `/${name}` }, clock.now);
        if (answer.status !== 200) throw refusal(answer);
        return answer.bytes;
      }),
  };
}

/**
 * A call is tried again when a reply was lost, and then meets the object it had written. Names are random,
 * so what a second try meets is its own; what a first try meets is somebody else’s, and stays.
 */
const isOwnEarlierTry = ({ status, attempt }: Answer): boolean => status === 412 && attempt > 1;

/** S3 says in XML what was wrong; its code is all that is taken from it. */
const refusal = (answer: Answer): Refused =>
  new Refused('s3', /<Code>(\w+)<\/Code>/.exec(answer.bytes.toString())?.[1] ?? 'unknown', answer);

/** The objects bucket. */
export const objects = ({ OBJECTS_BUCKET }: Environment<'OBJECTS_BUCKET'>): ObjectStore => objectStore({ bucket: OBJECTS_BUCKET });
