import { changes } from './topology/changes.ts';
import { requests } from './topology/http.ts';
import { operated } from './topology/operator.ts';
import { queues } from './topology/queues.ts';
import { scheduled } from './topology/schedule.ts';

export {
  type FunctionSpec,
  type RecipientKind,
  type Register,
  type Ring,
  recipientKinds,
  type Touch,
  type Trigger,
} from './topology/spec.ts';

/**
 * The one list of what runs: every function once, with what starts it, what it may touch, and what it means
 * to people when it fails; a file for each kind of trigger. The AWS stacks and the local host are both built from it, and
 * a test holds the synthesised template to it.
 */
export const topology = { ...requests, ...changes, ...queues, ...scheduled, ...operated } as const;

export type FunctionName = keyof typeof topology;
