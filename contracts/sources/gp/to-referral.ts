import type { Warning } from '../../replies/parts.ts';
import { nhsNumber, toPerson, toSafety } from '../parts.ts';
import { type Mapping, source } from '../source.ts';
import { fhir } from './fhir.ts';
import { GpMessage, MessageId, relativeAt } from './message.ts';

type Patient = GpMessage['patient'];
type Relative = GpMessage['relatives'][number];

/** A patient, who is the subject, and those around them, each with their own facts and their own answer. */
function toReferral(message: GpMessage): Mapping {
  const { patient, relatives, referrer, practice, safeguarding } = message;
  const warnings: Warning[] = [];
  if (patient.medication !== undefined) {
    warnings.push({ pointer: '/patient/medication', code: 'not-mapped', detail: 'Medication is not wanted, so it was dropped.' });
  }
  const subject = {
    key: 'p1',
    role: 'subject' as const,
    ...ofAnyone(patient, '/patient', warnings),
    strengths: [
      ...patient.strengths.map((text) => ({ kind: 'skill' as const, text })),
      ...patient.whatMatters.map((text) => ({ kind: 'what-matters' as const, text })),
    ],
    ...toSafety(message.staffSafety),
    narrative: lines(patient.reason, ...patient.carers),
  };
  const others = relatives.map((relative, index) => ({
    key: `p${index + 2}`,
    role: relative.role,
    ...ofAnyone(atHome(relative, patient), `/relatives/${index}`, warnings),
    narrative: lines(relative.relationship, relative.notes),
  }));
  const referral = {
    purpose: 'support' as const,
    urgency: message.urgency ?? ('routine' as const),
    senderReference: message.reference,
    referredOn: message.referredOn,
    requested: message.requestedTeams,
    referrer: { ...referrer, role: [referrer?.role ?? 'General practice', practice].filter(Boolean).join(', ') },
    people: [subject, ...others],
    safeguarding: safeguarding && concernOf(safeguarding),
  };
  return { referral, warnings };
}

function ofAnyone(person: Patient | Relative, place: string, warnings: Warning[]) {
  const interpreter = person.interpreterNeeded ? 'Interpreter needed' : undefined;
  return {
    place,
    ...toPerson(person),
    accessibleFormat: [person.accessibleFormat, interpreter].filter(Boolean).join('; ') || undefined,
    nhsNumber: nhsNumber(person.nhsNumber, `${place}/nhsNumber`, warnings),
    protected: person.protected,
    needs: person.needs,
    health: person.conditions,
    mobility: person.mobility,
    consent: person.consent,
  };
}

/** Whoever lives with the patient has the patient’s address, and must be hidden if the patient must: they are found together. */
function atHome(relative: Relative, patient: Patient): Relative {
  if (relative.role !== 'household-member') return relative;
  return { ...relative, address: relative.address ?? patient.address, protected: relative.protected || patient.protected };
}

/** The key of the person at risk, if they are named. */
function concernOf({ about, ...concern }: NonNullable<GpMessage['safeguarding']>) {
  return { ...concern, about: about && `p${relativeAt(about) + 1}` };
}

const lines = (...said: readonly (string | undefined)[]): string | undefined =>
  said.filter((line) => line !== undefined).join('\n') || undefined;

const messageId = (body: unknown): string | undefined => MessageId.safeParse((body as { messageId?: unknown } | null)?.messageId).data;

export const gp = source({ title: 'GP practice: a referral for support', message: GpMessage, toReferral, fhir, messageId });
