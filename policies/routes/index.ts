import { areaNotCovered } from './area-not-covered.ts';
import { beyondCoordinator } from './beyond-coordinator.ts';
import { childrensEarlyHelp } from './childrens-early-help.ts';
import { conversation } from './conversation.ts';
import { localAreaCoordinator } from './local-area-coordinator.ts';
import { repeatProblem } from './repeat-problem.ts';
import type { RouteRule } from './rule.ts';

/** The rules of routing, one line each. The first that speaks of a part of a referral says where that part goes. */
export const routeRules: readonly RouteRule[] = [
  conversation,
  childrensEarlyHelp,
  repeatProblem,
  areaNotCovered,
  beyondCoordinator,
  localAreaCoordinator,
];
