import { Arn, ArnFormat, type Stack } from 'aws-cdk-lib';
import type { Finding } from './acknowledge.ts';
import { wildcardOn } from './acknowledge.ts';
import type { Settings } from './settings.ts';
import type { Stateful } from './stateful.ts';

/** What is kept, as what runs on it must know it: the stateful stack’s own, or the restored tables that the settings name. */
export interface Kept {
  readonly arns: Readonly<
    Record<'events' | 'eventsStream' | 'views' | 'keys' | 'objects' | 'dataKey' | 'wrappingKey' | 'tokenKey', string>
  >;
  readonly names: Readonly<Record<'events' | 'views' | 'keys' | 'objects', string>>;
  /** How cdk-nag names the grants on it that no narrower name can be given to. */
  readonly wildcards: { readonly objects: Finding; readonly streams: Finding };
}

/** Gathers it. Does not check that a restored table is there, or encrypted with the hub’s key. */
export function keptBy(stateful: Stateful, settings: Settings, user: Stack): Kept {
  const { views, objects, dataKey, wrappingKey, tokenKey } = stateful;
  const { eventsTable, eventsStream = stateful.events.tableStreamArn, keysTable } = settings;
  if (!eventsStream) throw new Error('the events table has no change stream');
  const events = eventsTable ?? stateful.events.tableArn;
  const keys = keysTable ?? stateful.keys.tableArn;
  const nameIn = (arn: string) => Arn.extractResourceName(arn, 'table') || Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).resourceName || '';
  return {
    arns: {
      events,
      eventsStream,
      views: views.tableArn,
      keys,
      objects: objects.arnForObjects('*'),
      dataKey: dataKey.keyArn,
      wrappingKey: wrappingKey.keyArn,
      tokenKey: tokenKey.keyArn,
    },
    names: {
      events: eventsTable ? nameIn(eventsTable) : stateful.events.tableName,
      views: views.tableName,
      keys: keysTable ? nameIn(keysTable) : stateful.keys.tableName,
      objects: objects.bucketName,
    },
    wildcards: {
      objects: wildcardOn(stateful, objects.bucketArn, '/*'),
      streams: eventsTable
        ? `AwsSolutions-IAM5[Resource::${user.resolve(eventsTable)}/stream/*]`
        : wildcardOn(stateful, events, '/stream/*'),
    },
  };
}
