import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { demonstrationKey, tokenFrom } from '../../infra/local/sign-in.ts';
import { processesNaming } from '../local/support/temporary.ts';
import { checkReply } from '../support/documented.ts';
import type { Answer } from '../support/world.ts';

export interface HubRequest {
  readonly as?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real hub as a process of its own, as `npm start` runs it, on a free port. */
export type HubProcess = Awaited<ReturnType<typeof startHub>>;

/** Starts one on a data folder and waits until it is ready. Kill or stop it. */
export async function startHub(dataDir: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts'], {
    // biome-ignore lint/style/noProcessEnv: the child gets this environment, and its own settings
    env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: '', PORT: '0', HUB_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'close');
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const print = (data: Buffer) => {
      printed += data.toString();
      const ready = /^ready (http:\/\/\S+)$/m.exec(printed)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout.on('data', print);
    child.stderr.on('data', print);
    child.once('close', () => reject(new Error(`the hub ended: ${printed}`)));
  });
  const tokens = new Map<string, Promise<string>>();

  async function signIn(client: string): Promise<string> {
    const key = await demonstrationKey(dataDir, client);
    if (!key) throw new Error(`${client} has no key`);
    return tokenFrom(url, client, key, demonstrationClients.find(({ id }) => id === client)?.users[0]);
  }
  function tokenOf(client: string): Promise<string> {
    const token = tokens.get(client) ?? signIn(client);
    tokens.set(client, token);
    // What could not be had now is asked for again by the next request.
    token.catch(() => tokens.delete(client));
    return token;
  }

  return {
    url,
    printed: () => printed,
    /** One request, and its whole reply. Throws when the hub has gone. */
    async call(
      method: 'GET' | 'POST',
      path: string,
      { as, key, body, text, headers = {} }: HubRequest = {},
    ): Promise<Answer & { text: string }> {
      const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
      const reply = await fetch(`${url}${path}`, {
        method,
        ...(sent === undefined ? {} : { body: sent }),
        headers: {
          ...(as ? { authorization: `Bearer ${await tokenOf(as)}` } : {}),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'POST' ? { 'idempotency-key': key ?? randomUUID() } : {}),
          ...headers,
        },
      });
      const replied = await reply.text();
      const replyHeaders = Object.fromEntries(reply.headers);
      checkReply(method, path, { status: reply.status, headers: replyHeaders, text: replied });
      return {
        status: reply.status,
        headers: replyHeaders,
        text: replied,
        body: replied ? JSON.parse(replied) : undefined,
      };
    },
    /** Gets a client’s token, for whatever it asks next. Throws if the hub gives none. */
    signIn: async (client: string): Promise<void> => void (await tokenOf(client)),
    isGone: (): boolean => child.exitCode !== null || child.signalCode !== null,
    /** Ends the hub alone, as a crash would. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await exited;
    },
    /** Ends its engine alone, as a crash would. */
    killEngine(): void {
      for (const pid of enginesOf(dataDir)) process.kill(pid, 'SIGKILL');
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The engines that have the database of a data folder, without the shells that guard them. */
export function enginesOf(dataDir: string): number[] {
  const guards = new Set(processesNaming('engine-guard'));
  return processesNaming(join(dataDir, 'hub.db')).filter((pid) => !guards.has(pid));
}
