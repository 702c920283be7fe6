import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type Conditions, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, type Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName, FunctionSpec } from '../topology.ts';
import type { Setting } from './environment.ts';
import { type Resource, statementsFor } from './grants.ts';
import { settingsFor } from './ports/catalogue.ts';

/** What every function is built with. */
export interface Surroundings {
  readonly arns: Readonly<Record<Resource, string>>;
  readonly settings: Readonly<Record<Setting, string>>;
  readonly transitKey: IKey;
  /** The code of each function: its bundle, or in tests a stand-in. */
  readonly codeOf: (name: FunctionName) => Code;
}

/** A log group that is kept for three months, encrypted. */
export function logGroup(scope: Construct, id: string, encryptionKey: IKey): LogGroup {
  return new LogGroup(scope, id, { retention: RetentionDays.THREE_MONTHS, encryptionKey, removalPolicy: RemovalPolicy.DESTROY });
}

/** One function of the topology: its code, its role with exactly the grants of its touches, and its log. Nothing starts it yet. */
export class HubFunction extends Construct {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly log: LogGroup;
  readonly spec: FunctionSpec;

  constructor(scope: Construct, name: FunctionName, spec: FunctionSpec, { arns, settings, transitKey, codeOf }: Surroundings) {
    super(scope, name);
    this.spec = spec;
    this.log = logGroup(this, 'Log', transitKey);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.grant(['logs:CreateLogStream', 'logs:PutLogEvents'], this.log.logGroupArn);
    for (const statement of statementsFor(spec.touches, arns)) this.role.addToPolicy(statement);
    this.lambda = new Lambda(this, 'Function', {
      description: `referral-hub: ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: codeOf(name),
      role: this.role,
      logGroup: this.log,
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMb,
      environment: Object.fromEntries(settingsFor(spec.touches).map((setting) => [setting, settings[setting]])),
    });
  }

  /** For what starts a function, which is no touch of its own. */
  grant(actions: string[], resource: string, conditions?: Conditions): void {
    this.role.addToPolicy(new PolicyStatement({ actions, resources: [resource], ...(conditions && { conditions }) }));
  }
}
