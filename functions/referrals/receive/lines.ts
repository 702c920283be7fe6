import { createHash } from 'node:crypto';
import type { Fault } from '../../../contracts/problem.ts';
import type { LineResult, ListResult } from '../../../contracts/replies/jobs-list.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import type { Line, Source } from '../../../contracts/sources/source.ts';
import type { Book } from '../../agreements/book.ts';
import { bytesBody } from '../../edge/body.ts';
import { actorOf } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import { chain } from '../../store/commit.ts';
import { referenceOf, streams } from '../../store/streams.ts';
import type { IntakeParts } from './intake.ts';
import { type ReadLine, takeLines } from './line.ts';
import { take } from './message.ts';
import { droppedIn } from './read.ts';

/** A list of messages as it was sent, for a source that takes lists. */
export interface SentList {
  readonly request: Request;
  readonly key: string;
  readonly sourceId: string;
  readonly source: Source<never>;
  readonly csv: NonNullable<Source['csv']>;
}

/** The most faults that are told of a file in which no line could be read. */
const maxFaults = 100;

/**
 * Takes in a list, `text/csv`: that it came is committed first, then each line that is for the hub becomes a referral of
 * its own, and 200 says of each line what became of it: `taken`, `already-taken`, `dropped` by rule, or `faulty`. The same
 * list again under the same key goes on where it stopped and gives the same answers. Refuses `schema-faults` if no line
 * can be read, or with `strict` if there are columns it would not read; `malformed-request`; `idempotency-key-reused`; and for size, type and
 * charset as any body. What is dropped or faulty leaves nothing behind but the keyed hash of the whole file.
 */
export async function receiveList(sent: SentList, book: Book, parts: IntakeParts): Promise<Result<Reply>> {
  const { request, csv } = sent;
  const strict = request.strict();
  if (!strict.ok) return strict;
  const body = bytesBody(request.raw, 'text/csv');
  if (!body.ok) return body;
  const { bytes, charset } = body.value;
  const list = csv(bytes, charset);
  if (!list.ok) return refuse(ofType(list.faults) ? 'unsupported-media-type' : 'schema-faults', list.faults);
  const unread = strict.value ? list.warnings.filter(({ code }) => code === 'columns-not-read') : [];
  if (unread.length > 0) return refuse('schema-faults', unread);

  const lines = list.lines.map((line) => readLine(line, sent, strict.value));
  if (lines.length > 0 && lines.every(({ kind }) => kind === 'faulty')) return refuse('schema-faults', bounded(lines.flatMap(faultsOf)));
  const noted = await noteList(sent, { bytes, lines: lines.length }, parts);
  if (!noted.ok) return noted;
  const items = await takeLines(lines, { ...sent, ...noted.value }, book, parts);
  return items.ok ? ok(replyOf(items.value, list.warnings, noted.value.isRepeat)) : items;
}

const ofType = (faults: readonly Fault[]) => faults.some(({ pointer }) => pointer === 'header:content-type');

/** A line through its source’s contract: its pointers begin with its place in the file, `/line/12`. Strictly, what would be dropped of it is a fault. */
function readLine(line: Line, { source, request }: SentList, isStrict: boolean): ReadLine {
  if (line.kind !== 'message') return line;
  const at = `/line/${line.line}`;
  const placed = <T extends { readonly pointer: string }>(each: T): T => ({ ...each, pointer: `${at}${each.pointer}` });
  const taken = take(source, line.message, { today: ukDate(request.now), strict: true });
  const dropped = isStrict ? droppedIn(line.warnings) : [];
  if (!taken.ok || dropped.length > 0) {
    const faults = taken.ok ? [] : (taken.refusal.faults ?? []);
    return { line: line.line, kind: 'faulty', faults: [...faults, ...dropped].map(placed) };
  }
  const { referral, places, warnings } = taken.value;
  return { ...line, referral, places: places.map((place) => `${at}${place}`), warnings: [...line.warnings, ...warnings].map(placed) };
}

const faultsOf = (line: ReadLine): readonly Fault[] => (line.kind === 'faulty' ? line.faults : []);

function bounded(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= maxFaults) return faults;
  const more = { pointer: '', code: 'more-faults', detail: `and ${faults.length - maxFaults} more; mend these first` };
  return [...faults.slice(0, maxFaults), more];
}

/**
 * Writes down that a list came, before any of it is taken; or finds that it came before. Its stream derives from who
 * sends it, where to, and under which key.
 */
async function noteList(
  { request, key, sourceId }: SentList,
  { bytes, lines }: { readonly bytes: Uint8Array; readonly lines: number },
  { keys, store }: IntakeParts,
): Promise<Result<{ readonly list: string; readonly isRepeat: boolean }>> {
  const { caller, now } = request;
  const list = referenceOf(keys.hmac('reference', caller.client, `imports/${sourceId}`, key));
  const idempotency = {
    key: keys.hmac('idempotency', caller.client, key),
    body: keys.hmac('idempotency', request.route, sourceId, createHash('sha256').update(bytes).digest('hex')),
  };
  const stream = streams.import(list);
  const repeats = (body: string | undefined) =>
    body === idempotency.body ? ok({ list, isRepeat: true }) : refuse('idempotency-key-reused');
  const before = await store.last(stream);
  if (before) return repeats(before.idempotency?.body);
  const event = { type: 'JobsListReceived@1' as const, data: { source: sourceId, lines, originalHash: idempotency.body } };
  const appended = await store.append([
    chain({ stream, seq: 1, at: now.toISOString(), actor: actorOf(caller), events: [event], idempotency }),
  ]);
  if (appended.ok) return ok({ list, isRepeat: false });
  return appended.conflict.kind === 'exists' ? repeats(appended.conflict.commit.idempotency?.body) : refuse('busy');
}

function replyOf(items: readonly LineResult[], warnings: readonly Warning[], isRepeat: boolean): Reply {
  const count = (status: LineResult['status']) => items.filter((item) => item.status === status).length;
  const summary = {
    lines: items.length,
    taken: count('taken'),
    alreadyTaken: count('already-taken'),
    dropped: count('dropped'),
    faulty: count('faulty'),
  };
  const body: ListResult = { items, summary, warnings, next: null };
  return { status: 200, body, headers: isRepeat ? { 'idempotency-replayed': 'true' } : {} };
}
