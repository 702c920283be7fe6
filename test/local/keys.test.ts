import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type KeyFile, keyFile } from '../../infra/local/keys.ts';
import { fileObjects } from '../../infra/local/objects.ts';
import { branchKey, tokenKey } from '../../infra/local/secrets.ts';
import { temporaryFolder } from './support/temporary.ts';

const aKey = (id: string) => ({ id, wrapped: new Uint8Array(randomBytes(60)) });

async function open(path: string): Promise<KeyFile> {
  const keys = await keyFile(path);
  onTestFinished(() => keys.close().catch(() => undefined));
  return keys;
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the file of wrapped keys', () => {
  test('holds after it is opened again what was put, and only that', async () => {
    const path = join(temporaryFolder(), 'keys');
    const keys = await open(path);
    const put = Array.from({ length: 200 }, (_, index) => aKey(`key-${index}`));
    await Promise.all(put.map((each) => keys.put([each])));
    await keys.close();

    const again = await open(path);
    const found = await again.get([...put.map(({ id }) => id), 'unknown']);
    expect([...found].map(([id, wrapped]) => ({ id, wrapped: new Uint8Array(wrapped) }))).toEqual(put);
    expect(modeOf(path)).toBe('600');
  });

  test('drops a last line that a crash cut short, and goes on after it', async () => {
    const path = join(temporaryFolder(), 'keys');
    const first = await open(path);
    const [one, two] = [aKey('one'), aKey('two')];
    await first.put([one]);
    await first.close();
    appendFileSync(path, 'torn AAAA');

    const second = await open(path);
    await second.put([two]);
    await second.close();

    const third = await open(path);
    expect([...(await third.get(['one', 'torn', 'two'])).keys()]).toEqual(['one', 'two']);
  });

  test('refuses to go on with a line that is damaged', async () => {
    const path = join(temporaryFolder(), 'keys');
    writeFileSync(path, 'one AAAA\n\0\0\0\ntwo AAAA\n');
    await expect(keyFile(path)).rejects.toThrow(/is damaged/);
  });

  test('has nothing left of a deleted key, in memory or in any file', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'keys');
    const keys = await open(path);
    const [kept, gone, alsoKept] = [aKey('kept'), aKey('gone'), aKey('also-kept')];
    await keys.put([kept, gone]);
    await Promise.all([keys.delete('gone'), keys.put([alsoKept]), keys.delete('never-there')]);

    expect((await keys.get(['gone'])).size).toBe(0);
    const text = readFileSync(path, 'latin1');
    expect(text).not.toContain('gone');
    expect(text).not.toContain(Buffer.from(gone.wrapped).toString('base64'));
    expect(existsSync(`${path}.tmp`)).toBe(false);
    await keys.put([aKey('later')]);
    await keys.close();
    expect([...(await (await open(path)).get(['kept', 'gone', 'also-kept', 'later'])).keys()]).toEqual(['kept', 'also-kept', 'later']);
  });

  test('removes what a crash left of a rewriting, which could hold keys deleted since', async () => {
    const path = join(temporaryFolder(), 'keys');
    writeFileSync(`${path}.tmp`, 'old AAAA\n');
    const keys = await open(path);
    expect(keys.isEmpty()).toBe(true);
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });

  test('takes no id twice, and none that would break a line', async () => {
    const keys = await open(join(temporaryFolder(), 'keys'));
    await keys.put([aKey('one')]);
    await expect(keys.put([aKey('one')])).rejects.toThrow();
    await expect(keys.put([aKey('a b')])).rejects.toThrow();
  });
});

describe('the secrets', () => {
  test('are made once, for their owner alone', async () => {
    const path = join(temporaryFolder(), 'branch.key');
    const key = await branchKey(path, false);
    expect(key).toHaveLength(32);
    expect(await branchKey(path, true)).toEqual(key);
    expect(modeOf(path)).toBe('600');
  });

  test('are not made anew where there are keys that only the old one opens, nor taken damaged', async () => {
    const path = join(temporaryFolder(), 'branch.key');
    await expect(branchKey(path, true)).rejects.toThrow(/restore it/);
    writeFileSync(path, 'short');
    await expect(branchKey(path, false)).rejects.toThrow(/damaged/);
  });

  test('sign tokens that the public key verifies, after a restart too', async () => {
    const path = join(temporaryFolder(), 'token-key.json');
    const { kid } = await (await tokenKey(path)).publicJwk();
    const key = await tokenKey(path);
    const signature = await key.sign('header.payload');
    const jwk = await key.publicJwk();
    expect(jwk.kid).toBe(kid);
    expect(jwk).not.toHaveProperty('d');
    expect(signature).toHaveLength(64);
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    expect(verify('sha256', Buffer.from('header.payload'), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    expect(modeOf(path)).toBe('600');
  });
});

describe('the folder of objects', () => {
  test('gives back what was put, and never replaces it', async () => {
    const folder = join(temporaryFolder(), 'objects');
    const objects = fileObjects(folder);
    const bytes = randomBytes(1_000_000);
    await objects.put('abc1', bytes);
    await objects.put('abc1', bytes);
    await expect(objects.put('abc1', randomBytes(10))).rejects.toThrow();
    expect(Buffer.compare(await objects.get('abc1'), bytes)).toBe(0);
    await expect(objects.get('abc2')).rejects.toThrow();
  });

  test.each(['', '../keys', 'a/b', '.hidden', 'A', 'a'.repeat(200)])('refuses the name %j', async (name) => {
    const objects = fileObjects(temporaryFolder());
    await expect(objects.put(name, randomBytes(1))).rejects.toThrow(/name/);
    await expect(objects.get(name)).rejects.toThrow(/name/);
  });
});
