import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Lets one finding of cdk-nag stand at one construct, for a reason of its own. `finding` is the rule, with what it found in brackets. */
export function acknowledge(construct: IConstruct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason });
}

/** How cdk-nag names the finding that a grant is on a resource of another stack and whatever follows it. */
export function wildcardOn(owner: Stack, arn: string, rest: `/${string}*`): string {
  const { 'Fn::ImportValue': exported } = owner.resolve(owner.exportValue(arn)) as { 'Fn::ImportValue': string };
  return `IAM5[Resource::${exported}${rest}]`;
}
