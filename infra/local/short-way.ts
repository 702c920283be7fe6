import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Answered, Sent } from './exchange.ts';

/** The shapes of a call’s input and output, as a command holds them. */
type Operation = readonly [kind: number, namespace: string, name: string, traits: unknown, input: unknown, output: unknown];

/** What of the SDK is still used: how a request is written, sent, and its reply read. */
interface Used {
  readonly protocol: {
    serializeRequest(operation: object, input: object, context: object): Promise<Sent>;
    deserializeResponse(operation: object, context: object, response: Answered): Promise<object>;
  };
  readonly requestHandler: { handle(request: Sent): Promise<{ response: Answered }> };
}

/** What an engine says on purpose: to ask again would bring the same. */
const answers = new Set(['ConditionalCheckFailedException', 'TransactionCanceledException', 'ResourceInUseException']);

/**
 * Has a client make the first attempt of each call the short way: write, send, read. The SDK’s own goes through a dozen steps
 * that have nothing to do on one machine (an address looked up, a scheme chosen, a budget of retries), and costs twice as
 * much. What fails on the short way, but for what an engine says on purpose, goes the SDK’s, with its retries: a call is made
 * once more than the client is told to. `headers` stand in for a signature.
 */
export function takeShortWay(client: DynamoDBClient, endpoint: string, headers: Readonly<Record<string, string>>): void {
  const { hostname, port, protocol: scheme, pathname: path } = new URL(endpoint);
  const { protocol, requestHandler } = client.config as unknown as Used;
  const context = { endpoint: async () => ({ protocol: scheme, hostname, port: port === '' ? undefined : Number(port), path }) };
  client.middlewareStack.add(
    (next, { __smithy_context: of }) => {
      const [, namespace, name, traits, input, output] = (of as { readonly operationSchema: Operation }).operationSchema;
      const operation = { namespace, name, traits, input, output };
      return async (args) => {
        try {
          const request = await protocol.serializeRequest(operation, args.input, context);
          Object.assign(request.headers, headers);
          const { response } = await requestHandler.handle(request);
          return { response, output: (await protocol.deserializeResponse(operation, context, response)) as never };
        } catch (error) {
          if (error instanceof Error && answers.has(error.name)) throw error;
          return next(args);
        }
      };
    },
    { step: 'initialize', priority: 'high', name: 'shortWay' },
  );
}
