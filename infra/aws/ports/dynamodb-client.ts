import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from './client.ts';

/** One client for all the tables of an instance, so that they share its connections. */
export const dynamodb = new DynamoDBClient(clientSettings);
