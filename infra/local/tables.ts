import './environment.ts';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { exchanges } from './exchange.ts';
import { feedIndex } from './recovery.ts';
import { takeShortWay } from './short-way.ts';

/** The names of the hub's two tables on one machine. */
export const tables = { events: 'events', views: 'views' } as const;

/** Connections kept to the engine: it works on one write at a time, so more would only wait there. */
const maxSockets = 64;

/**
 * What a call would carry that nobody reads here: who sends it, and in which chain of functions. The logger takes a copy of
 * all that is sent and received though there is no log.
 */
const unread = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware'];

/** In place of a signature, which nobody checks here: they look whether these are there, and read the key and the region. */
const unsigned = {
  authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
  'x-amz-date': '20260101T000000Z',
};

/**
 * A client for the engine, or for any DynamoDB that takes any credentials. Reads nothing of the machine's AWS settings.
 * Lean: on one machine the client's own work, and not the database's, is most of what a call costs. It signs nothing, and
 * its middleware may not be changed after the first call.
 */
export function dynamoClient(endpoint: string): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    signer: {
      sign: async (request) => {
        Object.assign(request.headers, unsigned);
        return request;
      },
    },
    cacheMiddleware: true,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: exchanges(endpoint, { maxSockets, connectMs: 1_000, silenceMs: 10_000 }),
  });
  for (const name of unread) client.middlewareStack.remove(name);
  takeShortWay(client, endpoint, unsigned);
  return client;
}

const key = (name: string, type: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: type });

const definitions: readonly CreateTableCommandInput[] = [
  {
    TableName: tables.events,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'stream', AttributeType: 'S' },
      { AttributeName: 'seq', AttributeType: 'N' },
      { AttributeName: feedIndex, AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'S' },
    ],
    KeySchema: [key('stream', 'HASH'), key('seq', 'RANGE')],
    GlobalSecondaryIndexes: [
      { IndexName: feedIndex, KeySchema: [key(feedIndex, 'HASH'), key('at', 'RANGE')], Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  },
  {
    TableName: tables.views,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
  },
];

/** Makes the tables that are missing. Does not check the shape of those that are there. */
export async function createTables(client: DynamoDBClient): Promise<void> {
  await Promise.all(
    definitions.map(async (definition) => {
      try {
        await client.send(new CreateTableCommand(definition));
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ResourceInUseException') throw error;
      }
      await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: definition.TableName });
    }),
  );
}
