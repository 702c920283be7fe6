import { beforeAll, describe, expect, test } from 'vitest';
import { refusals, type Snapshot, snapshotOf, unrecorded } from '../../infra/aws/guard.ts';
import { account, guarded } from '../../infra/aws/guarded.ts';
import { stackNames, standIn, synthesise } from '../../infra/aws/synthesise.ts';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  Condition?: string;
  DeletionPolicy?: string;
  Metadata?: object;
}
type Resources = Record<string, Resource>;
type Replica = Record<string, unknown> & { DeletionProtectionEnabled: boolean; PointInTimeRecoverySpecification: Record<string, unknown> };

/** A statement that lets in whoever asks. */
const anyone = { Effect: 'Allow', Principal: { AWS: '*' }, Action: '*', Resource: '*' };

let assembly: ReturnType<typeof synthesise>;
let template: { Resources: Resources; Conditions?: Record<string, unknown> };
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

test('everything that would be retained is watched, and what keeps or copies it', () => {
  const watched = (isRetained: boolean) =>
    Object.keys(before).filter((id) => isRetained === (template.Resources[id]?.DeletionPolicy === 'Retain'));
  const retained = Object.entries(template.Resources).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
  expect(retained.map(([id]) => id)).toEqual(watched(true));
  expect(watched(true)).toHaveLength(8);
  expect(watched(false)).toEqual(['ObjectsPolicy', 'BackupPlan', 'BackupPlanKept'].map(idOf));
});

describe('refused, in a sentence that says what would be lost', () => {
  test.each([
    'Events',
    'Views',
    'Keys',
    'Objects',
    'ObjectsPolicy',
    'DataKey',
    'WrappingKey',
    'TokenKey',
    'BackupVault',
    'BackupPlan',
    'BackupPlanKept',
  ])('%s is dropped', (name) => {
    const id = idOf(name);
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
    expect(said).toEqual([
      expect.stringMatching(/^Views\w+: KeySchema\.1 would change from {.*} to nothing\. .* made anew and empty: .* the worklists/),
    ]);
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
    ['a table is elsewhere', 'Events', (r: Replica) => (r['Region'] = 'us-east-1')],
    ['anyone may read a table', 'Events', (r: Replica) => (r['ResourcePolicy'] = { PolicyDocument: { Statement: [anyone] } })],
    ['a table is copied to a stream', 'Keys', (r: Replica) => (r['KinesisStreamSpecification'] = { StreamArn: 'arn:elsewhere' })],
  ])('%s', (_, name, change) => {
    const said = refusedWhen((resources) => {
      change(replicaOf(resources, name));
    });
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`^${name}\\w+: Replicas\\.0\\..* What is at stake is (every referral|the keys)`)),
    ]);
  });

  test('a table is kept in another country as well', () => {
    const said = refusedWhen((resources) => {
      (resource(resources, 'Events').Properties['Replicas'] as object[]).push({ Region: 'us-east-1' });
    });
    expect(said).toEqual([
      expect.stringMatching(
        /^Events\w+: Replicas\.1 would change from nothing to {"Region":"us-east-1"}\. What is at stake is every referral/,
      ),
    ]);
  });

  test.each<[name: string, at: string, change: (properties: Record<string, unknown>) => void]>([
    [
      'ObjectsPolicy',
      'PolicyDocument.Statement',
      (properties) => (properties['PolicyDocument'] = { Statement: [anyone], Version: '2012-10-17' }),
    ],
    ['BackupVault', 'AccessPolicy', (properties) => (properties['AccessPolicy'] = { Statement: [anyone] })],
    [
      'BackupPlan',
      'BackupPlan.BackupPlanRule',
      (properties) => (properties['BackupPlan'] = { BackupPlanName: 'Plan', BackupPlanRule: [] }),
    ],
    [
      'BackupPlanKept',
      'BackupSelection.Resources',
      (properties) => (properties['BackupSelection'] as { Resources: unknown[] }).Resources.shift(),
    ],
  ])('what keeps or copies it is another: %s', (name, at, change) => {
    const said = refusedWhen((resources) => change(resource(resources, name).Properties));
    const sentence = new RegExp(`^${idOf(name)}: ${at.replaceAll('.', '\\.')}\\S* would change from .* What is at stake is `);
    expect(said).toEqual([expect.stringMatching(sentence)]);
  });

  test('a condition decides whether it is there at all, or decides it otherwise', () => {
    const never = { 'Fn::Equals': ['a', 'b'] };
    const conditional = structuredClone(template);
    conditional.Conditions = { Never: never };
    resource(conditional.Resources, 'Events').Condition = 'Never';
    const said = refusals(before, snapshotOf(conditional));
    expect(said).toEqual([
      expect.stringMatching(/^Events\w+: Condition would change from nothing to {"Never":.* What is at stake is every referral/),
    ]);

    const always = structuredClone(conditional);
    always.Conditions = { Never: { 'Fn::Not': [never] } };
    expect(refusals(snapshotOf(always), snapshotOf(conditional))).toEqual([
      expect.stringMatching(/^Events\w+: Condition\.Never would change/),
    ]);
  });

  test.each([
    ['VersioningConfiguration', { Status: 'Suspended' }],
    ['LifecycleConfiguration', { Rules: [{ Status: 'Enabled', ExpirationInDays: 1 }] }],
    ['PublicAccessBlockConfiguration', undefined],
    ['BucketEncryption', undefined],
    ['ReplicationConfiguration', { Role: 'arn:elsewhere', Rules: [] }],
    ['OwnershipControls', undefined],
    ['SomethingThatIsNewOnAws', true],
  ])('the bucket’s %s changes', (property, value) => {
    const said = refusedWhen((resources) => {
      resource(resources, 'Objects').Properties[property] = value;
    });
    expect(said).toEqual([expect.stringMatching(new RegExp(`^Objects\\w+: ${property}\\S* would change`))]);
  });

  test('anything would be deleted with the stack', () => {
    for (const id of Object.keys(before).filter((each) => template.Resources[each]?.DeletionPolicy === 'Retain')) {
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
      replicaOf(resources, 'Events')['Tags'] = [{ Key: 'service', Value: 'hub' }];
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
