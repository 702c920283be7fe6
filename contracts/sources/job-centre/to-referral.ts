import type { Warning } from '../../replies/parts.ts';
import { nhsNumber, toPerson } from '../parts.ts';
import { type Mapping, source } from '../source.ts';
import { JobCentreMessage } from './message.ts';

/** One customer, introduced. The hub takes in benefits information only to keep it from everyone. */
function toReferral(message: JobCentreMessage): Mapping {
  const { customer, consent, workCoach, safeguarding } = message;
  const warnings: Warning[] = [];
  const referral = {
    purpose: 'introduction' as const,
    urgency: message.urgency ?? ('routine' as const),
    senderReference: message.reference,
    referredOn: message.referredOn,
    requested: message.requestedTeams,
    referrer: {
      name: workCoach.name,
      role: workCoach.office ? `Work coach, ${workCoach.office}` : 'Work coach',
      telephone: workCoach.telephone,
      email: workCoach.email,
    },
    people: [
      {
        key: 'p1',
        place: '/customer',
        role: 'subject' as const,
        ...toPerson(customer),
        nhsNumber: nhsNumber(customer.nhsNumber, '/customer/nhsNumber', warnings),
        needs: customer.needs,
        strengths: [
          ...customer.strengths.map((text) => ({ kind: 'skill' as const, text })),
          ...customer.interests.map((text) => ({ kind: 'interest' as const, text })),
          ...customer.hopes.map((text) => ({ kind: 'hope' as const, text })),
        ],
        health: customer.health,
        benefits: customer.benefits,
        narrative: customer.notes,
        consent,
      },
    ],
    safeguarding: safeguarding && concernOf(safeguarding),
  };
  return { referral, warnings };
}

function concernOf({ aboutTheCustomer, ...concern }: NonNullable<JobCentreMessage['safeguarding']>) {
  return { ...concern, about: aboutTheCustomer ? 'p1' : undefined };
}

export const jobCentre = source({ title: 'Job Centre: an introduction by a work coach', message: JobCentreMessage, toReferral });
