import type { LineResult } from '../../../contracts/replies/jobs-list.ts';
import type { Line } from '../../../contracts/sources/source.ts';
import { route } from '../../../policies/route.ts';
import type { Book } from '../../agreements/book.ts';
import type { Request } from '../../edge/edge.ts';
import { ok, type Result } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import { streams } from '../../store/streams.ts';
import { dropReasons } from './drop-reasons.ts';
import { caseIdOf, type Incoming, type IntakeParts, intake, replay, type TakenIn } from './intake.ts';
import type { Taken } from './message.ts';

/** A line of a list that its source’s contract has seen: a message with the referral it makes, or what it was. */
export type ReadLine = Exclude<Line, { kind: 'message' }> | (Extract<Line, { kind: 'message' }> & Taken);

interface List {
  readonly request: Request;
  readonly sourceId: string;
  /** The reference of the list: a line of it that comes again in the same list is told from the same job in another. */
  readonly list: string;
  /** It came before: what was taken of it is read, and the time goes to what was not. */
  readonly isRepeat: boolean;
}

/** How many lines are taken in at once: enough to hide the store’s delay, few enough not to crowd out others. */
const atOnce = 8;

/**
 * Takes in the lines of a list, in their order and at most eight at once; those that repeat a job further up come last.
 * `busy` if one could not be settled: what was taken stays taken, and the same list again goes on from there.
 */
export async function takeLines(
  lines: readonly ReadLine[],
  list: List,
  book: Book,
  parts: IntakeParts,
): Promise<Result<readonly LineResult[]>> {
  const repeats = repeatsIn(lines, parts);
  const work = (line: ReadLine) => takeLine(line, list, book, parts);
  const firsts = lines.filter((line) => !repeats.has(line));
  const items: LineResult[] = [];
  for (const some of [...batches(firsts, atOnce), ...batches([...repeats], 1)]) {
    // Every one that was begun is waited for: none is left working after the reply.
    for (const settled of await Promise.allSettled(some.map(work))) {
      if (settled.status === 'rejected') throw settled.reason;
      if (!settled.value.ok) return settled.value;
      items.push(settled.value.value);
    }
  }
  return ok(items.sort((one, other) => one.line - other.line));
}

/** The lines of a job that is further up already. */
function repeatsIn(lines: readonly ReadLine[], parts: IntakeParts): ReadonlySet<ReadLine> {
  const seen = new Set<string>();
  const repeats = new Set<ReadLine>();
  for (const line of lines) {
    if (line.kind !== 'message') continue;
    const key = keyOf(line, parts);
    if (seen.has(key)) repeats.add(line);
    seen.add(key);
  }
  return repeats;
}

const batches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/**
 * What tells that a job came before: its number if it has one, however it is written; else all it says, hashed. With a
 * space in it, so that it is nobody’s Idempotency-Key. A list that begins its numbers again would be taken for a repeat.
 */
function keyOf({ reference, message }: Extract<ReadLine, { kind: 'message' }>, { keys }: IntakeParts): string {
  return reference === undefined
    ? `line ${keys.hmac('reference', JSON.stringify(message))}`
    : `job ${reference.replace(/\s+/g, '').toUpperCase()}`;
}

async function takeLine(
  line: ReadLine,
  { request, sourceId, list, isRepeat }: List,
  book: Book,
  parts: IntakeParts,
): Promise<Result<LineResult>> {
  if (line.kind === 'faulty') return ok({ line: line.line, status: 'faulty', faults: line.faults });
  if (line.kind === 'dropped') return ok(dropped(line.line, line.reason));
  const { caller, now } = request;
  const { referral, places, warnings } = line;
  // Where no team would offer the conversation there is no reason to keep anything: nothing is committed.
  const asking = { referral, from: caller.organisation, today: ukDate(now) };
  if (route(asking, parts.partnership.places).destinations.length === 0) return ok(dropped(line.line, 'not-in-area'));

  const body = `${list} ${line.line} ${JSON.stringify(line.message)}`;
  const incoming = { caller, now, sourceId, key: keyOf(line, parts), body, referral, places, warnings };
  const taken = (isRepeat && (await before(incoming, parts))) || (await intake(incoming, book, parts));
  if (taken.ok) {
    const { referralId, disposition, reason, reasonCode, links } = taken.value.receipt;
    // As this line says, whatever is left of what was taken: a repeat is answered the same.
    return ok({ line: line.line, status: 'taken', referralId, disposition, reason, reasonCode, warnings, links });
  }
  const { code } = taken.refusal;
  if (code !== 'idempotency-key-reused' && code !== 'state-conflict') return taken;
  const referralId = caseIdOf(incoming, parts);
  return ok({ line: line.line, status: 'already-taken', referralId, links: { self: `/v1/referrals/${referralId}` } });
}

/** What a line was answered when it was taken, if it was. */
async function before(incoming: Incoming, parts: IntakeParts): Promise<Result<TakenIn> | undefined> {
  const [first] = await parts.store.read(streams.case(caseIdOf(incoming, parts)), { limit: 1 });
  return first && replay(first, parts.keys.hmac('idempotency', incoming.body), incoming, parts);
}

const dropped = (line: number, reason: string): LineResult => ({
  line,
  status: 'dropped',
  reason: dropReasons[reason] ?? 'It is not for the hub. Nothing of it was kept.',
  reasonCode: reason,
});
