import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { demonstrationClients } from '../../demonstration.ts';
import type { Hub } from '../runtime.ts';
import { demonstrationKey, tokenFrom } from '../sign-in.ts';
import { terminal } from '../terminal.ts';

/** A JSON object whose members a story picks out; what is not there shows as nothing, and surprises. */
export interface Body {
  readonly [name: string]: unknown;
}

/** A request of a story: who sends it, what it should answer, and which part of the reply to show. */
export interface Step {
  readonly as: string;
  readonly post?: string;
  readonly get?: string;
  readonly body?: unknown;
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
    this.print(`  ${text}`);
  }

  /** Sends a request as a client, with its first user, and shows what came back. Another status than expected is a surprise. */
  async send({ as, post, get, body, key, expect, show }: Step): Promise<Body> {
    const method = post ? 'POST' : 'GET';
    const path = post ?? get ?? '/';
    const reply = await fetch(`${this.hub.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token(as)}`,
        ...(post ? { 'content-type': 'application/json', 'idempotency-key': key ?? randomUUID() } : {}),
      },
      ...(post ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const said = (await reply.json()) as Body;
    this.print(`  ${terminal.cyan(`${method} ${path}`)}  ${terminal.dim(`as ${as}`)}`);
    const colour = reply.status < 400 ? terminal.green : terminal.yellow;
    const [first = '', ...rest] = show(said);
    this.print(`    ${colour(String(reply.status))} ${first}`);
    for (const line of rest) this.print(`        ${line}`);
    if (reply.status !== expect) throw new Surprise(`${method} ${path} answered ${reply.status}, not ${expect}: ${JSON.stringify(said)}`);
    return said;
  }

  /** Waits until everything committed so far has reached mailboxes and worklists. */
  async settle(): Promise<void> {
    await this.hub.idle();
  }

  private async token(client: string): Promise<string> {
    const known = this.tokens.get(client);
    if (known) return known;
    const key = await demonstrationKey(this.dataDir, client);
    if (!key) throw new Surprise(`${client} has no key`);
    const token = await tokenFrom(this.hub.url, client, key, demonstrationClients.find(({ id }) => id === client)?.users[0]);
    this.tokens.set(client, token);
    return token;
  }
}

/** A surprise unless it is so. */
export function check(holds: boolean, what: string): void {
  if (!holds) throw new Surprise(what);
}

/** An example message of a source. */
export function message(source: string, name: string): Body {
  return JSON.parse(readFileSync(new URL(`../../../contracts/sources/${source}/examples/${name}.json`, import.meta.url), 'utf8')) as Body;
}

/** A member of a reply as text. */
export const text = (body: Body, name: string): string => String(body[name] ?? '');

/** A member of a reply as a list of objects. */
export const list = (body: Body, name: string): readonly Body[] => (Array.isArray(body[name]) ? (body[name] as Body[]) : []);

/** The facts of a case view, one line for each kind of information of each person. */
export function factLines(view: Body): string[] {
  return list(view, 'people').flatMap((person) => {
    const kinds = new Map<string, string[]>();
    for (const fact of list(person, 'facts'))
      kinds.set(text(fact, 'category'), [...(kinds.get(text(fact, 'category')) ?? []), brief(fact['value'])]);
    return [...kinds].map(([kind, values]) => `${text(person, 'role')}: ${terminal.bold(kind)} ${cut(values.join('; '))}`);
  });
}

function brief(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return Object.values(value as Body)
    .filter((each) => typeof each !== 'object' || Array.isArray(each))
    .flat()
    .map(String)
    .join(' ');
}

const cut = (line: string) => (line.length > 88 ? `${line.slice(0, 87)}…` : line);
