import type { FhirResource, Patient, ServiceRequest } from 'fhir/r4';
import { get, isObject, type Node } from './node.ts';
import { type Notes, notMapped } from './notes.ts';
import type { Asked } from './request.ts';
import { isRead } from './types.ts';

/** Elements of the request, and of the patient, that say something which a referral does not hold. */
const ofRequest = [
  'basedOn',
  'replaces',
  'quantityQuantity',
  'quantityRatio',
  'quantityRange',
  'occurrenceDateTime',
  'occurrencePeriod',
  'occurrenceTiming',
  'asNeededBoolean',
  'asNeededCodeableConcept',
  'performerType',
  'locationCode',
  'locationReference',
  'insurance',
  'specimen',
  'bodySite',
  'patientInstruction',
  'relevantHistory',
] as const satisfies readonly (keyof ServiceRequest)[];
const ofPatient = [
  'gender',
  'maritalStatus',
  'multipleBirthBoolean',
  'multipleBirthInteger',
  'photo',
  'generalPractitioner',
  'managingOrganization',
  'link',
] as const satisfies readonly (keyof Patient)[];

/** Tells, once each, what was sent and is not used: elements of the request and the patient, and whole resources. */
export function dropped({ request, patient, resources }: Asked, notes: Notes): void {
  tell(request.node, ofRequest, notes);
  tell(patient.node, ofPatient, notes);
  const isDead = ['deceasedBoolean', 'deceasedDateTime'].some(
    (name) => isObject(patient.node.value) && ![undefined, null, false].includes(patient.node.value[name] as never),
  );
  if (isDead) notes.warn(patient.node, 'patient-deceased', 'The patient is marked as having died. If that is so, cancel this referral.');
  for (const { node, type, container } of resources.held) {
    const isOther = type === 'Patient' && node !== (patient.node as Node<FhirResource>);
    if (isOther)
      notes.warn(
        node,
        'not-used',
        'One message is one referral: this is another patient, who was dropped. Send them in a message of their own.',
      );
    else if (!container && !isRead(type)) notes.warn(node, 'not-used', 'The hub does not use a resource of this type, so it was dropped.');
  }
}

function tell<T>(node: Node<T>, names: readonly (keyof T & string)[], notes: Notes): void {
  for (const name of names) {
    const found = get(node, name);
    if (found.value !== undefined) notMapped(found, notes);
  }
}
