import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** One call to the SDK, as it was made. */
export interface Call {
  /** The command’s class, such as `PutItemCommand`. */
  readonly command: string;
  readonly input: object;
  /** The calls, by their places, that had ended when this one began: what it may have waited for. */
  readonly after: readonly number[];
  /** What it answered; nothing if it was refused, or had not ended. */
  output?: object;
}

/** What some work asked of DynamoDB, in the order in which it asked. */
export type Trace = readonly Call[];

interface Recording {
  readonly calls: Call[];
  readonly ended: Set<number>;
  isOpen: boolean;
}

type Send = (command: { readonly input: object }, ...rest: unknown[]) => Promise<object>;

const recordings = new AsyncLocalStorage<Recording>();

/**
 * Has every DynamoDB client of this process note the calls that {@link recorded} work makes. For good, and for a process
 * of its own. With `capacity`, each is asked to say what it consumed.
 */
export function recordCalls({ capacity = false } = {}): void {
  const client = DynamoDBClient.prototype as unknown as { send: Send };
  const { send } = client;
  client.send = async function (command, ...rest) {
    const recording = recordings.getStore();
    if (!recording?.isOpen) return send.call(this, command, ...rest);
    const place = recording.calls.length;
    const call: Call = { command: command.constructor.name, input: command.input, after: [...recording.ended] };
    recording.calls.push(call);
    if (capacity) Object.assign(command.input, { ReturnConsumedCapacity: 'INDEXES' });
    try {
      const output = await send.call(this, command, ...rest);
      call.output = output;
      return output;
    } finally {
      recording.ended.add(place);
    }
  };
}

/** Does some work and says which calls it made until it was done; what it left to be done afterwards is not its own. */
export async function recorded<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly trace: Trace }> {
  const recording: Recording = { calls: [], ended: new Set(), isOpen: true };
  const value = await recordings.run(recording, work);
  recording.isOpen = false;
  return { value, trace: recording.calls };
}

/**
 * The traces of the shape that most have: the same calls, of the same kinds of stream, in the same order. What is read
 * for many requests at once, such as the book each second, is in few and is left out with them, to the reference’s favour.
 */
export function commonest(traces: readonly Trace[]): Trace[] {
  const shapes = new Map<string, Trace[]>();
  for (const trace of traces) {
    const shape = shapeOf(trace);
    shapes.set(shape, [...(shapes.get(shape) ?? []), trace]);
  }
  return [...shapes.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** The calls of a trace in words: each command, with the kinds of stream that it names. */
export const shapeOf = (trace: Trace): string => trace.map(({ command, input }) => `${command}(${kindsIn(input).join(' ')})`).join(', ');

const kindsIn = (input: object): string[] =>
  [...JSON.stringify(input).matchAll(/"stream":\{"S":"([a-z]+)#|":stream":\{"S":"([a-z]+)#/g)].map(([, put, read]) => put ?? read ?? '');
