import { KMSClient } from '@aws-sdk/client-kms';
import { clientSettings } from './client.ts';

/** One client for all the keys of an instance, so that they share its connections. */
export const kms = new KMSClient(clientSettings);
