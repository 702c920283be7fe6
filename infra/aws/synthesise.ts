import { App, Tags, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import type { FunctionName } from '../topology.ts';
import { settingsOf } from './settings.ts';
import { Stateful } from './stateful.ts';
import { Stateless } from './stateless.ts';

/** The names of the stacks, as CloudFormation knows them. */
export const stackNames = { stateful: 'referral-hub-stateful', stateless: 'referral-hub-stateless' } as const;

/**
 * The CDK’s feature flags as its authors recommend them, but for one: a strong reference keeps CloudFormation
 * from taking away what the other stack still uses.
 */
const flags = { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

/** Code that stands in for a function’s bundle, where the stacks are looked at and not deployed. */
export const standIn = (name: FunctionName): Code => Code.fromInline(`export const name = '${name}';`);

/**
 * Synthesises the hub’s two stacks for eu-west-2 and any account, checked by three packs of cdk-nag. Needs no network and
 * no credentials. Throws when cdk-nag finds anything that is not acknowledged, having said what. `context` is what the
 * settings are read from, beside what the CDK’s own command was given. `isValidated`, unless it is false, also holds
 * the templates to CloudFormation’s own schema, which takes most of the time.
 */
export function synthesise({
  codeOf,
  context = {},
  isValidated = true,
}: {
  readonly codeOf: (name: FunctionName) => Code;
  readonly context?: Readonly<Record<string, string>>;
  readonly isValidated?: boolean;
}): CloudAssembly {
  const app = new App({ context: { ...flags, ...context }, builtinCloudFormationValidation: isValidated });
  const settings = settingsOf(app);
  const env = { region: 'eu-west-2' };
  const stateful = new Stateful(app, stackNames.stateful, { env, description: 'The referral hub: what it keeps' });
  new Stateless(app, stackNames.stateless, { env, description: 'The referral hub: what it runs', stateful, settings, codeOf });
  Tags.of(app).add('service', 'referral-hub');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
  return app.synth();
}
