import { randomUUID } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import { demonstrationClients } from '../../demonstration.ts';
import type { Hub } from '../runtime.ts';
import { demonstrationKey, tokenFrom } from '../sign-in.ts';
import { terminal } from '../terminal.ts';
import type { Body } from './reading.ts';

/** A request of a story: who sends it, what it should answer, and which part of the reply to show. */
export interface Step {
  readonly as: string;
  /** Whom the client vouches for; its first user, if left out. */
  readonly user?: string;
  readonly post?: string;
  readonly get?: string;
  /** Sent as JSON; text as it is. */
  readonly body?: unknown;
  /** What the body is, if it is not JSON. */
  readonly type?: string;
  readonly key?: string;
  readonly expect: number;
  /** Lines to show of the reply. */
  readonly show: (reply: Body) => readonly string[];
}

/** Something did not go as the story tells it. */
export class Surprise extends Error {
  override readonly name = 'Surprise';
}

/** A running hub on which stories are played with real requests, each shown with its reply. */
export class Stage {
  readonly hub: Hub;
  readonly dataDir: string;
  readonly print: (line: string) => void;
  readonly tokens = new Map<string, string>();

  constructor(hub: Hub, dataDir: string, print: (line: string) => void) {
    this.hub = hub;
    this.dataDir = dataDir;
    this.print = print;
  }

  title(text: string): void {
    this.print(`\n${terminal.bold(text)}\n`);
  }

  say(text: string): void {
    for (const line of wrapped(text)) this.print(`  ${line}`);
  }

  /** Sends a request as a client, for one of its users, and shows what came back. Another status than expected is a surprise. */
  async send({ as, user, post, get, body = {}, type = 'application/json', key, expect, show }: Step): Promise<Body> {
    const method = post ? 'POST' : 'GET';
    const path = post ?? get ?? '/';
    const reply = await fetch(`${this.hub.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token(as, user)}`,
        ...(post ? { 'content-type': type, 'idempotency-key': key ?? randomUUID() } : {}),
      },
      ...(post ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    });
    const said = (await reply.json()) as Body;
    this.print(`  ${terminal.cyan(`${method} ${path}`)}  ${terminal.dim(user ? `as ${as}, for ${user}` : `as ${as}`)}`);
    const colour = reply.status < 400 ? terminal.green : terminal.yellow;
    const [first = '', ...rest] = show(said).flatMap(wrapped);
    this.print(`    ${colour(String(reply.status))} ${first}`);
    for (const line of rest) this.print(`        ${line}`);
    if (reply.status !== expect) throw new Surprise(`${method} ${path} answered ${reply.status}, not ${expect}: ${JSON.stringify(said)}`);
    return said;
  }

  /** Waits until everything committed so far has reached mailboxes and worklists. */
  async settle(): Promise<void> {
    await this.hub.idle();
  }

  private async token(client: string, user?: string): Promise<string> {
    const users = demonstrationClients.find(({ id }) => id === client)?.users ?? [];
    const vouchedFor = user ? users.find(({ id }) => id === user) : users[0];
    if (!vouchedFor) throw new Surprise(`${client} has no user ${user ?? ''}`);
    const asked = `${client} ${vouchedFor.id}`;
    const known = this.tokens.get(asked);
    if (known) return known;
    const key = await demonstrationKey(this.dataDir, client);
    if (!key) throw new Surprise(`${client} has no key`);
    const token = await tokenFrom(this.hub.url, client, key, vouchedFor);
    this.tokens.set(asked, token);
    return token;
  }
}

/** A surprise unless it is so. */
export function check(holds: boolean, what: string): void {
  if (!holds) throw new Surprise(what);
}

/** A surprise if a reply holds any of these words. */
export function checkWithout(reply: Body, words: readonly string[], whose: string): void {
  const said = JSON.stringify(reply);
  for (const word of words) check(!said.includes(word), `${whose} saw what was to be withheld`);
}

/** Lines of a width that a terminal has. */
function wrapped(line: string): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && stripVTControlCharacters(longer).length <= 116) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
