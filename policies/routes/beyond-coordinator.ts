import { aPart } from './example.ts';
import { isPressing, type RouteRule } from './rule.ts';

export const beyondCoordinator: RouteRule = {
  id: 'beyond-coordinator',
  sentence: 'A need of tier 2 or 3, and whatever is urgent, goes to First Contact, which arranges help.',
  find: (part, { coordinatorByArea, fallback: team }) => {
    const coordinator = part.area && coordinatorByArea.get(part.area.id);
    if (coordinator && !coordinator.tiers.includes(part.tier)) return [{ team, reason: 'need-beyond-coordinator' }];
    return isPressing(part) ? [{ team, reason: 'urgent' }] : undefined;
  },
  examples: {
    speaks: [
      { part: aPart({ tier: 2 }), goes: ['first-contact: need-beyond-coordinator'] },
      { part: aPart({ tier: 3, urgency: 'urgent' }), goes: ['first-contact: need-beyond-coordinator'] },
      { part: aPart({ tier: 1, urgency: 'urgent' }), goes: ['first-contact: urgent'] },
      { part: aPart({ urgency: 'emergency' }), goes: ['first-contact: urgent'] },
    ],
    silent: [aPart({ tier: 1, urgency: 'soon' })],
  },
};
