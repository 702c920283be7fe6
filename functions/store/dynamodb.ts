import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Commit } from './commit.ts';
import { fromItem, type Item, toItem } from './item.ts';
import { type Appended, type CommitStore, type Conflict, type Head, transactionLimit, Unavailable } from './ports.ts';
import { reachable } from './reachable.ts';
import { scanned } from './scan.ts';

/** Which table holds the commits, and how to reach it. */
export interface DynamoStoreOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** To the commits of which streams to add the attribute by which the local host finds those that a crash left unconsumed. None on AWS, which has a change stream. */
  readonly feed?: (stream: string) => boolean;
}

/** What an append may rest on, besides what it writes: an item absent at the next place of each stream. */
const absent = 'attribute_not_exists(#stream)';
const names = { '#stream': 'stream' };

/** How many commits are asked for at once. */
const pageSize = 1000;

/** The commit store on DynamoDB. */
export function dynamoStore({ client, table, feed = () => false }: DynamoStoreOptions): CommitStore {
  const put = (commit: Commit) => ({
    TableName: table,
    Item: toItem(commit, feed(commit.stream)),
    ConditionExpression: absent,
    ExpressionAttributeNames: names,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  });
  const check = ({ stream, seq }: Head) => ({
    TableName: table,
    Key: { stream: { S: stream }, seq: { N: String(seq + 1) } },
    ConditionExpression: absent,
    ExpressionAttributeNames: names,
  });

  async function query(stream: string, after: number, limit: number, forward: boolean): Promise<Commit[]> {
    const commits: Commit[] = [];
    let start: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#stream = :stream AND #seq > :after',
          ExpressionAttributeNames: { ...names, '#seq': 'seq' },
          ExpressionAttributeValues: { ':stream': { S: stream }, ':after': { N: String(after) } },
          ConsistentRead: true,
          ScanIndexForward: forward,
          Limit: Math.min(limit - commits.length, pageSize),
          ExclusiveStartKey: start,
        }),
      );
      commits.push(...(page.Items ?? []).map(fromItem));
      start = page.LastEvaluatedKey;
    } while (start && commits.length < limit);
    return commits;
  }

  async function appendOne(commit: Commit): Promise<Appended> {
    try {
      await client.send(new PutItemCommand(put(commit)));
      return { ok: true };
    } catch (error) {
      // A transaction has the item in hand: it checks that nothing is there, or puts something.
      if (isNamed(error, 'TransactionConflictException')) return { ok: false, conflict: { kind: 'contended' } };
      if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
      const winner = (error as { Item?: Item }).Item;
      return outcome(winner ? fromItem(winner) : await reread(commit), commit);
    }
  }

  /** For an engine that does not hand over what stood in the way. */
  async function reread({ stream, seq }: Commit): Promise<Commit> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: { stream: { S: stream }, seq: { N: String(seq) } }, ConsistentRead: true }),
    );
    if (!Item) throw new Unavailable('an item that stood in the way is not there');
    return fromItem(Item);
  }

  async function appendAll(commits: readonly Commit[], rests: readonly Head[]): Promise<Appended> {
    try {
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: [...commits.map((commit) => ({ Put: put(commit) })), ...rests.map((head) => ({ ConditionCheck: check(head) }))],
        }),
      );
      return { ok: true };
    } catch (error) {
      if (isNamed(error, 'TransactionInProgressException')) return { ok: false, conflict: { kind: 'contended' } };
      if (!isNamed(error, 'TransactionCanceledException')) throw error;
      const reasons = (error as { CancellationReasons?: { Code?: string; Item?: Item }[] }).CancellationReasons ?? [];
      // An item the table cannot take is not made better by waiting.
      if (reasons.some(({ Code }) => Code === 'ValidationError')) throw error;
      return cancelled(commits, rests, reasons);
    }
  }

  async function cancelled(
    commits: readonly Commit[],
    rests: readonly Head[],
    reasons: readonly { Code?: string; Item?: Item }[],
  ): Promise<Appended> {
    const failed = reasons.map((reason) => reason.Code === 'ConditionalCheckFailed');
    if (!failed.includes(true)) return throttledOrContended(reasons);
    const written = commits.map(async (commit, index) => {
      if (!failed[index]) return undefined;
      const item = reasons[index]?.Item;
      return item ? fromItem(item) : reread(commit);
    });
    const winners = await Promise.all(written);
    // The whole transaction is there already: this was a repeat whose first reply was lost.
    if (commits.length > 0 && winners.every((winner, index) => winner?.hash === commits[index]?.hash)) return { ok: true };
    const winner = winners.find((each, index) => each && each.hash !== commits[index]?.hash);
    if (winner) return { ok: false, conflict: { kind: 'exists', commit: winner } };
    const moved = rests[failed.indexOf(true, commits.length) - commits.length];
    return { ok: false, conflict: moved ? { kind: 'moved', stream: moved.stream } : { kind: 'contended' } };
  }

  return {
    read: (stream, { after = 0, limit = Number.MAX_SAFE_INTEGER } = {}) => reachable(() => query(stream, after, limit, true)),
    last: (stream) => reachable(async () => (await query(stream, 0, 1, false))[0]),
    append: (commits, rests = []) => {
      if (commits.length + rests.length > transactionLimit)
        throw new Error(`an append takes at most ${transactionLimit} commits and checks together`);
      const [only] = commits;
      return reachable(() => (only && commits.length === 1 && rests.length === 0 ? appendOne(only) : appendAll(commits, rests)));
    },
    async *scan(segment = 0, segments = 1) {
      for await (const items of scanned(client, table, segment, segments)) yield items.map(fromItem);
    },
  };
}

/** A put that met something: success if that is this very commit, whose first reply was lost. */
function outcome(winner: Commit, commit: Commit): Appended {
  return winner.hash === commit.hash ? { ok: true } : { ok: false, conflict: { kind: 'exists', commit: winner } };
}

function throttledOrContended(reasons: readonly { Code?: string }[]): Appended {
  const contended: Conflict = { kind: 'contended' };
  if (reasons.some(({ Code }) => Code === 'TransactionConflict')) return { ok: false, conflict: contended };
  throw new Unavailable('the transaction was cancelled');
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
