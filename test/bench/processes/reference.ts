import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startEngine } from '../../../infra/local/engine.ts';
import { dynamoClient } from '../../../infra/local/tables.ts';
import { shapeOf, type Trace } from '../../support/recorded-calls.ts';
import { offer } from '../child.ts';
import { processorMs } from '../cpu.ts';
import { ownFolder } from '../folder.ts';
import { record } from '../reference/recordings.ts';
import { replayOf, writeOf } from '../reference/replay.ts';

/**
 * What the hub is measured against: a bare node:http server that reads the same requests and makes the intake’s calls
 * again, with the same client. `/echo` makes none, `/put` the one put of a commit, `/known` and `/new` all of them.
 */
await offer(async () => {
  const folder = ownFolder();
  const recordings = await record(folder);
  const database = join(folder, 'hub.db');
  const engine = await startEngine({ file: database, log: { write: () => undefined } });
  const client = dynamoClient(engine.endpoint);
  const inTurn = (traces: readonly Trace[]) => {
    const replays = traces.map(replayOf);
    let turn = 0;
    return async () => {
      turn += 1;
      await replays[turn % replays.length]?.(client);
    };
  };
  const routes = new Map([
    ['/echo', async () => undefined],
    ['/put', inTurn(recordings.known.map(writeOf))],
    ['/known', inTurn(recordings.known)],
    ['/new', inTurn(recordings.new)],
  ]);
  const reply = Buffer.from(recordings.reply);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    Buffer.concat(chunks).toString();
    await routes.get(request.url ?? '')?.();
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': reply.length }).end(reply);
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(error instanceof Error ? error.name : 'unknown'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    methods: {
      where: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      calls: () => ({ known: shapeOf(recordings.known[0] ?? []), new: shapeOf(recordings.new[0] ?? []) }),
      processorMs: () => processorMs(database),
    } satisfies ReferenceMethods,
    close: async () => {
      server.closeAllConnections();
      server.close();
      client.destroy();
      await engine.stop();
    },
  };
});

/** What that process answers. */
export type ReferenceMethods = {
  where: () => string;
  /** The calls it makes, in words. */
  calls: () => { readonly known: string; readonly new: string };
  /** Of the server and its engine. */
  processorMs: () => number;
};
