import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Where a template says what a resource holds. */
export const holdsKey = 'referral-hub:holds';

/**
 * Says in the template what a resource holds, or keeps safe, as it ends a sentence of what the hub would be without. The guard watches
 * each resource that says so.
 */
export function holds(kept: IConstruct, what: string): void {
  const resource = kept.node.defaultChild ?? kept.node.tryFindChild('Resource');
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${kept.node.path} has no resource of its own that could hold anything`);
  resource.addMetadata(holdsKey, what);
}
