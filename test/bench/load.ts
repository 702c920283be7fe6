import { Agent, request } from 'node:http';

/** One request of a load. */
export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a load came to. */
export interface Run {
  /** Replies of the status that was wanted, a second. */
  readonly rate: number;
  /** Milliseconds from request to whole reply, of those. */
  readonly latencies: readonly number[];
  /** How many replies were 503. */
  readonly busy: number;
}

export interface Load {
  readonly url: string;
  readonly connections: number;
  /** Stops asking after so many milliseconds, or after so many requests. */
  readonly until: { readonly milliseconds: number } | { readonly requests: number };
  readonly next: () => Sent;
  readonly wanted: number;
  /** Is told the text of each reply that was wanted. */
  readonly seen?: (text: string) => void;
}

/**
 * A closed loop over kept connections: each sends its next request when it has the reply to the last. Counts 503; throws
 * on any other reply that was not wanted.
 */
export async function load({ url, connections, until, next, wanted, seen }: Load): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const latencies: number[] = [];
  let busy = 0;
  let asked = 0;
  const began = performance.now();
  const isOver = () => ('requests' in until ? asked >= until.requests : performance.now() - began >= until.milliseconds);

  async function work(): Promise<void> {
    while (!isOver()) {
      asked += 1;
      const sent = next();
      const start = performance.now();
      const { status, text } = await exchange({ agent, hostname, port }, sent);
      if (status === wanted) {
        latencies.push(performance.now() - start);
        seen?.(text);
      } else if (status === 503) busy += 1;
      else throw new Error(`${sent.method} ${sent.path} answered ${status}: ${text}`);
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, work));
  } finally {
    agent.destroy();
  }
  return { rate: latencies.length / ((performance.now() - began) / 1_000), latencies, busy };
}

interface Server {
  readonly agent: Agent;
  readonly hostname: string;
  readonly port: string;
}

function exchange(server: Server, { method, path, headers, body }: Sent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sending = request({ ...server, method, path, headers: { ...headers, ...length } }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      reply.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
