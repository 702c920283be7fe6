import { type Commit, hashOf, sha256 } from '../../../functions/store/commit.ts';
import type { Index } from './index-of.ts';

/** Streams that are whole; no two commits in one place; guards in step with what they guard; no time to come. */
export function chained({ streams, history }: Index): string[] {
  const end = (stream: string) => streams.get(stream)?.at(-1)?.seq;
  return [...streams].flatMap(([stream, commits]) => {
    const faults: string[] = [];
    const broken = commits.findIndex((commit, place) => !follows(commit, place, commits[place - 1]));
    if (broken >= 0) faults.push(`${stream} breaks at ${broken + 1}`);
    for (const guard of guardsOf(stream))
      if (end(guard) !== end(stream)) faults.push(`${guard} is at ${end(guard)}, what it guards at ${end(stream)}`);
    if (commits.some(({ at }) => !(Date.parse(at) <= Date.parse(history.now)))) faults.push(`${stream} has a time that has not come`);
    return faults;
  });
}

/** An agreement and a register are checked through eight streams that move with them. */
const guardsOf = (stream: string): string[] =>
  /^(agreement|register)#[^~]+$/.test(stream) ? Array.from({ length: 8 }, (_, index) => `${stream}~${index}`) : [];

const follows = (commit: Commit, place: number, before: Commit | undefined): boolean =>
  commit.seq === place + 1 && commit.previous === (before?.hash ?? '0'.repeat(64)) && isWhole(commit);

/** The same commit is looked at once: histories of many walks begin alike. */
const whole = new WeakMap<Commit, boolean>();

function isWhole(commit: Commit): boolean {
  const known = whole.get(commit);
  if (known !== undefined) return known;
  const is = commit.hash === hashOf(commit) && commit.parts.every(({ bytes, hash }) => !bytes || sha256(bytes) === hash);
  whole.set(commit, is);
  return is;
}
