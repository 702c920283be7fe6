import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Unavailable } from '../../functions/store/ports.ts';
import { branchContext, branchKey } from '../../infra/aws/ports/branch-key.ts';
import { keyTable } from '../../infra/aws/ports/key-table.ts';
import type { Kms } from '../../infra/aws/ports/kms.ts';
import { p1363FromDer } from '../../infra/aws/ports/signature.ts';
import { kmsSigner, kmsVerifierKey } from '../../infra/aws/ports/token-key.ts';

const region = 'eu-west-2';
const keyArn = 'arn:aws:kms:eu-west-2:111122223333:key/0f1e2d3c-0000-4000-8000-000000000001';
const dynamodb = mockClient(DynamoDBClient);
beforeEach(() => {
  dynamodb.reset();
});

describe('the table of keys', () => {
  const table = keyTable({ client: new DynamoDBClient({ region }), table: 'keys' });
  const wrapped = (id: string) => ({ id, wrapped: Buffer.from(`wrapped ${id}`) });

  test('puts keys together, and none over another', async () => {
    dynamodb.on(TransactWriteItemsCommand).resolves({});
    await table.put([wrapped('a'), wrapped('b')]);
    const puts = dynamodb.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(puts.map(({ Put }) => Put?.Item?.['id']?.S)).toEqual(['a', 'b']);
    expect(new Set(puts.map(({ Put }) => Put?.ConditionExpression))).toEqual(new Set(['attribute_not_exists(#id)']));
  });

  test('is unavailable when a transaction is throttled, and at fault when a key is there already', async () => {
    const cancelled = (Code: string) =>
      new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons: [{ Code: 'None' }, { Code }] });
    dynamodb.on(TransactWriteItemsCommand).rejectsOnce(cancelled('ThrottlingError')).rejects(cancelled('ConditionalCheckFailed'));
    await expect(table.put([wrapped('a'), wrapped('b')])).rejects.toThrow(Unavailable);
    await expect(table.put([wrapped('a'), wrapped('b')])).rejects.toThrow(TransactionCanceledException);
  });

  test('asks again for what was left unread, strongly, and leaves out what is not there', async () => {
    const item = (id: string) => ({ id: { S: id }, wrapped: { B: Buffer.from(`wrapped ${id}`) } });
    dynamodb
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: { keys: [item('a')] }, UnprocessedKeys: { keys: { Keys: [{ id: { S: 'b' } }] } } })
      .resolves({ Responses: { keys: [item('b')] } });
    const found = await table.get(['a', 'b', 'gone', 'a']);
    expect([...found.keys()].sort()).toEqual(['a', 'b']);
    const asked = dynamodb.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input.RequestItems?.['keys']);
    expect(asked.map((each) => each?.Keys?.map(({ id }) => id?.S))).toEqual([['a', 'b', 'gone'], ['b']]);
    expect(asked.every((each) => each?.ConsistentRead)).toBe(true);
  });

  test('asks for nothing when nothing is wanted', async () => {
    expect(await table.get([])).toEqual(new Map());
    expect(dynamodb.calls()).toEqual([]);
  });
});

describe('the branch key', () => {
  /** A KMS that wraps by adding a first byte. */
  const kms = {
    wrap: vi.fn<Kms['wrap']>(async (_key, plain) => Buffer.concat([Buffer.from('w'), plain])),
    unwrap: vi.fn<Kms['unwrap']>(async (_key, wrapped) => wrapped.subarray(1)),
  };
  const options = { dynamodb: new DynamoDBClient({ region }), kms, table: 'keys', wrappingKey: keyArn };

  /** A table with one item in it at most. */
  function aWorld() {
    const item: { wrapped?: Uint8Array } = {};
    kms.wrap.mockClear();
    kms.unwrap.mockClear();
    dynamodb
      .on(GetItemCommand)
      .callsFake(async () => (item.wrapped ? { Item: { id: { S: 'branch' }, wrapped: { B: item.wrapped } } } : {}));
    dynamodb.on(PutItemCommand).callsFake(async ({ Item }) => {
      if (item.wrapped) throw new ConditionalCheckFailedException({ message: '', $metadata: {}, Item: { wrapped: { B: item.wrapped } } });
      item.wrapped = Item.wrapped.B;
      return {};
    });
    return item;
  }

  test('of instances that start at once is one and the same', async () => {
    aWorld();
    const found = await Promise.all(Array.from({ length: 8 }, () => branchKey(options)));
    expect(new Set(found.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(found[0]).toHaveLength(32);
    expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(8);
  });

  test('is read, and not made, once it is there', async () => {
    aWorld().wrapped = Buffer.concat([Buffer.from('w'), Buffer.alloc(32, 7)]);
    expect(Buffer.from(await branchKey(options))).toEqual(Buffer.alloc(32, 7));
    expect(kms.wrap).not.toHaveBeenCalled();
    expect(dynamodb.commandCalls(PutItemCommand)).toEqual([]);
    expect(dynamodb.commandCalls(GetItemCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
    expect(kms.unwrap).toHaveBeenCalledExactlyOnceWith(keyArn, expect.anything(), branchContext);
  });
});

describe('the token key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const input = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJodWIifQ';
  const client = { sign: vi.fn<Kms['sign']>(), publicKey: vi.fn<Kms['publicKey']>() };
  const key = { client, arn: keyArn };
  const kid = '0f1e2d3c-0000-4000-8000-000000000001';

  test('signs what a JWS verifier accepts', async () => {
    const der = sign('sha256', Buffer.from(input), privateKey);
    client.sign.mockResolvedValue(der);
    const signer = kmsSigner(key);
    const signature = await signer.sign(input);
    expect(signature).toHaveLength(64);
    expect(verify('sha256', Buffer.from(input), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    expect(client.sign).toHaveBeenCalledExactlyOnceWith(keyArn, createHash('sha256').update(input).digest());
    expect(signer.keyId).toBe(kid);
  });

  test('a signature keeps its value however short its integers are', () => {
    for (let round = 0; round < 2_000; round += 1) {
      const message = Buffer.from(`message ${round}`);
      const signature = p1363FromDer(sign('sha256', message, privateKey));
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    }
  });

  test.each(['', '3006020101', '300602010102010155', '30080201010201010500', '30060201010301ff'])('"%s" is no signature', (hex) => {
    expect(() => p1363FromDer(Buffer.from(hex, 'hex'))).toThrow();
  });

  test('is fetched once, and again after a failure', async () => {
    client.publicKey
      .mockRejectedValueOnce(new Unavailable('slow down'))
      .mockResolvedValue(publicKey.export({ format: 'der', type: 'spki' }));
    const verifier = kmsVerifierKey(key);
    await expect(verifier.publicJwk()).rejects.toThrow(Unavailable);
    const [jwk, same] = await Promise.all([verifier.publicJwk(), verifier.publicJwk()]);
    expect(jwk).toBe(same);
    expect(jwk.kid).toBe(kid);
    expect(createPublicKey({ key: { ...jwk }, format: 'jwk' }).equals(publicKey)).toBe(true);
    expect(client.publicKey).toHaveBeenCalledTimes(2);
  });
});
