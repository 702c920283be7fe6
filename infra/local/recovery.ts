import { BatchGetItemCommand, type BatchGetItemCommandOutput, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../functions/store/item.ts';
import { reachable } from '../../functions/store/reachable.ts';
import { topology } from '../topology.ts';
import { persistently } from './persistently.ts';

/** The name of the sparse index that lists commits by time, and of its partition key; `f` is its one partition. */
export const feedIndex = 'feed';

/** Whether the commits of a stream are handed to any reader of changes: the others are not in the index. */
export const isHandedOver = (stream: string): boolean =>
  Object.values(topology).some(({ trigger }) => trigger.kind === 'changes' && stream.startsWith(trigger.streams));

/** Where a commit is, and when it was made. */
export interface Place {
  readonly stream: string;
  readonly seq: number;
  readonly at: string;
}

/** How far apart in time two commits of one stream may stand in the wrong order: longer than any function runs before it commits. */
const lookaheadMs = 30_000;

/** How many commits are handed over at a time; what `BatchGetItem` takes. */
const pageSize = 100;

/** Every commit made at `since` or later (RFC 3339, UTC; empty: all), oldest first, each stream in its order, as items of the table. */
export async function* commitsSince(client: DynamoDBClient, table: string, since: string): AsyncGenerator<Item[]> {
  for await (const places of inOrder(placesSince(client, table, since))) {
    for (let start = 0; start < places.length; start += pageSize) yield await itemsAt(client, table, places.slice(start, start + pageSize));
  }
}

/**
 * Puts places that come by time into the order of their streams: two commits of one stream may carry times the other
 * way round, for a function reads the clock before it commits. Holds back what is younger than the lookahead.
 */
export async function* inOrder(pages: AsyncIterable<readonly Place[]>): AsyncGenerator<Place[]> {
  let held: Place[] = [];
  for await (const page of pages) {
    held.push(...page);
    const newest = held.at(-1)?.at;
    if (!newest) continue;
    const before = new Date(Date.parse(newest) - lookaheadMs).toISOString();
    const last = new Map<string, number>();
    for (const { stream, seq, at } of held) if (at < before) last.set(stream, Math.max(seq, last.get(stream) ?? 0));
    const due = held.filter(({ stream, seq }) => seq <= (last.get(stream) ?? 0));
    if (due.length === 0) continue;
    held = held.filter(({ stream, seq }) => seq > (last.get(stream) ?? 0));
    yield byStream(due);
  }
  if (held.length > 0) yield byStream(held);
}

/** The same places, each stream's in its order, streams interleaved as they came. */
function byStream(places: readonly Place[]): Place[] {
  const sorted = new Map<string, Place[]>();
  for (const place of places) {
    const others = sorted.get(place.stream);
    if (others) others.push(place);
    else sorted.set(place.stream, [place]);
  }
  for (const each of sorted.values()) each.sort((a, b) => b.seq - a.seq);
  return places.map(({ stream }) => sorted.get(stream)?.pop()).filter((place) => place !== undefined);
}

async function* placesSince(client: DynamoDBClient, table: string, since: string): AsyncGenerator<Place[]> {
  let start: Item | undefined;
  do {
    const query = new QueryCommand({
      TableName: table,
      IndexName: feedIndex,
      KeyConditionExpression: '#feed = :feed AND #at >= :since',
      ExpressionAttributeNames: { '#feed': feedIndex, '#at': 'at' },
      // An empty string may not be a key; everything sorts after this.
      ExpressionAttributeValues: { ':feed': { S: 'f' }, ':since': { S: since || '0' } },
      Limit: 1000,
      ExclusiveStartKey: start,
    });
    const page = await persistently(() => reachable(() => client.send(query)));
    yield (page.Items ?? []).map(({ stream, seq, at }) => ({ stream: stream?.S ?? '', seq: Number(seq?.N), at: at?.S ?? '' }));
    start = page.LastEvaluatedKey;
  } while (start);
}

async function itemsAt(client: DynamoDBClient, table: string, places: readonly Place[]): Promise<Item[]> {
  const found = new Map<string, Item>();
  let wanted: Item[] | undefined = places.map(({ stream, seq }) => ({ stream: { S: stream }, seq: { N: String(seq) } }));
  while (wanted && wanted.length > 0) {
    const get: BatchGetItemCommand = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } });
    const page: BatchGetItemCommandOutput = await persistently(() => reachable(() => client.send(get)));
    for (const item of page.Responses?.[table] ?? []) found.set(`${item['stream']?.S}/${item['seq']?.N}`, item);
    wanted = page.UnprocessedKeys?.[table]?.Keys;
  }
  return places.map(({ stream, seq }) => found.get(`${stream}/${seq}`)).filter((item) => item !== undefined);
}
