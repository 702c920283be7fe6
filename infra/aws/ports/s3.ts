import { fromEnv } from '@aws-sdk/credential-provider-env';
import { Sha256 } from '@smithy/core/checksum';
import { ServiceException } from '@smithy/core/client';
import { HttpRequest } from '@smithy/core/protocols';
import { isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { platform } from '../environment.ts';
import { clientSettings } from './client.ts';

/** An object that is asked for, or, with a body, put where nothing is. Its name needs no escaping. */
export interface S3Request {
  readonly method: 'GET' | 'PUT';
  readonly bucket: string;
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

const { maxAttempts, requestHandler } = clientSettings;
const retries = new StandardRetryStrategy(maxAttempts);
// An answer that stops half-way is given up like one that never begins.
const sender = new NodeHttpHandler({ ...requestHandler, socketTimeout: requestHandler.requestTimeout });

/**
 * Asks S3, with the parts that the SDK’s own clients sign, send and try again by: its client of S3 weighs 150 KB for the two
 * calls that are made. Gives what was answered. Throws what S3 refuses by S3’s own code, with `$metadata` as the SDK has
 * it, and what is left when the last try had no answer.
 */
export async function s3(asked: S3Request): Promise<Uint8Array> {
  let token = await retries.acquireInitialRetryToken('s3');
  for (let attempts = 1; ; attempts += 1) {
    try {
      const bytes = await once(asked, attempts);
      retries.recordSuccess(token);
      return bytes;
    } catch (error) {
      const errorType = kindOf(error as SdkError);
      if (errorType === undefined || attempts === maxAttempts) throw error;
      token = await retries.refreshRetryTokenForRetry(token, { errorType }).catch(() => {
        throw error;
      });
    }
  }
}

function kindOf(error: SdkError): 'THROTTLING' | 'TRANSIENT' | undefined {
  if (isThrottlingError(error)) return 'THROTTLING';
  return isTransientError(error) ? 'TRANSIENT' : undefined;
}

async function once({ method, bucket, name, headers = {}, body }: S3Request, attempts: number): Promise<Uint8Array> {
  const { region, endpointOf } = platform();
  const endpoint = endpointOf('s3');
  const { protocol, hostname, port, host, pathname } = endpoint
    ? new URL(`/${bucket}/${name}`, endpoint)
    : new URL(`https://${bucket}.s3.${region}.amazonaws.com/${name}`);
  const request = new HttpRequest({ method, protocol, hostname, ...(port && { port: Number(port) }), path: pathname, body });
  request.headers = { ...headers, host };
  const signer = new SignatureV4({ service: 's3', region, credentials: fromEnv(), sha256: Sha256, uriEscapePath: false });
  const { response } = await sender.handle(HttpRequest.clone(await signer.sign(request)));
  const bytes = await streamCollector(response.body);
  if (response.statusCode === 200) return bytes;
  throw new ServiceException({
    // S3 says in XML what was wrong; its code is all that is taken from it.
    name: /<Code>(\w+)<\/Code>/.exec(Buffer.from(bytes).toString())?.[1] ?? 'Unknown',
    message: `s3 answered ${response.statusCode}`,
    $fault: response.statusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: response.statusCode, attempts },
  });
}
