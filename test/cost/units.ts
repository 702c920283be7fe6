import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Call } from '../support/recorded-calls.ts';

/**
 * What a call to DynamoDB consumes on demand, from the items that it names or answers with, by AWS’s published rules
 * (DynamoDB developer guide: “On-demand capacity mode”, “Read and write operations”, “Item sizes and formats”): a write unit
 * for each KB begun, a read unit for each 4 KB begun and half of one where the read need not be consistent, twice either in
 * a transaction, and at least one for what is not there.
 */
export interface Units {
  readonly read: number;
  readonly write: number;
  readonly itemsRead: number;
  readonly itemsWritten: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** The index of the local hub is not there on AWS, and neither is the attribute that fills it. */
const localOnly = 'feed';

/** The size of an item in bytes: names and values in UTF-8, a number as half its digits, three for a list or map and one for each element. */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => (name === localOnly ? sum : sum + utf8(name) + valueBytes(value)), 0);
}

function valueBytes({ S, N, B, BOOL, NULL, L, M }: AttributeValue): number {
  if (S !== undefined) return utf8(S);
  if (N !== undefined) return Math.ceil(N.replace(/^-|\.|^0+|0+$/g, '').length / 2) + 1 + (N.startsWith('-') ? 1 : 0);
  if (B !== undefined) return B.length;
  if (BOOL !== undefined || NULL !== undefined) return 1;
  if (L !== undefined) return L.reduce((sum, each) => sum + 1 + valueBytes(each), 3);
  if (M !== undefined) return Object.entries(M).reduce((sum, [name, each]) => sum + 1 + utf8(name) + valueBytes(each), 3);
  throw new Error('an attribute of a kind that the hub does not write');
}

const utf8 = (text: string): number => Buffer.byteLength(text);
const writeUnits = (item: Item): number => Math.max(1, Math.ceil(itemBytes(item) / 1_024));
const readUnits = (bytes: number, isConsistent: boolean): number => Math.max(1, Math.ceil(bytes / 4_096)) * (isConsistent ? 1 : 0.5);
const bytesOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + itemBytes(item), 0);

const none: Units = { read: 0, write: 0, itemsRead: 0, itemsWritten: 0 };

export const sumOf = (all: readonly Units[]): Units =>
  all.reduce(
    (sum, each) => ({
      read: sum.read + each.read,
      write: sum.write + each.write,
      itemsRead: sum.itemsRead + each.itemsRead,
      itemsWritten: sum.itemsWritten + each.itemsWritten,
    }),
    none,
  );

/** What one call consumes. Throws on a command that has no rule here. */
export function unitsOf({ command, input, output = {} }: Call): Units {
  const rule = rules[command];
  if (!rule) throw new Error(`no rule says what ${command} consumes`);
  return rule(input as Sent, output as Answered);
}

interface Sent {
  readonly Item?: Item;
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly { readonly Put?: { readonly Item?: Item }; readonly ConditionCheck?: unknown }[];
}
interface Answered {
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
}

const rules: Readonly<Record<string, (sent: Sent, answered: Answered) => Units>> = {
  PutItemCommand: ({ Item = {} }) => ({ ...none, write: writeUnits(Item), itemsWritten: 1 }),
  GetItemCommand: ({ ConsistentRead = false }, { Item }) => ({
    ...none,
    read: readUnits(bytesOf(Item ? [Item] : []), ConsistentRead),
    itemsRead: Item ? 1 : 0,
  }),
  // What a query answers with is added up before it is rounded.
  QueryCommand: ({ ConsistentRead = false }, { Items = [] }) => ({
    ...none,
    read: readUnits(bytesOf(Items), ConsistentRead),
    itemsRead: Items.length,
  }),
  // What a batch answers with is rounded item by item, and what is not there is a unit too.
  BatchGetItemCommand: ({ RequestItems = {} }, { Responses = {} }) =>
    sumOf(
      Object.entries(RequestItems).map(([table, asked]) => {
        const { Keys, ConsistentRead = false } = asked as { Keys: readonly Item[]; ConsistentRead?: boolean };
        const items = Responses[table] ?? [];
        const missing = Keys.length - items.length;
        const read = items.reduce((sum, item) => sum + readUnits(itemBytes(item), ConsistentRead), missing * readUnits(0, ConsistentRead));
        return { ...none, read, itemsRead: items.length };
      }),
    ),
  BatchWriteItemCommand: ({ RequestItems = {} }) =>
    sumOf(
      Object.values(RequestItems).flatMap((requests) =>
        (requests as readonly { PutRequest?: { Item: Item } }[]).map(({ PutRequest }) => ({
          ...none,
          // A row that is deleted is as small as any: its size is not in the call.
          write: PutRequest ? writeUnits(PutRequest.Item) : 1,
          itemsWritten: 1,
        })),
      ),
    ),
  TransactWriteItemsCommand: ({ TransactItems = [] }) =>
    sumOf(TransactItems.map(({ Put }) => ({ ...none, write: 2 * (Put ? writeUnits(Put.Item ?? {}) : 1), itemsWritten: Put ? 1 : 0 }))),
};
