import type { Warning } from '../../replies/parts.ts';
import { nhsNumber, toPerson, toSafety } from '../parts.ts';
import { type Mapping, source } from '../source.ts';
import { collectedForLawEnforcement } from './law-enforcement.ts';
import { PoliceMessage } from './message.ts';

type PolicePerson = PoliceMessage['people'][number];

/** How soon to make contact, by the officer’s grade. A notice is never an emergency: that is a call to 999. */
const urgencies = { standard: 'routine', medium: 'soon', high: 'urgent' } as const;

/** A notice as a referral: everyone named, with what was collected for law enforcement marked. */
function toReferral(message: PoliceMessage): Mapping {
  const { incident, officer, people, safeguarding } = message;
  const warnings: Warning[] = [];
  const referral = {
    purpose: 'support' as const,
    urgency: urgencies[message.grade],
    senderReference: message.reference,
    referredOn: incident.date,
    referrer: {
      name: officer.name,
      role: ['Police officer', officer.collarNumber, officer.station].filter((part) => part !== undefined).join(', '),
      telephone: officer.telephone,
      email: officer.email,
    },
    people: people.map((person, index) => toCanonical(person, index, message, warnings)),
    narrative: narrativeOf(message),
    lawEnforcement: collectedForLawEnforcement(message),
    safeguarding: safeguarding && concernOf(safeguarding),
  };
  return { referral, warnings };
}

function toCanonical(person: PolicePerson, index: number, { incident, staffSafety }: PoliceMessage, warnings: Warning[]) {
  const { role, attendance, consent } = person;
  const place = `/people/${index}`;
  const isSubject = role === 'subject';
  if (person.personAware === false) warnings.push({ pointer: `${place}/personAware`, ...notAware });
  return {
    key: `p${index + 1}`,
    place,
    role,
    ...toPerson(person),
    nhsNumber: nhsNumber(person.nhsNumber, `${place}/nhsNumber`, warnings),
    education: person.school,
    told: person.personAware,
    protected: person.protected,
    needs: person.needs.map(({ code, since }) => ({ code, since })),
    strengths: person.strengths.map(({ text }) => ({ kind: 'what-matters' as const, text })),
    health: textsOf(person.health),
    mobility: textsOf(person.mobility),
    attendance: attendance && { count: attendance.count, since: attendance.since },
    offences: [...textsOf(person.offences), ...(isSubject && incident.type ? [`Incident recorded as: ${incident.type}`] : [])],
    abuse: abuseOf(person.domesticAbuse),
    abuseMarker: person.domesticAbuse !== undefined,
    ...(isSubject ? warningOf(staffSafety) : {}),
    narrative: person.notes?.text,
    consent,
  };
}

const notAware = {
  code: 'person-not-told',
  detail: 'The person was not told of this notice. Tell them that a team may call, unless that would put someone at risk.',
};

const textsOf = (items: readonly { readonly text: string }[]) => items.map(({ text }) => text);

function warningOf(staffSafety: PoliceMessage['staffSafety']) {
  if (!staffSafety) return {};
  const { lawEnforcement: _, ...warning } = staffSafety;
  return toSafety(warning);
}

function abuseOf(abuse: PolicePerson['domesticAbuse']): string[] {
  if (!abuse) return [];
  const { riskAssessment, summary, conference } = abuse;
  return [
    ...(riskAssessment ? [`Risk assessment (DASH): ${riskAssessment}`] : []),
    ...(summary ? [summary] : []),
    ...(conference ? [`Conference (MARAC): ${conference}`] : []),
  ];
}

/** What has no place of its own in a referral stays in words, which are withheld unless an agreement names free text. */
function narrativeOf({ grade, incident, actionTaken, narrative }: PoliceMessage): string {
  return [
    `Graded ${grade} by the police.`,
    ...(incident.place ? [`Place: ${incident.place}`] : []),
    ...(actionTaken ? [`Action taken: ${actionTaken}`] : []),
    ...(narrative ? [narrative] : []),
  ].join('\n');
}

/** The person it names, or someone whose name is not known. */
function concernOf({ person, lawEnforcement: _, ...concern }: NonNullable<PoliceMessage['safeguarding']>) {
  return { ...concern, about: person === undefined ? undefined : `p${person}` };
}

export const police = source({ title: 'Police: a public protection notice', message: PoliceMessage, toReferral });
