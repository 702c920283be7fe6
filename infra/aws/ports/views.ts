import { dynamoViews } from '../../../functions/store/dynamodb-views.ts';
import type { ViewStore } from '../../../functions/store/ports.ts';
import type { Environment } from '../environment.ts';
import { dynamodb } from './dynamodb-client.ts';

/** The rows of the views table. */
export const views = ({ VIEWS_TABLE }: Environment<'VIEWS_TABLE'>): ViewStore => dynamoViews({ client: dynamodb, table: VIEWS_TABLE });
