import { dynamoStore } from '../../../functions/store/dynamodb.ts';
import type { CommitStore } from '../../../functions/store/ports.ts';
import type { Environment } from '../environment.ts';
import { dynamodb } from './dynamodb-client.ts';

/** The commits in the events table. */
export const store = ({ EVENTS_TABLE }: Environment<'EVENTS_TABLE'>): CommitStore => dynamoStore({ client: dynamodb, table: EVENTS_TABLE });
