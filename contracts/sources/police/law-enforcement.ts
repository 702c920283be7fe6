import type { PoliceMessage } from './message.ts';

type PolicePerson = PoliceMessage['people'][number];

/** As many places as a canonical referral lists one by one. */
const most = 500;

/** The fields of a canonical person that are the person’s own details. */
const details = [
  'name',
  'address',
  'telephones',
  'email',
  'safeContact',
  'language',
  'accessibleFormat',
  'birthDate',
  'nhsNumber',
  'education',
];

/**
 * What of a notice was collected for law enforcement, as places in the referral that it becomes. What the notice says of
 * the incident as a whole was; what people said when they were asked for consent was not. If there are more places than a
 * referral can list, all of it was: that is less to share, never more.
 */
export function collectedForLawEnforcement({ people, safeguarding, staffSafety }: PoliceMessage): string[] {
  const subject = people.findIndex(({ role }) => role === 'subject');
  const places = [
    ...people.flatMap(placesOf),
    '/narrative',
    // The name of the notice is as much a way to the subject as the subject’s own details are.
    ...(people[subject]?.lawEnforcement ? ['/senderReference'] : []),
    ...(safeguarding?.lawEnforcement ? ['/safeguarding'] : []),
    ...(staffSafety?.lawEnforcement ? [`/people/${subject}/staffSafety`, `/people/${subject}/safetyDetail`] : []),
  ];
  return places.length > most ? [''] : places;
}

function placesOf(person: PolicePerson, index: number): string[] {
  const { needs, strengths, health, mobility, attendance, domesticAbuse, notes } = person;
  const lists = Object.entries({ needs, strengths, health, mobility }).flatMap(([name, items]) => ofList(name, items));
  const places = [
    ...(person.lawEnforcement ? details : []),
    ...lists,
    ...(attendance?.lawEnforcement ? ['attendance'] : []),
    ...(domesticAbuse?.lawEnforcement ? ['abuse'] : []),
    ...(notes?.lawEnforcement ? ['narrative'] : []),
    ...offencePlaces(person),
  ];
  return places.map((place) => `/people/${index}/${place}`);
}

/** What the incident was recorded as comes after the subject’s own, and was collected for law enforcement whatever they were. */
function offencePlaces({ offences, role }: PolicePerson): string[] {
  const own = ofList('offences', offences);
  const isWhole = own.length === 1 && own[0] === 'offences';
  return role === 'subject' && !isWhole ? [...own, `offences/${offences.length}`] : own;
}

/** A list of which all was collected for law enforcement is named whole; else its items are named one by one. */
function ofList(name: string, items: readonly { readonly lawEnforcement: boolean }[]): string[] {
  const places = items.flatMap(({ lawEnforcement }, index) => (lawEnforcement ? [`${name}/${index}`] : []));
  return items.length > 0 && places.length === items.length ? [name] : places;
}
