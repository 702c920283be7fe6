/** Why a team was chosen, or why none was: a code and the sentence people read. */
export const routeReasons = {
  'area-and-need': 'The person lives in the area of this Local Area Coordinator, who works with needs of this kind.',
  'asked-for': 'The person asked for this team.',
  'childrens-early-help': 'Early help for a child, or for a family with children, begins at First Response.',
  conversation: 'Someone of the team will offer a conversation first; nothing more is shared until the person wants it.',
  'repeat-problem': 'Trouble with neighbours, or calls again and again, where this team works: someone will visit.',
  'need-beyond-coordinator': 'The need is more than a Local Area Coordinator works with, so First Contact will arrange help.',
  urgent: 'Someone should make contact soon, so it goes to First Contact, where someone is always on duty.',
  'no-coordinator-in-area': 'No Local Area Coordinator covers the person’s address, so someone at First Contact will find the right team.',
  'no-ward-team-in-area': 'No ward team works at the person’s address, so someone at First Contact will find the right team.',
  'area-unknown': 'The person’s area is not known, so someone at First Contact will find the right team.',
  'no-agreement-with-coordinator':
    'A Local Area Coordinator would fit, but nothing may go to one directly, so First Contact will make the introduction.',
  'no-agreement-with-ward-team': 'A ward team would fit, but nothing may go to it directly, so First Contact will arrange help.',
  'no-agreement-with-first-response':
    'First Response would fit, but nothing may go there directly, so someone at First Contact will find the right help.',
  'statutory-duty': 'A safeguarding concern goes at once to the team that holds the duty.',
  'first-contact': 'Someone at First Contact will find the right help.',
  'right-team': 'This team is the right one to make contact.',
  'declined-by-team': 'The team could not take the case on, so someone at First Contact will find another.',
  'passed-on': 'Another team introduced the person to this one.',
  'passed-back': 'The team it was passed on to could not take the case on, so it is back with the one that passed it on.',
  'not-in-area': 'The address is outside the areas where a team offers such a conversation, so nothing was passed on or kept.',
} as const;
export type RouteReason = keyof typeof routeReasons;

/** What is said instead of a reason that tells of needs, of an address or of other teams. */
const neutral: ReadonlyMap<string, RouteReason> = new Map<string, RouteReason>([
  ['need-beyond-coordinator', 'first-contact'],
  ['no-coordinator-in-area', 'first-contact'],
  ['no-ward-team-in-area', 'first-contact'],
  ['no-agreement-with-coordinator', 'first-contact'],
  ['no-agreement-with-ward-team', 'first-contact'],
  ['no-agreement-with-first-response', 'first-contact'],
  ['repeat-problem', 'right-team'],
]);

/** A reason that says something of needs, of an address or of other teams, as one that says nothing of them. */
export const neutralReason = (reason: string): string => neutral.get(reason) ?? reason;
