import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { holdsKey } from './holds.ts';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });
type Resource = z.output<typeof Resource>;

const Value = z.json().optional();
type Value = z.output<typeof Value>;
const Recorded = z.object({ type: z.string(), holds: z.string(), values: z.record(z.string(), Value) });

/** What of the stateful stack must not change unseen: each resource that holds something, by its logical id. */
export const Snapshot = z.record(z.string(), Recorded);
export type Snapshot = z.output<typeof Snapshot>;

/** What a change to a property does: the resource is made anew, empty, or what it holds is protected less. */
type Effect = 'replaced' | 'exposed';

/** What is watched of every kind of resource that holds something. */
const always = { DeletionPolicy: 'exposed', UpdateReplacePolicy: 'exposed' } as const;
const watched: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  'AWS::DynamoDB::GlobalTable': {
    TableName: 'replaced',
    KeySchema: 'replaced',
    AttributeDefinitions: 'replaced',
    SSESpecification: 'exposed',
    StreamSpecification: 'exposed',
    TimeToLiveSpecification: 'exposed',
    'Replicas.0.DeletionProtectionEnabled': 'exposed',
    'Replicas.0.PointInTimeRecoverySpecification': 'exposed',
    'Replicas.0.SSESpecification': 'exposed',
  },
  'AWS::S3::Bucket': {
    BucketName: 'replaced',
    BucketEncryption: 'exposed',
    VersioningConfiguration: 'exposed',
    PublicAccessBlockConfiguration: 'exposed',
    LifecycleConfiguration: 'exposed',
  },
  'AWS::KMS::Key': {
    KeySpec: 'replaced',
    KeyUsage: 'replaced',
    Enabled: 'exposed',
    EnableKeyRotation: 'exposed',
    PendingWindowInDays: 'exposed',
    KeyPolicy: 'exposed',
  },
  'AWS::Backup::BackupVault': { BackupVaultName: 'replaced', EncryptionKeyArn: 'replaced', LockConfiguration: 'exposed' },
};

/** Reads the snapshot of a template. Throws for a resource that holds something and is of a kind nobody said how to watch. */
export function snapshotOf(template: unknown): Snapshot {
  const { Resources } = Template.parse(template);
  const held = Object.entries(Resources).filter(([, { Metadata }]) => typeof Metadata[holdsKey] === 'string');
  return Object.fromEntries(
    held.map(([id, resource]) => [id, { type: resource.Type, holds: String(resource.Metadata[holdsKey]), values: valuesOf(id, resource) }]),
  );
}

function valuesOf(id: string, { Type, Properties, DeletionPolicy, UpdateReplacePolicy }: Resource): Record<string, Value> {
  const properties = watched[Type];
  if (!properties) throw new Error(`${id} holds something, and what must not change of a ${Type} is not said in guard.ts`);
  const values = Object.keys(properties).map((path) => [path, Value.parse(at(Properties, path))]);
  const said = [...values, ['DeletionPolicy', DeletionPolicy], ['UpdateReplacePolicy', UpdateReplacePolicy]];
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

/**
 * Why a stack must not become another, a sentence for each change that would lose something or protect it less. Empty
 * if nothing is lost: a resource that is new is no loss. Does not look at what holds nothing, nor at the data itself.
 */
export function refusals(before: Snapshot, after: Snapshot): string[] {
  return Object.entries(before).flatMap(([id, was]) => {
    const is = after[id];
    if (!is) return [`${id} would be let go of: the hub would go on without ${was.holds}.`];
    if (is.type !== was.type) return [`${id} would become a ${is.type} and begin empty: the hub would go on without ${was.holds}.`];
    const effects: Readonly<Record<string, Effect>> = { ...watched[was.type], ...always };
    return Object.entries(effects).flatMap(([path, effect]) => {
      const [from, to] = [was.values[path], is.values[path]];
      if (isDeepStrictEqual(from, to)) return [];
      const change = `${id}: ${path} would change from ${said(from)} to ${said(to)}.`;
      return effect === 'replaced'
        ? [`${change} It would be made anew and empty: the hub would go on without ${was.holds}.`]
        : [`${change} What is at stake is ${was.holds}.`];
    });
  });
}

/** What is in a stack and not yet in its snapshot, so that nobody watches it. */
export const unrecorded = (before: Snapshot, after: Snapshot): string[] => Object.keys(after).filter((id) => !(id in before));

const said = (value: Value): string => (value === undefined ? 'nothing' : JSON.stringify(value));

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], value);
}
