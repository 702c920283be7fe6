import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { dynamoViews } from '../../functions/store/dynamodb-views.ts';
import { rebuild } from '../../functions/views/rebuild/rebuild.ts';
import { caseOfRow } from '../../functions/views/summary.ts';
import { dynamoClient, tables } from '../../infra/local/tables.ts';
import { eventually } from '../local/support/temporary.ts';
import { memoryViews } from '../support/memory-ports.ts';
import { comparable } from '../support/rows.ts';
import type { History, Mail } from './history.ts';
import { enginesOf, startHub } from './hub-process.ts';
import { check } from './invariants.ts';
import { Load } from './kill-load.ts';
import { mailboxes } from './kill-stories.ts';

export const victims = ['hub', 'engine', 'both'] as const;
export type Victim = (typeof victims)[number];

/** A kill: whom, after how many more acknowledgements, and how many milliseconds after that. */
export interface Kill {
  readonly victim: Victim;
  readonly after: number;
  readonly delay: number;
}

/** What came of a run. */
export interface Killed {
  readonly kills: readonly (Kill & { readonly recoveredMs: number })[];
  readonly counts: Load['counts'] & { readonly commits: number; readonly requests: number };
  /** Every promise that was broken, and every fault that a client saw. */
  readonly violations: readonly string[];
}

/** The kills of a seed: the same each time. Each victim is among the first three. */
export function killsOf(seed: number, count: number): Kill[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, index) => {
    const drawn = victims[Math.floor(random() * victims.length)] ?? 'hub';
    const victim = index < victims.length ? (victims[(index + seed) % victims.length] ?? 'hub') : drawn;
    return { victim, after: 3 + Math.floor(random() * 25), delay: Math.floor(random() * 30) };
  });
}

/** Mulberry32: small, seeded, good enough to choose a moment. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How long, in milliseconds, a hub may take to answer again, and to have handed over all that it has. */
const recoveryMs = 60_000;
const settlingMs = 60_000;

/**
 * Puts a hub under load and kills it, its engine, or both at the given moments; after every kill, and at the end, checks
 * every promise against what is in the engine and what clients were told.
 */
export async function killing(dataDir: string, kills: readonly Kill[], progress: (line: string) => void): Promise<Killed> {
  const load = new Load();
  const violations: string[] = [];
  const done: (Kill & { recoveredMs: number })[] = [];
  let hub = await startHub(dataDir);
  const note = (when: string, found: readonly string[]) => violations.push(...found.map((each) => `${when}: ${each}`));
  try {
    load.up(hub);
    load.begin();
    for (const [index, kill] of kills.entries()) {
      const name = `kill ${index + 1} (${kill.victim})`;
      const target = load.counts.acknowledged + kill.after;
      if (!(await eventually(() => load.counts.acknowledged >= target, recoveryMs))) throw new Error(`${name}: the hub does not answer`);
      await new Promise((resolve) => setTimeout(resolve, kill.delay));
      const began = performance.now();
      if (kill.victim !== 'hub') hub.killEngine();
      if (kill.victim !== 'engine') {
        load.down();
        await hub.kill();
        if (!(await eventually(() => enginesOf(dataDir).length === 0, 5_000))) note(name, ['an engine was left behind']);
        hub = await startHub(dataDir);
        load.up(hub);
      }
      if (!(await load.answers(recoveryMs))) throw new Error(`${name}: the hub does not recover`);
      const recoveredMs = Math.round(performance.now() - began);
      done.push({ ...kill, recoveredMs });
      const found = await load.atRest(async () => {
        await load.repeat(10);
        return broken(await historyOf(dataDir, load, false));
      });
      note(name, found);
      progress(
        `${name}: answered again after ${recoveredMs} ms, ${load.counts.acknowledged} acknowledged, ${violations.length} violations`,
      );
    }
    await load.end();
    const end = await untilSettled(dataDir, load);
    note('at the end', [...broken(end), ...load.faults, ...(await deadLetters(dataDir))]);
    const counts = { ...load.counts, commits: end.commits.length, requests: load.asked.length };
    return { kills: done, counts, violations };
  } finally {
    load.down();
    await hub.stop();
  }
}

const broken = (history: History): string[] => check(history).map(({ promise, detail }) => `${promise}: ${detail}`);

/** The history once consumers have had time for all there is: when nothing is missing any more, or after a minute. */
async function untilSettled(dataDir: string, load: Load): Promise<History> {
  const deadline = performance.now() + settlingMs;
  for (;;) {
    const history = await historyOf(dataDir, load, true);
    if (broken(history).length === 0 || performance.now() > deadline) return history;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function historyOf(dataDir: string, load: Load, isSettled: boolean): Promise<History> {
  const { engine } = JSON.parse(await readFile(join(dataDir, 'hub.json'), 'utf8')) as { engine: string };
  const client = dynamoClient(engine);
  try {
    const store = dynamoStore({ client, table: tables.events });
    const seen = new Map<string, Mail[]>();
    for (const name of isSettled ? mailboxes : []) seen.set(name, await load.mailbox(name));
    const commits = await all(store.scan());
    const history = { commits, order: 'none' as const, asked: load.asked, settled: isSettled, now: new Date().toISOString() };
    if (!isSettled) return history;
    const again = memoryViews();
    await rebuild({ store, views: again });
    const grown = (await all(dynamoViews({ client, table: tables.views }).scan())).filter(caseOfRow);
    return { ...history, mailboxes: seen, views: { grown: comparable(grown), rebuilt: comparable(again.all()) } };
  } finally {
    client.destroy();
  }
}

/** What was given up, though nothing was wrong with it but the moment. */
async function deadLetters(dataDir: string): Promise<string[]> {
  try {
    const text = await readFile(join(dataDir, 'dead-letters.jsonl'), 'utf8');
    return text
      .trim()
      .split('\n')
      .map((line) => `dead letter: ${line}`);
  } catch {
    return [];
  }
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
