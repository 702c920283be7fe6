import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ObjectStore, Unavailable } from '../../../functions/store/ports.ts';
import { reachable } from '../../../functions/store/reachable.ts';
import type { Environment } from '../environment.ts';
import { clientSettings } from './client.ts';

/** Objects in one S3 bucket. */
export function objectStore({ client, bucket }: { readonly client: S3Client; readonly bucket: string }): ObjectStore {
  return {
    put: (name, bytes) =>
      reachable(async () => {
        try {
          await client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: bytes, IfNoneMatch: '*' }));
        } catch (error) {
          if (isNamed(error, 'ConditionalRequestConflict')) throw new Unavailable('objects: an earlier try is still being written');
          if (!isOwnEarlierTry(error)) throw error;
        }
      }),
    get: (name) =>
      reachable(async () => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
        if (!Body) throw new Error('an object came without a body');
        return await Body.transformToByteArray();
      }),
  };
}

/**
 * The client tries again when a reply was lost, and then meets the object it had written. Names are random,
 * so what a second try meets is its own; what a first try meets is somebody else’s, and stays.
 */
function isOwnEarlierTry(error: unknown): boolean {
  const attempts = (error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;
  return isNamed(error, 'PreconditionFailed') && attempts > 1;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** The objects bucket. */
export const objects = ({ OBJECTS_BUCKET }: Environment<'OBJECTS_BUCKET'>): ObjectStore =>
  objectStore({ client: new S3Client(clientSettings), bucket: OBJECTS_BUCKET });
