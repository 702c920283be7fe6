import type { Warning } from '../../replies/parts.ts';
import { nhsNumber, toPerson, toSafety } from '../parts.ts';
import { type Mapping, source } from '../source.ts';
import { CommunityMessage } from './message.ts';

/** A concern as the reason for a conversation: whoever was concerned is a person of the referral, whom no team is shown. */
function toReferral(message: CommunityMessage): Mapping {
  const { recordedBy, person, informant, safeguarding } = message;
  const warnings: Warning[] = [];
  const subject = {
    key: 'p1',
    place: '/person',
    role: 'subject' as const,
    ...toPerson(person),
    nhsNumber: nhsNumber(person.nhsNumber, '/person/nhsNumber', warnings),
    needs: person.needs,
    hazards: person.hazards,
    mobility: person.mobility,
    health: person.health,
    strengths: person.strengths.map((text) => ({ kind: 'what-matters' as const, text })),
    ...toSafety(message.staffSafety),
    narrative: person.notes,
    consent: person.consent,
  };
  const referral = {
    purpose: 'conversation' as const,
    urgency: message.urgency ?? ('routine' as const),
    senderReference: message.reference,
    referredOn: message.recordedOn,
    referrer: {
      name: recordedBy.name,
      role: [recordedBy.jobTitle, recordedBy.team].filter((part) => part !== undefined).join(', ') || undefined,
      telephone: recordedBy.telephone,
      email: recordedBy.email,
    },
    people: informant ? [subject, toInformant(informant)] : [subject],
    safeguarding: safeguarding && concernOf(safeguarding),
  };
  return { referral, warnings };
}

function toInformant(informant: NonNullable<CommunityMessage['informant']>) {
  return {
    key: 'p2',
    place: '/informant',
    role: 'complainant' as const,
    ...toPerson(informant),
    narrative: `To the person: ${informant.relationship}`,
  };
}

/** The person it was told of, or someone whose name is not known. */
function concernOf({ aboutThePerson, ...concern }: NonNullable<CommunityMessage['safeguarding']>) {
  return { ...concern, about: aboutThePerson ? 'p1' : undefined };
}

export const community = source({
  title: 'Community: the concern of a friend, a relative or a neighbour',
  message: CommunityMessage,
  toReferral,
});
