import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The packs of cdk-nag that the stacks are held to. */
export type Pack = 'AwsSolutions' | 'Serverless' | 'NIST.800.53.R5';

/** A rule as cdk-nag names it, with what it found in brackets where it says so. */
export type Finding = `${Pack}-${string}`;

/**
 * Lets findings stand at one construct and what is in it, for one reason. Several findings at once are the same matter
 * in several packs. Everything that stands is listed in `infra/exceptions.md`.
 */
export function acknowledge(construct: IConstruct, findings: readonly Finding[], reason: string): void {
  for (const finding of findings) {
    const pack = finding.slice(0, finding.indexOf('-'));
    Validations.of(construct).acknowledge({ id: `${pack}::${finding}`, reason });
  }
}

/** How cdk-nag names the finding that a grant is on a resource of another stack and whatever follows it. */
export function wildcardOn(owner: Stack, arn: string, rest: `/${string}*`): Finding {
  const { 'Fn::ImportValue': exported } = owner.resolve(owner.exportValue(arn)) as { 'Fn::ImportValue': string };
  return `AwsSolutions-IAM5[Resource::${exported}${rest}]`;
}
