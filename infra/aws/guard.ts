import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { holdsKey } from './holds.ts';

const Value = z.json().optional();
type Value = z.output<typeof Value>;
const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), Value).default({}),
  Condition: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
const Template = z.object({ Resources: z.record(z.string(), Resource), Conditions: z.record(z.string(), z.json()).default({}) });
type Resource = z.output<typeof Resource>;

const Recorded = z.object({ type: z.string(), holds: z.string(), values: z.record(z.string(), Value) });

/** What of the stateful stack must not change unseen: each resource that holds something, by its logical id. */
export const Snapshot = z.record(z.string(), Recorded);
export type Snapshot = z.output<typeof Snapshot>;

/** What is known of a kind of resource that holds or keeps something. A change to what neither list names exposes it. */
interface Kind {
  /** A change to these makes the resource anew, empty. */
  readonly replacing: readonly string[];
  /** A change to these neither loses nor exposes anything. */
  readonly harmless: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::GlobalTable': { replacing: ['TableName', 'KeySchema', 'AttributeDefinitions'], harmless: ['BillingMode'] },
  'AWS::S3::Bucket': { replacing: ['BucketName'], harmless: ['Tags'] },
  'AWS::S3::BucketPolicy': { replacing: [], harmless: [] },
  'AWS::KMS::Key': { replacing: ['KeySpec', 'KeyUsage'], harmless: ['Description', 'Tags'] },
  'AWS::Backup::BackupVault': { replacing: ['BackupVaultName', 'EncryptionKeyArn'], harmless: ['BackupVaultTags'] },
  'AWS::Backup::BackupPlan': { replacing: [], harmless: ['BackupPlanTags'] },
  'AWS::Backup::BackupSelection': { replacing: [], harmless: [] },
};

/** Reads the snapshot of a template. Throws for a resource that holds something and is of a kind nobody said how to watch. */
export function snapshotOf(template: unknown): Snapshot {
  const { Resources, Conditions } = Template.parse(template);
  const held = Object.entries(Resources).filter(([, { Metadata }]) => typeof Metadata[holdsKey] === 'string');
  return Object.fromEntries(
    held.map(([id, resource]) => [
      id,
      { type: resource.Type, holds: String(resource.Metadata[holdsKey]), values: valuesOf(id, resource, Conditions) },
    ]),
  );
}

function valuesOf(
  id: string,
  { Type, Properties, Condition, DeletionPolicy, UpdateReplacePolicy }: Resource,
  conditions: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const kind = kinds[Type];
  if (!kind) throw new Error(`${id} holds something, and what must not change of a ${Type} is not said in guard.ts`);
  const values = Object.entries(Properties).filter(([name, value]) => value !== undefined && !kind.harmless.includes(name));
  const condition = Condition === undefined ? undefined : { [Condition]: conditions[Condition] ?? null };
  const said: [string, Value][] = [
    ...values.map(([name, value]): [string, Value] => [name, withoutTags(value)]),
    ['Condition', condition],
    ['DeletionPolicy', DeletionPolicy],
    ['UpdateReplacePolicy', UpdateReplacePolicy],
  ];
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

/** A replica of a table has tags of its own. */
const withoutTags = (value: Value): Value =>
  Value.parse(JSON.parse(JSON.stringify(value), (name, inner: unknown) => (name === 'Tags' ? undefined : inner)));

/**
 * Why a stack must not become another, a sentence for each change that would lose something or protect it less. Empty
 * if nothing is lost: a resource that is new is no loss. Does not look at what holds nothing, nor at the data itself.
 */
export function refusals(before: Snapshot, after: Snapshot): string[] {
  return Object.entries(before).flatMap(([id, was]) => {
    const is = after[id];
    if (!is) return [`${id} would be let go of: the hub would go on without ${was.holds}.`];
    if (is.type !== was.type) return [`${id} would become a ${is.type} and begin empty: the hub would go on without ${was.holds}.`];
    const names = new Set([...Object.keys(was.values), ...Object.keys(is.values)]);
    return [...names].flatMap((name) => {
      const change = narrowest(name, was.values[name], is.values[name]);
      if (isDeepStrictEqual(change.from, change.to)) return [];
      const sentence = `${id}: ${change.at} would change from ${said(change.from)} to ${said(change.to)}.`;
      return kinds[was.type]?.replacing.includes(name)
        ? [`${sentence} It would be made anew and empty: the hub would go on without ${was.holds}.`]
        : [`${sentence} What is at stake is ${was.holds}.`];
    });
  });
}

/** The innermost place that holds all of a change. */
function narrowest(at: string, from: Value, to: Value): { readonly at: string; readonly from: Value; readonly to: Value } {
  if (!isNested(from) || !isNested(to) || Array.isArray(from) !== Array.isArray(to)) return { at, from, to };
  const [name, ...others] = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (each) => !isDeepStrictEqual(from[each], to[each]),
  );
  return name === undefined || others.length > 0 ? { at, from, to } : narrowest(`${at}.${name}`, from[name], to[name]);
}

const isNested = (value: Value): value is Value & Record<string, Value> => typeof value === 'object' && value !== null;

/** What is in a stack and not yet in its snapshot, so that nobody watches it. */
export const unrecorded = (before: Snapshot, after: Snapshot): string[] => Object.keys(after).filter((id) => !(id in before));

const said = (value: Value): string => (value === undefined ? 'nothing' : JSON.stringify(value));
