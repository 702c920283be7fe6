import type { History } from './history.ts';
import { acknowledged, once, repeated } from './promises/acknowledged.ts';
import { chained } from './promises/chained.ts';
import { delivered, positions } from './promises/delivered.ts';
import { disclosed, moved } from './promises/disclosed.ts';
import { type Index, indexOf } from './promises/index-of.ts';
import { released } from './promises/released.ts';
import { decided, told } from './promises/routed.ts';
import { destroyed, durable, sealed } from './promises/sealed.ts';

/**
 * Every promise of the hub that can be seen in its history, by name: what each finds is what breaks it. Each says again,
 * in its own words, what the hub does: none asks the hub’s own code what ought to be.
 */
const promises = {
  /** A request that was answered with success did what it asked, and said what was committed. */
  'acknowledged is committed': acknowledged,
  /** However often it was sent, it was done once. */
  once: once,
  /** The same again gets the same reply. */
  'repeats say the same': repeated,
  /** Every stream counts from one, and every commit hashes to what the next one names; guards move in step. */
  chained: chained,
  /** What each mailbox should hear of it hears, once; and nobody else does. */
  'delivered to whom it is for': delivered,
  /** Positions in a mailbox count from one without gaps. */
  'mailboxes without gaps': positions,
  /** What was disclosed was permitted then: an agreement in force, a consent not withdrawn, a case the team had. */
  'disclosed under a permit': disclosed,
  /** Nothing a disclosure rests on had moved when it was committed. */
  'nothing moved beneath a disclosure': moved,
  /** A case that goes to a team goes by a decision, which is there. */
  'routed by a decision': decided,
  /** A yes of a person as such leaves nothing held that it covers, whichever came first. */
  'a yes reaches what is held': released,
  /** The referrer hears as much as the return clause lets it, and no more. */
  'referrer told within the return clause': told,
  /** Whatever is sealed, and was not destroyed, can be opened: its keys and objects are kept. */
  'keys are durable': durable,
  /** What was destroyed cannot be opened by anyone, and what must be destroyed is. */
  'destroyed is unreadable': destroyed,
  /** No word of what was sent is anywhere but sealed. */
  'content is sealed': sealed,
  /** Views made again from the commits are the views that grew. */
  'views rebuilt are views grown': ({ history: { views } }: Index) => (views ? differences(views) : []),
} satisfies Readonly<Record<string, (index: Index) => string[]>>;

export type PromiseName = keyof typeof promises;
export const promiseNames = Object.keys(promises) as PromiseName[];

/** A promise that was broken, and where: streams and references, never content. */
export interface Violation {
  readonly promise: PromiseName;
  readonly detail: string;
}

/** What a history breaks; nothing if it keeps every promise. Pure, and the same for the same history. */
export function check(history: History): Violation[] {
  const index = indexOf(history);
  return promiseNames.flatMap((promise) => promises[promise](index).map((detail) => ({ promise, detail })));
}

function differences({ grown, rebuilt }: NonNullable<History['views']>): string[] {
  const written = (rows: typeof grown) => new Map(rows.map((row) => [`${row.pk} ${row.sk}`, JSON.stringify(inOrder(row))]));
  const [before, after] = [written(grown), written(rebuilt)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    if (before.get(name) === after.get(name)) return [];
    return [`${name}: ${!after.has(name) ? 'only grown' : !before.has(name) ? 'only rebuilt' : 'not the same'}`];
  });
}

/** A value with its members in one order, and a text that is JSON as what it says: the order says nothing. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('{')) return inOrder(JSON.parse(value));
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, inOrder(each)]));
}
