import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type Conditions, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, type Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName, FunctionSpec } from '../topology.ts';
import { acknowledge } from './acknowledge.ts';
import type { Setting } from './environment.ts';
import { type Resource, statementsFor } from './grants.ts';
import { settingsFor } from './ports/catalogue.ts';

/** What every function is built with. */
export interface Surroundings {
  readonly arns: Readonly<Record<Resource, string>>;
  readonly settings: Readonly<Record<Setting, string>>;
  readonly transitKey: IKey;
  /** Lets a function send its traces. */
  readonly tracing: ManagedPolicy;
  /** Whether functions that answer requests are kept from running. */
  readonly isClosed: boolean;
  /** Where a start by the clock or an operator goes that failed every try. */
  readonly failedStarts: IQueue;
  /** The code of each function: its bundle, or in tests a stand-in. */
  readonly codeOf: (name: FunctionName) => Code;
}

/** A log group that is kept for three months, encrypted. */
export function logGroup(scope: Construct, id: string, encryptionKey: IKey): LogGroup {
  return new LogGroup(scope, id, { retention: RetentionDays.THREE_MONTHS, encryptionKey, removalPolicy: RemovalPolicy.DESTROY });
}

/** The grant to send traces, which is the same for every function. */
export function tracingPolicy(scope: Construct): ManagedPolicy {
  const actions = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
  const statements = [new PolicyStatement({ actions, resources: ['*'] })];
  const policy = new ManagedPolicy(scope, 'Tracing', { description: 'Sending traces to X-Ray', statements });
  acknowledge(
    policy,
    ['AwsSolutions-IAM5[Resource::*]'],
    'X-Ray has no resource to name for sending a trace: the two actions can be granted on * only, and read nothing.',
  );
  return policy;
}

/**
 * One function of the topology: its code, its role with exactly the grants of its touches, and its log. Nothing starts
 * it yet. What the clock or an operator starts runs once at a time.
 */
export class HubFunction extends Construct {
  readonly lambda: Lambda;
  readonly log: LogGroup;
  readonly spec: FunctionSpec;
  /** All that the function may do, but for sending traces. */
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, name: FunctionName, spec: FunctionSpec, surroundings: Surroundings) {
    super(scope, name);
    const { arns, settings, transitKey, tracing, failedStarts, isClosed, codeOf } = surroundings;
    this.spec = spec;
    this.log = logGroup(this, 'Log', transitKey);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    tracing.attachToRole(role);
    this.policy = new ManagedPolicy(this, 'Policy', { description: `referral-hub: ${name}`, roles: [role] });
    this.grant(['logs:CreateLogStream', 'logs:PutLogEvents'], this.log.logGroupArn);
    this.policy.addStatements(...statementsFor(spec.touches, arns));
    const isStarted = spec.trigger.kind === 'schedule' || spec.trigger.kind === 'operator';
    if (isStarted) {
      this.grant(['sqs:SendMessage'], failedStarts.queueArn);
      this.grant(['kms:Decrypt', 'kms:GenerateDataKey'], transitKey.keyArn);
    }
    this.lambda = new Lambda(this, 'Function', {
      description: `referral-hub: ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: codeOf(name),
      // What the CDK would add to the role is granted here, in one policy that is tested to the action.
      role: role.withoutPolicyUpdates(),
      logGroup: this.log,
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMb,
      environment: Object.fromEntries(settingsFor(spec.touches).map((setting) => [setting, settings[setting]])),
      tracing: Tracing.ACTIVE,
      ...(isStarted && { deadLetterQueue: failedStarts, reservedConcurrentExecutions: 1 }),
      ...(isClosed && spec.trigger.kind === 'http' && { reservedConcurrentExecutions: 0 }),
    });
    this.lambda.node.addDependency(this.policy, tracing);
  }

  /** For what starts a function, which is no touch of its own. */
  grant(actions: string[], resource: string, conditions?: Conditions): void {
    this.policy.addStatements(new PolicyStatement({ actions, resources: [resource], ...(conditions && { conditions }) }));
  }
}
