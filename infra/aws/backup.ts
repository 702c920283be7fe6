import { Duration, RemovalPolicy, TimeZone } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { holds } from './holds.ts';

/**
 * A copy of the commits and the large originals each night, in a vault that nobody can empty before its time: for what
 * a table’s own recovery does not outlive, its deletion by someone who may. The keys are not in it, on purpose: a backup
 * of a key is a person not forgotten. What is here without its key is unreadable.
 */
export class Backup extends Construct {
  readonly vault: BackupVault;

  constructor(
    scope: Construct,
    { events, objects, encryptionKey, keptFor }: { events: TableV2; objects: Bucket; encryptionKey: IKey; keptFor: Duration },
  ) {
    super(scope, 'Backup');
    this.vault = new BackupVault(this, 'Vault', {
      encryptionKey,
      // Neither shorter nor, by more than the day that AWS asks for between them, longer.
      lockConfiguration: { minRetention: keptFor, maxRetention: keptFor.plus(Duration.days(1)) },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const nightly = new BackupPlanRule({
      ruleName: 'nightly',
      backupVault: this.vault,
      scheduleExpression: Schedule.cron({ hour: '2', minute: '30' }),
      scheduleExpressionTimezone: TimeZone.EUROPE_LONDON,
      deleteAfter: keptFor,
    });
    const plan = new BackupPlan(this, 'Plan', { backupPlanRules: [nightly] });
    holds(plan, 'a copy each night from then on, kept for as long as is said');
    const policies = ['service-role/AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForS3Backup'];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: policies.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    acknowledge(
      role,
      policies.map((name) => `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]` as const),
      'Only the backup service may be this role, and AWS keeps these two policies in step with what that service must do.',
    );
    const resources = [BackupResource.fromDynamoDbTable(events), BackupResource.fromArn(objects.bucketArn)];
    const selection = plan.addSelection('Kept', { resources, role, disableDefaultBackupPolicy: true });
    holds(selection, 'the commits and the large originals in each night’s copy');
  }
}
