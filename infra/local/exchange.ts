import http from 'node:http';
import https from 'node:https';

/** A request of the SDK, as it goes to an engine. */
export interface Sent {
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** A whole reply, as the SDK reads it. */
export interface Answered {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** How many connections to keep, and how many milliseconds to wait for one and for a sign of life on it. */
interface Limits {
  readonly maxSockets: number;
  readonly connectMs: number;
  readonly silenceMs: number;
}

/**
 * Takes the SDK’s requests to one endpoint and brings whole replies back: what its own handler does, without the four timers
 * that it sets for each. Rejects with what Node’s client says, or with a `TimeoutError`.
 */
export function exchanges(endpoint: string, { maxSockets, connectMs, silenceMs }: Limits) {
  const { Agent, request: ask } = endpoint.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets });
  return {
    handle: ({ hostname, port, path, headers, body }: Sent): Promise<{ response: Answered }> =>
      new Promise((resolve, reject) => {
        const sending = ask({ agent, hostname, port, path, method: 'POST', headers, timeout: silenceMs }, (reply) => {
          const chunks: Buffer[] = [];
          reply.on('data', (chunk: Buffer) => chunks.push(chunk));
          reply.on('end', () =>
            resolve({
              response: { statusCode: reply.statusCode ?? 0, headers: reply.headers as Record<string, string>, body: whole(chunks) },
            }),
          );
          reply.on('error', reject);
        });
        const late = () => sending.destroy(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' }));
        sending.once('socket', (socket) => {
          if (!socket.connecting) return;
          const timer = setTimeout(late, connectMs);
          socket.once('connect', () => clearTimeout(timer));
          socket.once('close', () => clearTimeout(timer));
        });
        sending.on('timeout', late);
        sending.on('error', reject);
        sending.end(body);
      }),
    destroy: () => agent.destroy(),
  };
}

const whole = (chunks: readonly Buffer[]): Buffer => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
