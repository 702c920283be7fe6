import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Unavailable } from '../../functions/store/ports.ts';
import { kms } from '../../infra/aws/ports/kms.ts';
import { objectStore } from '../../infra/aws/ports/objects.ts';
import { type Asked, credentials, isSigned, type Said, startService } from './service.ts';

type Service = Awaited<ReturnType<typeof startService>>;
let service: Service;

async function given(answer: (asked: Asked, count: number) => Said | Promise<Said>): Promise<Service> {
  service = await startService(answer);
  vi.stubEnv('AWS_ENDPOINT_URL_KMS', service.url);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', service.url);
  return service;
}

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
  vi.stubEnv('AWS_SESSION_TOKEN', credentials.sessionToken);
});
afterEach(() => {
  vi.unstubAllEnvs();
  service?.stop();
});

describe('KMS', () => {
  const reply = (body: unknown, status = 200): Said => ({ status, body: JSON.stringify(body) });

  test('is asked in a signed request, and its answer decoded', async () => {
    const { asked } = await given(() => reply({ CiphertextBlob: 'd3JhcHBlZA==' }));
    const wrapped = await kms.wrap('key-1', Buffer.from('plain'), { purpose: 'test' });
    expect(Buffer.from(wrapped).toString()).toBe('wrapped');
    expect(asked[0]?.headers['x-amz-target']).toBe('TrentService.Encrypt');
    expect(JSON.parse(String(asked[0]?.body))).toEqual({ KeyId: 'key-1', Plaintext: 'cGxhaW4=', EncryptionContext: { purpose: 'test' } });
    expect(asked.map((each) => isSigned(each, 'kms'))).toEqual([true]);
  });

  test('signs a digest, never a message', async () => {
    const { asked } = await given(() => reply({ Signature: 'AQ==' }));
    await kms.sign('key-1', Buffer.from([7]));
    expect(JSON.parse(String(asked[0]?.body))).toMatchObject({ Message: 'Bw==', MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' });
  });

  test('is asked again when it throttles, fails or cuts the line, each time signed anew', async () => {
    const answers: Said[] = [reply({ __type: 'ThrottlingException' }, 400), reply({}, 500), undefined, reply({ PublicKey: 'AQI=' })];
    const { asked } = await given((_, count) => answers[count - 1]);
    expect(Buffer.from(await kms.publicKey('key-1'))).toEqual(Buffer.from([1, 2]));
    expect(asked.map((each) => isSigned(each, 'kms'))).toEqual([true, true, true, true]);
  });

  test.each([
    ['it throttles', reply({ __type: 'com.amazonaws.kms#ThrottlingException' }, 400)],
    ['it fails', reply({}, 503)],
    ['it cuts the line', undefined],
  ])('is unavailable when %s four times', async (_, said) => {
    const { asked } = await given(() => said);
    await expect(kms.unwrap('key-1', Buffer.from('wrapped'), {})).rejects.toThrow(Unavailable);
    expect(asked).toHaveLength(4);
  });

  test('a refusal is a fault, told by its code and never by its message', async () => {
    const { asked } = await given(() => reply({ __type: 'com.amazonaws.kms#AccessDeniedException', message: 'secret' }, 400));
    const failed = await kms.unwrap('key-1', Buffer.from('wrapped'), {}).catch((error: Error) => error);
    expect(failed).toMatchObject({ name: 'AccessDeniedException', message: 'kms answered 400' });
    expect(failed).not.toBeInstanceOf(Unavailable);
    expect(asked).toHaveLength(1);
  });
});

describe('the objects', () => {
  const store = objectStore({ bucket: 'objects' });
  const bytes = Buffer.from([0, 255, 10, 13]);

  test('are put only where nothing is, and read back as they were', async () => {
    const { asked } = await given(({ method }) => ({ status: 200, ...(method === 'GET' && { body: bytes }) }));
    await store.put('abc', bytes);
    expect(Buffer.from(await store.get('abc'))).toEqual(bytes);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /objects/abc', 'GET /objects/abc']);
    expect(asked[0]).toMatchObject({ body: bytes, headers: { 'if-none-match': '*', 'content-length': '4' } });
    expect(asked.map((each) => isSigned(each, 's3'))).toEqual([true, true]);
  });

  test('a second try that meets what the first wrote has succeeded; a first try that meets something has not', async () => {
    const { asked } = await given((_, count) => (count === 1 ? undefined : { status: 412, body: '<Code>PreconditionFailed</Code>' }));
    await store.put('abc', bytes);
    expect(asked).toHaveLength(2);
    await expect(store.put('abc', bytes)).rejects.toThrow(expect.objectContaining({ name: 'PreconditionFailed' }));
  });

  test('are unavailable while an earlier try is still being written', async () => {
    await given(() => ({ status: 409, body: '<Code>ConditionalRequestConflict</Code>' }));
    await expect(store.put('abc', bytes)).rejects.toThrow(Unavailable);
  });

  test('one that is not there is a fault at once, told by its code and never by its message', async () => {
    const { asked } = await given(() => ({ status: 404, body: '<Error><Code>NoSuchKey</Code><Message>secret</Message></Error>' }));
    await expect(store.get('abc')).rejects.toThrow(expect.objectContaining({ name: 'NoSuchKey', message: 's3 answered 404' }));
    expect(asked).toHaveLength(1);
  });

  test('are asked for again when S3 throttles, fails or cuts the line, each time signed', async () => {
    const answers: Said[] = [{ status: 503, body: '<Code>SlowDown</Code>' }, { status: 500 }, undefined, { status: 200, body: bytes }];
    const { asked } = await given((_, count) => answers[count - 1]);
    expect(Buffer.from(await store.get('abc'))).toEqual(bytes);
    expect(asked.map((each) => isSigned(each, 's3'))).toEqual([true, true, true, true]);
  });

  test.each([
    ['throttles', { status: 503, body: '<Code>SlowDown</Code>' }],
    ['fails', { status: 500 }],
    ['cuts the line', undefined],
  ])('are unavailable when S3 %s four times', async (_, said) => {
    const { asked } = await given(() => said);
    await expect(store.get('abc')).rejects.toThrow(Unavailable);
    expect(asked).toHaveLength(4);
  });

  test('are asked for again when no answer comes, or it stops half-way', async () => {
    const never = new Promise<Said>(() => undefined);
    const answers = [never, { status: 200, body: bytes, length: 9 }, { status: 200, body: bytes }];
    const { asked } = await given((_, count) => answers[count - 1]);
    expect(Buffer.from(await store.get('abc'))).toEqual(bytes);
    expect(asked).toHaveLength(3);
  });
});
