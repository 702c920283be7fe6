import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came to a service that stands in for one of AWS’s. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What it answers, of which there is less than it says if `length` is more; nothing: the connection is cut without a word. */
export type Said = { readonly status: number; readonly body?: string | Uint8Array; readonly length?: number } | undefined;

export const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'session',
};

/** A service on this machine, whose every answer the test decides, and what it was asked, in order. */
export async function startService(answer: (asked: Asked, count: number) => Said | Promise<Said>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const each = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
    asked.push(each);
    const said = await answer(each, asked.length);
    if (!said) request.socket.destroy();
    else if (said.length) response.writeHead(said.status, { 'content-length': said.length }).write(said.body ?? '');
    else response.writeHead(said.status).end(said.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Whether a request carries the signature that AWS would work out for it, for these credentials in eu-west-2: written from the
 * specification of Signature Version 4, apart from the code under test. The hash of the body is worked out from the body.
 */
export function isSigned({ method, path, headers, body }: Asked, service: string): boolean {
  const authorization = /Credential=(\S+), SignedHeaders=(\S+), Signature=(\S+)$/.exec(headers['authorization'] ?? '');
  const [, credential = '', names = '', signature = ''] = authorization ?? [];
  const [id, ...scope] = credential.split('/');
  const canonical = `${method}\n${path}\n\n${names
    .split(';')
    .map((name) => `${name}:${String(headers[name])}\n`)
    .join('')}\n${names}\n${createHash('sha256').update(body).digest('hex')}`;
  const text = `AWS4-HMAC-SHA256\n${String(headers['x-amz-date'])}\n${scope.join('/')}\n${createHash('sha256').update(canonical).digest('hex')}`;
  let key: Buffer | string = `AWS4${credentials.secretAccessKey}`;
  for (const part of [String(headers['x-amz-date']).slice(0, 8), 'eu-west-2', service, 'aws4_request']) {
    key = createHmac('sha256', key).update(part).digest();
  }
  const mustBeSigned = ['host', 'x-amz-date', 'x-amz-security-token'].every((name) => names.split(';').includes(name));
  return mustBeSigned && id === credentials.accessKeyId && createHmac('sha256', key).update(text).digest('hex') === signature;
}
