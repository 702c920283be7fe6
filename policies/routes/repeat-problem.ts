import type { Person } from '../../contracts/referral.ts';
import type { Need } from '../../contracts/vocabulary.ts';
import { aPart, aPerson, inArea } from './example.ts';
import type { RouteRule } from './rule.ts';

const disputes: ReadonlySet<Need> = new Set<Need>(['neighbour-dispute', 'anti-social-behaviour']);

/** From how many calls on a service the repeat is a signal in itself. */
const repeated = 3;

/** Who tells a ward team of such trouble directly. The council’s own teams do for friends, family and neighbours. */
const referrers: ReadonlySet<string> = new Set(['police', 'street-scene', 'housing', 'council']);

/** Whether someone is in a dispute, or has called a service, or had it called to them, again and again. */
export const isRepeatProblem = ({ needs, attendance }: Person): boolean =>
  needs.some(({ code }) => disputes.has(code)) || (attendance?.count ?? 0) >= repeated;

export const repeatProblem: RouteRule = {
  id: 'repeat-problem',
  sentence:
    'Trouble with neighbours, and calls again and again, go from those who meet them first to the ward team of the address; elsewhere a person at First Contact finds help.',
  find: ({ about, from, area }, { wardTeamByArea, fallback }) => {
    if (!referrers.has(from) || !about.some(isRepeatProblem)) return undefined;
    const team = area && wardTeamByArea.get(area.id);
    if (!team) return [{ team: fallback, reason: 'no-ward-team-in-area' }];
    return [
      { team, reason: 'repeat-problem' },
      { team: fallback, reason: 'no-agreement-with-ward-team' },
    ];
  },
  examples: {
    speaks: [
      {
        part: aPart({ from: 'police', about: [aPerson(['neighbour-dispute'])] }),
        goes: ['ward-team: repeat-problem', 'first-contact: no-agreement-with-ward-team'],
      },
      {
        part: aPart({ from: 'housing', about: [aPerson([], { attendance: { count: 3 } })] }),
        goes: ['ward-team: repeat-problem', 'first-contact: no-agreement-with-ward-team'],
      },
      {
        part: aPart({ from: 'police', about: [aPerson(['anti-social-behaviour'])], ...inArea('oakfield') }),
        goes: ['first-contact: no-ward-team-in-area'],
      },
    ],
    silent: [
      aPart({ from: 'gp', about: [aPerson(['neighbour-dispute'])] }),
      aPart({ from: 'police', about: [aPerson(['loneliness'], { attendance: { count: 2 } })] }),
    ],
  },
};
