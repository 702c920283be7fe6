import { Agent as HttpAgent, request as http, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';
import { Unavailable } from '../../../functions/store/ports.ts';
import { platform } from '../environment.ts';
import { clientSettings } from './client.ts';
import { sign } from './sign.ts';

/** What is asked of a service of AWS. */
export interface Call {
  readonly service: 'kms' | 's3';
  readonly method: 'GET' | 'PUT' | 'POST';
  /** The bucket it is in, which is part of the host; where the service is told another address, of the path. */
  readonly bucket?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** What it answered, whatever that is, and at which try. */
export interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly attempt: number;
}

/** A service said no. `name` is its own code; `$metadata` is as the SDK has it, by which {@link reachable} tells what may pass. */
export class Refused extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  constructor(service: string, code: string, { status }: Answer) {
    super(`${service} answered ${status}`);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
  }
}

const firstPauseMs = 25;
/** Connections are kept for the next request, as the SDK does. */
const clients = {
  'http:': { send: http, agent: new HttpAgent({ keepAlive: true }) },
  'https:': { send: https, agent: new HttpsAgent({ keepAlive: true }) },
};

/**
 * Signs a call and sends it by `node:https`, which the SDK has loaded anyway: the global `fetch` costs a start some 20 ms
 * of processor. A try without an answer within the time-out, and an answer that means "not now", are tried again; pauses double,
 * with jitter. Throws `Unavailable` when no try had an answer. Does not judge the last answer.
 */
export async function call(asked: Call, now: () => Date): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === clientSettings.maxAttempts;
    try {
      const { status, bytes } = await once(asked, now());
      if (isLast || !isPassing(status, bytes)) return { status, bytes, attempt };
    } catch (error) {
      if (isLast) throw new Unavailable(`${asked.service}: no answer`, { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random())));
  }
}

/** Throttling is a 400 of its own name where JSON is spoken, and 429 or 503 elsewhere. */
const isPassing = (status: number, bytes: Buffer): boolean =>
  status >= 500 || status === 429 || (status === 400 && bytes.includes('ThrottlingException'));

async function once({ service, method, bucket, path, headers = {}, body = new Uint8Array() }: Call, now: Date) {
  const { region, credentials, endpointOf } = platform();
  const endpoint = endpointOf(service);
  const url = endpoint
    ? new URL(bucket ? `/${bucket}${path}` : path, endpoint)
    : new URL(path, `https://${bucket ? `${bucket}.` : ''}${service}.${region}.amazonaws.com`);
  const signed = sign({ service, region, method, url, headers, body }, credentials, now);
  const { send, agent } = clients[url.protocol === 'http:' ? 'http:' : 'https:'];
  const signal = AbortSignal.timeout(clientSettings.requestHandler.requestTimeout);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send(url, { method, headers: { ...signed, 'content-length': String(body.length) }, agent, signal }, resolve)
      .on('error', reject)
      .end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) };
}
