import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256 } from '@smithy/core/checksum';
import { ServiceException } from '@smithy/core/client';
import { HttpRequest } from '@smithy/core/protocols';
import { retryMiddleware, StandardRetryStrategy } from '@smithy/core/retry';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { platform } from '../environment.ts';
import { clientSettings } from './client.ts';

/** What is asked of a service of AWS. Its path needs no escaping. */
export interface Call {
  readonly service: 'kms' | 's3';
  readonly method: 'GET' | 'PUT' | 'POST';
  /** The bucket it is in, which is part of the host; where the service is told another address, of the path. */
  readonly bucket?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

const { maxAttempts, requestHandler } = clientSettings;
// An answer that stops half-way is given up like one that never begins.
const sender = new NodeHttpHandler({ ...requestHandler, socketTimeout: requestHandler.requestTimeout });
const retryStrategy = new StandardRetryStrategy(maxAttempts);
const retrying = retryMiddleware({ maxAttempts: async () => maxAttempts, retryStrategy: async () => retryStrategy });

/**
 * Makes a call by the parts that the SDK’s own clients sign, send and try again with. The clients of S3 and KMS themselves would
 * add 160 KB and some 15 ms of a start, for six kinds of call. Gives the body of the answer. Throws what the service refuses under
 * its own code, with `$metadata` as the SDK has it, and what the last try failed of.
 */
export async function call({ service, method, bucket, path, headers, body }: Call): Promise<Uint8Array> {
  const { region, endpointOf } = platform();
  const endpoint = endpointOf(service);
  const { protocol, hostname, port, host, pathname } = endpoint
    ? new URL(bucket ? `/${bucket}${path}` : path, endpoint)
    : new URL(path, `https://${bucket ? `${bucket}.` : ''}${service}.${region}.amazonaws.com`);
  const request = new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port && { port: Number(port) }),
    path: pathname,
    headers: { ...headers, host },
    body,
  });
  const signer = new SignatureV4({ service, region, credentials: fromEnv(), sha256: Sha256, uriEscapePath: false });
  const send = retrying(async () => answerTo(await signer.sign(request), service), {});
  const { output } = await send({ request, input: {} });
  return output.bytes;
}

async function answerTo(signed: Parameters<typeof HttpRequest.clone>[0], service: Call['service']) {
  const { response } = await sender.handle(HttpRequest.clone(signed));
  const bytes = await streamCollector(response.body);
  const { statusCode } = response;
  if (statusCode === 200) return { response, output: { bytes, $metadata: { httpStatusCode: statusCode } } };
  throw new ServiceException({
    name: codeIn(Buffer.from(bytes).toString()),
    message: `${service} answered ${statusCode}`,
    $fault: statusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: statusCode },
  });
}

/** S3 says in XML what was wrong, and KMS in JSON, after the name of its model; its code is all that is taken from it. */
const codeIn = (text: string): string =>
  /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(text)?.[1] ?? 'Unknown';
