import type { Warning } from '../../replies/parts.ts';
import { nhsNumber, toPerson, toSafety } from '../parts.ts';
import { type Mapping, source } from '../source.ts';
import { FireMessage } from './message.ts';

/** A home and who lives there: the first occupant is the subject; hazards of the home are told of the subject. */
function toReferral(message: FireMessage): Mapping {
  const { visit, property, occupants, safeguarding } = message;
  const warnings: Warning[] = [];
  const people = occupants.map((occupant, index) => {
    const place = `/occupants/${index}`;
    const isSubject = index === 0;
    return {
      key: `p${index + 1}`,
      place,
      role: isSubject ? ('subject' as const) : ('household-member' as const),
      ...toPerson({ ...occupant, address: property.address }),
      nhsNumber: nhsNumber(occupant.nhsNumber, `${place}/nhsNumber`, warnings),
      needs: occupant.needs,
      mobility: occupant.mobility,
      health: occupant.health,
      strengths: occupant.strengths.map((text) => ({ kind: 'what-matters' as const, text })),
      hazards: isSubject ? property.hazards : [],
      ...(isSubject ? toSafety(message.staffSafety) : {}),
      narrative: occupant.notes,
      consent: occupant.consent,
    };
  });
  if (property.smokeAlarmsFitted !== undefined) {
    warnings.push({
      pointer: '/property/smokeAlarmsFitted',
      code: 'not-mapped',
      detail: 'Nothing in a referral holds this, so it was dropped.',
    });
  }
  const referral = {
    purpose: 'safe-and-well' as const,
    urgency: message.urgency ?? ('routine' as const),
    senderReference: message.reference,
    referredOn: visit.date,
    referrer: {
      name: visit.officer.name,
      role: visit.officer.station ? `Fire officer, ${visit.officer.station}` : 'Fire officer',
      telephone: visit.officer.telephone,
      email: visit.officer.email,
    },
    people,
    narrative: message.narrative,
    safeguarding: safeguarding && concernOf(safeguarding),
  };
  return { referral, warnings };
}

/** The occupant it names, or someone whose name is not known. */
function concernOf({ occupant, ...concern }: NonNullable<FireMessage['safeguarding']>) {
  return { ...concern, about: occupant === undefined ? undefined : `p${occupant}` };
}

export const fire = source({ title: 'Fire and rescue: a safe and well visit', message: FireMessage, toReferral });
