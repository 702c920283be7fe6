import type { RecipientKind } from './topology.ts';

/** What every event the hub puts on the bus names as its source. */
export const eventSource = 'referral-hub';

/**
 * The EventBridge pattern that picks out what is for one kind of recipient: the rule that fills its queue, on
 * AWS and on one machine alike.
 */
export function ruleFor(kind: RecipientKind): { source: string[]; detail: { to: { kind: string[] } } } {
  return { source: [eventSource], detail: { to: { kind: [kind] } } };
}
