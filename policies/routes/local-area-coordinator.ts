import { aPart, inArea } from './example.ts';
import type { RouteRule } from './rule.ts';

export const localAreaCoordinator: RouteRule = {
  id: 'local-area-coordinator',
  sentence: 'Anyone else goes to the Local Area Coordinator of the area; where that may not be, First Contact makes the introduction.',
  find: ({ area }, { coordinatorByArea, fallback }) => {
    const team = area && coordinatorByArea.get(area.id);
    if (!team) return undefined;
    return [
      { team, reason: 'area-and-need' },
      { team: fallback, reason: 'no-agreement-with-coordinator' },
    ];
  },
  examples: {
    speaks: [
      { part: aPart({ tier: 1 }), goes: ['coordinator-northgate: area-and-need', 'first-contact: no-agreement-with-coordinator'] },
      {
        part: aPart(inArea('southfields')),
        goes: ['coordinator-southfields: area-and-need', 'first-contact: no-agreement-with-coordinator'],
      },
    ],
    silent: [aPart(inArea('nowhere'))],
  },
};
