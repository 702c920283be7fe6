import { keyRing } from '../../../functions/store/key-ring.ts';
import type { KeyRing } from '../../../functions/store/ports.ts';
import type { Environment } from '../environment.ts';
import { branchKey } from './branch-key.ts';
import { dynamodb } from './dynamodb-client.ts';
import { keyTable } from './key-table.ts';
import { kms } from './kms.ts';

/** The key ring over the keys table, with the branch key unwrapped once. */
export async function keys({ KEYS_TABLE, WRAPPING_KEY }: Environment<'KEYS_TABLE' | 'WRAPPING_KEY'>): Promise<KeyRing> {
  const branch = await branchKey({ dynamodb, kms, table: KEYS_TABLE, wrappingKey: WRAPPING_KEY });
  return keyRing({ branchKey: branch, table: keyTable({ client: dynamodb, table: KEYS_TABLE }) });
}
