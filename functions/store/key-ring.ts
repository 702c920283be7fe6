import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { nonce as freshNonce } from './nonce.ts';
import type { KeyRing } from './ports.ts';

/** Where wrapped keys are kept: a table on AWS, a file on one machine. */
export interface KeyTable {
  /** Resolves only when all are durable. */
  put(keys: readonly { id: string; wrapped: Uint8Array }[]): Promise<void>;
  get(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  delete(id: string): Promise<void>;
}

/** Keys made durable in one call, before any is needed: so a commit never waits for a key of its own. */
const poolSize = 25;
const uses = ['wrap', 'identity', 'idempotency', 'reference', 'cursor'] as const;

/**
 * A key ring over one branch key (32 bytes), which is unwrapped once and never stored beside what it wraps.
 * Keys are AES-256, wrapped by AES-256-GCM with their id as authenticated data. A key kept in memory is
 * forgotten when it is destroyed here; another instance may hold it until `rememberFor` milliseconds are over.
 */
export function keyRing({
  branchKey,
  table,
  rememberFor = 60_000,
  now = Date.now,
}: {
  readonly branchKey: Uint8Array;
  readonly table: KeyTable;
  readonly rememberFor?: number;
  readonly now?: () => number;
}): KeyRing {
  const derived = new Map(uses.map((use) => [use, Buffer.from(hkdfSync('sha256', branchKey, '', `referral-hub/${use}`, 32))]));
  const under = (use: (typeof uses)[number]): Buffer => {
    const key = derived.get(use);
    if (!key) throw new Error(`no key is derived for ${use}`);
    return key;
  };
  const remembered = new Map<string, { key: Uint8Array; until: number }>();
  let pool: { id: string; key: Uint8Array }[] = [];
  let filling: Promise<void> | undefined;

  function remember(id: string, key: Uint8Array): void {
    if (remembered.size >= 10_000) remembered.clear();
    remembered.set(id, { key, until: now() + rememberFor });
  }

  async function fill(): Promise<void> {
    const fresh = Array.from({ length: poolSize }, () => ({ id: randomBytes(12).toString('hex'), key: randomBytes(32) }));
    await table.put(fresh.map(({ id, key }) => ({ id, wrapped: wrap(under('wrap'), id, key) })));
    pool = pool.concat(fresh);
  }

  /** One refill at a time; begun when half the pool is left, so that callers rarely wait for it. */
  function refill(): Promise<void> {
    filling ??= fill().finally(() => {
      filling = undefined;
    });
    return filling;
  }

  return {
    async take() {
      while (pool.length === 0) await refill();
      const taken = pool.pop();
      if (!taken) throw new Error('the pool of keys is empty after a refill');
      // A refill that fails in the background is tried again by whoever finds the pool empty, and fails them.
      if (pool.length < poolSize / 2) refill().catch(() => undefined);
      remember(taken.id, taken.key);
      return taken;
    },
    async get(ids) {
      const found = new Map<string, Uint8Array>();
      const missing: string[] = [];
      for (const id of new Set(ids)) {
        const known = remembered.get(id);
        if (known && known.until > now()) found.set(id, known.key);
        else missing.push(id);
      }
      if (missing.length > 0) {
        for (const [id, wrapped] of await table.get(missing)) {
          const key = unwrap(under('wrap'), id, wrapped);
          remember(id, key);
          found.set(id, key);
        }
      }
      return found;
    },
    async destroy(id) {
      remembered.delete(id);
      await table.delete(id);
    },
    hmac: (use, ...values) => createHmac('sha256', under(use)).update(JSON.stringify(values)).digest('hex'),
  };
}

function wrap(key: Uint8Array, id: string, secret: Uint8Array): Uint8Array {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

function unwrap(key: Uint8Array, id: string, wrapped: Uint8Array): Uint8Array {
  const bytes = Buffer.from(wrapped);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(id));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
