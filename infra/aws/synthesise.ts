import { App, Tags, Validations } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import type { FunctionName } from '../topology.ts';
import { Stateful } from './stateful.ts';
import { Stateless } from './stateless.ts';

/** The names of the stacks, as CloudFormation knows them. */
export const stackNames = { stateful: 'referral-hub-stateful', stateless: 'referral-hub-stateless' } as const;

/**
 * The CDK’s feature flags as its authors recommend them, but for one: a strong reference keeps CloudFormation
 * from taking away what the other stack still uses.
 */
const flags = { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

/**
 * Synthesises the hub’s two stacks for eu-west-2 and any account, checked by cdk-nag. Needs no network and no
 * credentials. Throws when cdk-nag finds anything that is not acknowledged, having said what.
 */
export function synthesise({ codeOf }: { readonly codeOf: (name: FunctionName) => Code }): CloudAssembly {
  const app = new App({ context: flags });
  const env = { region: 'eu-west-2' };
  const stateful = new Stateful(app, stackNames.stateful, { env, description: 'The referral hub: what it keeps' });
  new Stateless(app, stackNames.stateless, { env, description: 'The referral hub: what it runs', stateful, codeOf });
  Tags.of(app).add('service', 'referral-hub');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app.synth();
}
