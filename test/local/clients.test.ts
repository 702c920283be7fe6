import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { create } from '../../functions/partners/register/handler.ts';
import { addClient, keygen, type OperatedHub, token } from '../../infra/local/operator.ts';
import { aWorld } from '../support/world.ts';
import { temporaryFolder } from './support/temporary.ts';

let hub: OperatedHub;
let runtime: Awaited<ReturnType<typeof aWorld>>['runtime'];
let folder: string;
let options: { jwks: string; organisation: string; scope: string[] };

beforeEach(async () => {
  const world = await aWorld();
  runtime = world.runtime;
  hub = { url: 'http://127.0.0.1:9', dataDir: temporaryFolder(), store: runtime.store, views: runtime.views, close: () => undefined };
  folder = temporaryFolder();
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(() => process.chdir(before));
  const { jwksFile } = await keygen('my-system');
  options = { jwks: jwksFile, organisation: 'fire', scope: ['send:fire', 'referrals:read'] };
});

test('a client is registered with the key that was made for it', async () => {
  expect(await addClient(hub, 'my-system', options)).toMatchObject({ id: 'my-system', organisation: 'fire', scopes: options.scope });
});

test('a scope that no route asks for is refused, and those that there are are named', async () => {
  const wrong = { ...options, scope: ['send:fire', 'refferals:read', 'send:circus'] };
  await expect(addClient(hub, 'my-system', wrong)).rejects.toThrow(
    /^There is no scope refferals:read, nor send:circus: each must be one of cases:read, .*referrals:cancel, referrals:read, .*send:police, /,
  );
  const { keys } = JSON.parse(readFileSync(options.jwks, 'utf8')) as { keys: object[] };
  const client = { id: 'my-system', organisation: 'fire', scopes: wrong.scope, jwks: { keys } };
  const [refused] = await create(runtime)({ clients: [client] });
  expect(refused).toMatchObject({ code: 'schema-faults', faults: [{ pointer: '/scopes/1' }, { pointer: '/scopes/2' }] });
  expect(await create(runtime)({ clients: [{ ...client, scopes: options.scope }] })).toMatchObject([{ status: 'registered' }]);
});

test('an organisation or a file that there is not is said in the operator’s terms', async () => {
  const added = addClient(hub, 'my-system', { ...options, organisation: 'zzz' });
  await expect(added).rejects.toThrow(/^That cannot be done as it was asked:\n {2}\/organisation /);
  await expect(addClient(hub, 'my-system', { ...options, jwks: 'nofile' })).rejects.toThrow('There is no file nofile.');
});

test('a client that is there is replaced on purpose only', async () => {
  await addClient(hub, 'job-centre', { ...options, replace: true });
  await expect(addClient(hub, 'job-centre', options)).rejects.toThrow(
    'job-centre is registered already, for fire, a demonstration client. To replace its keys, scopes and organisation on purpose: --replace',
  );
  const scope = ['referrals:read'];
  expect((await addClient(hub, 'job-centre', { ...options, scope, replace: true })).scopes).toEqual(scope);
});

test('the private key is not taken for the public one, nor the public one for the private', async () => {
  await expect(addClient(hub, 'my-system', { ...options, jwks: 'my-system.private.json' })).rejects.toThrow(
    'my-system.private.json is the private key, which stays with you. Give the public one: my-system.jwks.json',
  );
  const jwk = JSON.parse(readFileSync('my-system.private.json', 'utf8')) as object;
  writeFileSync(join(folder, 'set.json'), JSON.stringify({ keys: [jwk] }));
  await expect(addClient(hub, 'my-system', { ...options, jwks: 'set.json' })).rejects.toThrow('set.json is the private key');
  await expect(token(hub, 'my-system', { key: 'my-system.jwks.json' })).rejects.toThrow(
    'my-system.jwks.json holds no private key. Give the one that hub keygen made: my-system.private.json',
  );
});

test('a key that is there is not made again', async () => {
  const before = readFileSync('my-system.private.json', 'utf8');
  await expect(keygen('my-system')).rejects.toThrow(/^my-system\.private\.json is there already, and stays as it is\./);
  expect(readFileSync('my-system.private.json', 'utf8')).toBe(before);
});
