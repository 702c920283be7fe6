import { randomBytes } from 'node:crypto';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import type { Call, Trace } from '../../support/recorded-calls.ts';

type Command = new (input: object) => Parameters<dynamodb.DynamoDBClient['send']>[0];
/** What stands in for a text of the recording, this time. */
type Standing = ReadonlyMap<string, string>;
type Make = (standing: Standing) => unknown;

interface Written {
  readonly stream?: { readonly S?: string };
  readonly seq?: { readonly N?: string };
  readonly at?: { readonly S?: string };
}

/**
 * Makes a function that makes the calls of a trace again, with the same bytes and each after the calls that it was made
 * after. What the trace began, a case or a claim on an identity, gets a name of its own each time, and what it wrote is
 * dated now: so each call meets the state that it met. Throws what a call throws. Refuses a trace that adds to a stream:
 * that could not be repeated.
 */
export function replayOf(trace: Trace): (client: dynamodb.DynamoDBClient) => Promise<void> {
  const written = trace.flatMap(writtenBy);
  if (written.some(({ seq }) => seq?.N !== '1')) throw new Error('a recorded referral adds to a stream, which cannot be made again');
  const begun = new Set(written.flatMap(({ stream }) => stream?.S ?? []));
  const dates = new Set(written.flatMap(({ at }) => at?.S ?? []));
  const calls = trace.map(({ command, input, after }) => ({
    after,
    Command: (dynamodb as unknown as Readonly<Record<string, Command>>)[command] ?? notACommand(command),
    make: maker(input, new Set([...begun, ...dates])),
  }));
  return async (client) => {
    const now = new Date().toISOString();
    const standing = new Map([...[...begun].map((name) => [name, another(name)] as const), ...[...dates].map((at) => [at, now] as const)]);
    const made: Promise<unknown>[] = [];
    for (const { after, Command, make } of calls) {
      const before = after.map((place) => made[place]);
      const send = () => client.send(new Command(make(standing) as object));
      made.push(before.length === 0 ? send() : Promise.all(before).then(send));
    }
    await Promise.all(made);
  };
}

/** The one write of a trace that holds the most: what a referral comes to with no hub at all. */
export function writeOf(trace: Trace): Trace {
  const puts = trace.filter(({ command }) => command === 'PutItemCommand');
  const [largest] = puts.sort((a, b) => JSON.stringify(b.input).length - JSON.stringify(a.input).length);
  if (!largest) throw new Error('a recorded referral puts nothing');
  return [{ ...largest, after: [] }];
}

function writtenBy({ input }: Call): Written[] {
  const { Item, TransactItems = [] } = input as { Item?: Written; TransactItems?: readonly { Put?: { Item?: Written } }[] };
  return [Item, ...TransactItems.map(({ Put }) => Put?.Item)].filter((item) => item !== undefined);
}

/** Copies a value with what stands in for some of its texts; what has none of them is used as it is. */
function maker(value: unknown, texts: ReadonlySet<string>): Make {
  const holds = (each: unknown): boolean =>
    typeof each === 'string' ? texts.has(each) : isPlain(each) && Object.values(each).some((inner) => holds(inner));
  if (typeof value === 'string' && texts.has(value)) return (standing) => standing.get(value);
  if (!isPlain(value) || !holds(value)) return () => value;
  const made = Object.entries(value).map(([name, inner]) => [name, maker(inner, texts)] as const);
  if (Array.isArray(value)) return (standing) => made.map(([, make]) => make(standing));
  return (standing) => Object.fromEntries(made.map(([name, make]) => [name, make(standing)]));
}

const isPlain = (value: unknown): value is object =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** A name of the same kind and length: `case#…` another case. */
function another(name: string): string {
  const kind = name.slice(0, name.indexOf('#') + 1);
  return (
    kind +
    randomBytes(32)
      .toString('hex')
      .slice(0, name.length - kind.length)
  );
}

function notACommand(name: string): never {
  throw new Error(`the SDK has no ${name}`);
}
