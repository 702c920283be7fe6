import { aPart, inArea } from './example.ts';
import type { RouteRule } from './rule.ts';

export const conversation: RouteRule = {
  id: 'conversation',
  sentence: 'What calls for a conversation goes to the ward team of the address, and where there is none to nobody.',
  find: ({ purpose, area }, { wardTeamByArea }) => {
    if (purpose !== 'conversation') return undefined;
    const team = area && wardTeamByArea.get(area.id);
    return team ? [{ team, reason: 'conversation' }] : [];
  },
  examples: {
    speaks: [
      { part: aPart({ purpose: 'conversation' }), goes: ['ward-team: conversation'] },
      { part: aPart({ purpose: 'conversation', ...inArea('oakfield') }), goes: [] },
      { part: aPart({ purpose: 'conversation', ...inArea('nowhere') }), goes: [] },
    ],
    silent: [aPart()],
  },
};
