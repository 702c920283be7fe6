import { beforeAll, describe, expect, test } from 'vitest';
import { refusals, type Snapshot, snapshotOf, unrecorded } from '../../infra/aws/guard.ts';
import { account, guarded } from '../../infra/aws/guarded.ts';
import { stackNames, standIn, synthesise } from '../../infra/aws/synthesise.ts';

type Resources = Record<string, { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string; Metadata?: object }>;
type Replica = { DeletionProtectionEnabled: boolean; PointInTimeRecoverySpecification: Record<string, unknown> };

let assembly: ReturnType<typeof synthesise>;
let template: { Resources: Resources };
let before: Snapshot;
const idOf = (name: string) => Object.keys(template.Resources).find((id) => new RegExp(`^${name}[0-9A-F]{8}$`).test(id)) ?? '';
const isKept = (id: string) => id in before;

beforeAll(() => {
  assembly = synthesise({ codeOf: standIn, isValidated: false });
  template = assembly.getStackByName(stackNames.stateful).template;
  before = snapshotOf(template);
});

/** What the guard says of the template once it was changed. */
function refusedWhen(change: (resources: Resources) => void): string[] {
  const changed = structuredClone(template);
  change(changed.Resources);
  return refusals(before, snapshotOf(changed));
}

const resource = (resources: Resources, name: string) => {
  const found = resources[idOf(name)];
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const replicaOf = (resources: Resources, name: string) => (resource(resources, name).Properties['Replicas'] as Replica[])[0] as Replica;

test('what is committed is what is synthesised: the snapshot, and the page of exceptions', async () => {
  expect(await guarded(assembly)).toEqual({ refused: [], behind: [] });
});

test('everything that would be retained is watched', () => {
  const retained = Object.entries(template.Resources).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
  expect(retained.map(([id]) => id).sort()).toEqual(Object.keys(before).sort());
  expect(Object.keys(before)).toHaveLength(8);
});

describe('refused, in a sentence that says what would be lost', () => {
  test.each(['Events', 'Views', 'Keys', 'Objects', 'DataKey', 'WrappingKey', 'TokenKey', 'BackupVault'])('%s is dropped', (name) => {
    const id = Object.keys(before).find((each) => each.startsWith(name)) ?? '';
    const said = refusedWhen((resources) => delete resources[id]);
    expect(said).toEqual([`${id} would be let go of: the hub would go on without ${before[id]?.holds}.`]);
  });

  test('a table is renamed, in the code or on AWS', () => {
    const inCode = refusedWhen((resources) => {
      resources['CommitsAAAA1111'] = resource(resources, 'Events');
      delete resources[idOf('Events')];
    });
    expect(inCode).toEqual([expect.stringMatching(/^Events\w+ would be let go of: the hub would go on without every referral/)]);
    const onAws = refusedWhen((resources) => {
      resource(resources, 'Events').Properties['TableName'] = 'commits';
    });
    expect(onAws).toEqual([expect.stringMatching(/TableName would change from nothing to "commits"\. It would be made anew and empty/)]);
  });

  test('a table’s key changes', () => {
    const said = refusedWhen((resources) => {
      resource(resources, 'Views').Properties['KeySchema'] = [{ AttributeName: 'pk', KeyType: 'HASH' }];
    });
    expect(said).toEqual([expect.stringMatching(/^Views\w+: KeySchema would change .* made anew and empty: .* the worklists/)]);
  });

  test.each([
    [
      'recovery to a second is switched off',
      'Events',
      (r: Replica) => (r.PointInTimeRecoverySpecification['PointInTimeRecoveryEnabled'] = false),
    ],
    ['recovery reaches back less far', 'Events', (r: Replica) => (r.PointInTimeRecoverySpecification['RecoveryPeriodInDays'] = 7)],
    [
      'a destroyed key could come back for longer',
      'Keys',
      (r: Replica) => (r.PointInTimeRecoverySpecification['RecoveryPeriodInDays'] = 35),
    ],
    ['a table may be deleted', 'Events', (r: Replica) => (r.DeletionProtectionEnabled = false)],
  ])('%s', (_, name, change) => {
    const said = refusedWhen((resources) => {
      change(replicaOf(resources, name));
    });
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`^${name}\\w+: Replicas\\.0\\..* What is at stake is (every referral|the keys)`)),
    ]);
  });

  test.each([
    ['VersioningConfiguration', { Status: 'Suspended' }],
    ['LifecycleConfiguration', { Rules: [{ Status: 'Enabled', ExpirationInDays: 1 }] }],
    ['PublicAccessBlockConfiguration', undefined],
    ['BucketEncryption', undefined],
  ])('the bucket’s %s changes', (property, value) => {
    const said = refusedWhen((resources) => {
      resource(resources, 'Objects').Properties[property] = value;
    });
    expect(said).toEqual([expect.stringContaining(`${property} would change`)]);
  });

  test('anything would be deleted with the stack', () => {
    for (const id of Object.keys(before)) {
      const said = refusedWhen((resources) => {
        const kept = resources[id];
        if (kept) kept.DeletionPolicy = 'Delete';
      });
      expect(said).toEqual([expect.stringContaining(`${id}: DeletionPolicy would change from "Retain" to "Delete".`)]);
    }
  });

  test('something becomes of another kind', () => {
    const said = refusedWhen((resources) => {
      resource(resources, 'Events').Type = 'AWS::S3::Bucket';
    });
    expect(said).toEqual([expect.stringContaining('would become a AWS::S3::Bucket and begin empty')]);
  });

  test('and told how to say that it is meant', () => {
    expect(account({ refused: ['Events would be let go of.'], behind: [] })).toMatch(/^Refused: .*npm run guard -- --accept/s);
  });
});

describe('not refused', () => {
  test('a table is added, of which nobody has said yet that it is watched', () => {
    const changed = structuredClone(template);
    changed.Resources['MoreAAAA1111'] = structuredClone(resource(changed.Resources, 'Views'));
    const after = snapshotOf(changed);
    expect(refusals(before, after)).toEqual([]);
    expect(unrecorded(before, after)).toEqual(['MoreAAAA1111']);
    expect(account({ refused: [], behind: ['MoreAAAA1111 is new'] })).toMatch(/Bring it up to date/);
  });

  test('what holds nothing goes, or a description changes', () => {
    const said = refusedWhen((resources) => {
      for (const id of Object.keys(resources).filter((each) => !isKept(each))) delete resources[id];
      resource(resources, 'DataKey').Properties['Description'] = 'Another';
    });
    expect(said).toEqual([]);
  });
});

test('something that holds and nobody said how to watch is a fault, not a silence', () => {
  expect(() => refusedWhen((resources) => (resource(resources, 'Events').Type = 'AWS::RDS::DBCluster'))).toThrow(/not said in guard\.ts/);
});

test('a stack that holds something is protected from being deleted as a whole', () => {
  expect(assembly.getStackByName(stackNames.stateful).terminationProtection).toBe(true);
});
