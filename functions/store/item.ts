import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Event } from '../../contracts/events.ts';
import { type Actor, type Commit, eventsOf, type Idempotency, type SealedPart } from './commit.ts';
import { upcast } from './upcast.ts';

/** An item of a DynamoDB table. */
export type Item = Record<string, AttributeValue>;

/** A commit as an item of the events table. */
export function toItem(commit: Commit, feed = false): Item {
  const item: Item = {
    stream: { S: commit.stream },
    seq: { N: String(commit.seq) },
    at: { S: commit.at },
    actor: { S: JSON.stringify(commit.actor) },
    events: { S: eventsOf(commit) },
    previous: { S: commit.previous },
    hash: { S: commit.hash },
  };
  if (commit.parts.length > 0) item['parts'] = { L: commit.parts.map(toPart) };
  if (commit.idempotency) item['idempotency'] = { M: { key: { S: commit.idempotency.key }, body: { S: commit.idempotency.body } } };
  if (feed) item['feed'] = { S: 'f' };
  return item;
}

function toPart({ id, keys, bytes, object, hash }: SealedPart): AttributeValue {
  const part: Item = { id: { S: id }, keys: { L: keys.map((key) => ({ S: key })) }, hash: { S: hash } };
  if (bytes) part['bytes'] = { B: bytes };
  if (object) part['object'] = { S: object };
  return { M: part };
}

/** An item of the events table, or a change stream’s image of one, as a commit with its events in their present form. */
export function fromItem(item: Item): Commit {
  const idempotency = item['idempotency']?.M;
  const written = text(item['events']);
  const { events, changed } = upcast(JSON.parse(written) as Event[]);
  return {
    stream: text(item['stream']),
    seq: Number(item['seq']?.N),
    at: text(item['at']),
    actor: JSON.parse(text(item['actor'])) as Actor,
    events,
    ...(changed ? { written } : {}),
    parts: (item['parts']?.L ?? []).map(fromPart),
    idempotency: idempotency && ({ key: text(idempotency['key']), body: text(idempotency['body']) } satisfies Idempotency),
    previous: text(item['previous']),
    hash: text(item['hash']),
  };
}

function fromPart(value: AttributeValue): SealedPart {
  const part = value.M ?? {};
  const bytes = part['bytes']?.B;
  return {
    id: text(part['id']),
    keys: (part['keys']?.L ?? []).map(text),
    // A change stream delivered to Lambda carries binary as base64 text.
    bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes,
    object: part['object']?.S,
    hash: text(part['hash']),
  };
}

const text = (value: AttributeValue | undefined): string => value?.S ?? '';
