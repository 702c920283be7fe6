import { randomUUID } from 'node:crypto';
import { startChild } from './child.ts';
import type { Consumers } from './consumers.ts';
import { type Load, load, type Run, type Sent } from './load.ts';
import type { Bench } from './measuring.ts';
import { knownPeople, referralAbout, source } from './messages.ts';
import type { HubMethods } from './processes/hub.ts';
import { signIn } from './sign-in.ts';

/** A hub in a process of its own, with what the benchmarks do to it. */
export type BenchHub = Awaited<ReturnType<typeof startHub>>;

/** A token lasts ten minutes; one is asked for anew well before. */
const tokenMs = 5 * 60_000;

/** Starts a hub to measure, and has it know some people; with its consumers unless told, on a folder of its own or one that stays. */
export async function startHub(
  { say, onStop }: Pick<Bench, 'say' | 'onStop'>,
  { consumers = 'on', folder }: { readonly consumers?: Consumers; readonly folder?: string } = {},
) {
  say('starting a hub');
  const args = [consumers, ...(folder === undefined ? [] : [folder])];
  const child = await startChild<HubMethods>(new URL('processes/hub.ts', import.meta.url), { args, onStop });
  const where = await child.call('where');
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();
  let stranger = 2 * knownPeople;
  let turn = 0;

  async function tokenOf(client: string): Promise<string> {
    const held = tokens.get(client);
    if (held && held.until > performance.now()) return held.token;
    const token = await signIn(where, client);
    tokens.set(client, { token, until: performance.now() + tokenMs });
    return token;
  }

  /** Makes referrals, to be sent to any address. */
  async function referrals(kind: 'known' | 'new', path = `/v1/referrals/${source}`): Promise<() => Sent> {
    const headers = { authorization: `Bearer ${await tokenOf(source)}`, 'content-type': 'application/json' };
    const person = () => {
      if (kind === 'new') stranger += 1;
      else turn += 1;
      return kind === 'new' ? stranger : turn % knownPeople;
    };
    return () => ({
      method: 'POST',
      path,
      headers: { ...headers, 'idempotency-key': randomUUID() },
      body: referralAbout(person()),
    });
  }

  async function takeIn(kind: 'known' | 'new', given: Omit<Load, 'url' | 'next' | 'wanted'>): Promise<Run> {
    return load({ ...given, url: where.url, next: await referrals(kind), wanted: 201 });
  }

  async function get(client: string, next: () => string, given: Omit<Load, 'url' | 'next' | 'wanted'>): Promise<Run> {
    const headers = { authorization: `Bearer ${await tokenOf(client)}` };
    return load({ ...given, url: where.url, next: () => ({ method: 'GET', path: next(), headers }), wanted: 200 });
  }

  const hub = {
    ...where,
    referrals,
    takeIn,
    get,
    idle: () => child.call('idle'),
    commits: () => child.call('commits'),
    processorMs: () => child.call('processorMs'),
    stop: child.stop,
  };
  say(`making ${knownPeople} people known`);
  const everyone = Array.from({ length: knownPeople }, (_, person) => referralAbout(person));
  const about = await referrals('new');
  const next = () => ({ ...about(), body: everyone.pop() ?? '' });
  await load({ url: where.url, connections: 8, until: { requests: knownPeople }, next, wanted: 201 });
  await hub.idle();
  return hub;
}
