import { aPart, inArea } from './example.ts';
import type { RouteRule } from './rule.ts';

export const childrensEarlyHelp: RouteRule = {
  id: 'childrens-early-help',
  sentence:
    'A child’s or a family’s early help begins at First Response, which alone passes it to an Early Help Hub or to family support; where it may not be sent there, a person at First Contact finds the way.',
  find: ({ who }, { doors, fallback }) => {
    const team = doors.get('first-response');
    if (who !== 'family' || !team) return undefined;
    return [
      { team, reason: 'childrens-early-help' },
      { team: fallback, reason: 'no-agreement-with-first-response' },
    ];
  },
  examples: {
    speaks: [
      { part: aPart({ who: 'family' }), goes: ['first-response: childrens-early-help', 'first-contact: no-agreement-with-first-response'] },
      {
        part: aPart({ who: 'family', ...inArea('nowhere'), urgency: 'urgent', requested: ['early-help-hub'] }),
        goes: ['first-response: childrens-early-help', 'first-contact: no-agreement-with-first-response'],
      },
    ],
    silent: [aPart()],
  },
};
