import type { FhirResource } from 'fhir/r4';
import { isObject, type Node } from './node.ts';

/** Types of which something is read, or which only lead to what is. */
const read: readonly FhirResource['resourceType'][] = [
  'MessageHeader',
  'ServiceRequest',
  'Patient',
  'Consent',
  'Condition',
  'Observation',
  'Goal',
  'CarePlan',
  'Flag',
  'RelatedPerson',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Encounter',
];
const byPlainName: ReadonlyMap<string, string> = new Map(['Bundle', ...read].map((type) => [type.toLowerCase(), type]));

/** Whether anything is read of resources of a type. */
export const isRead = (type: string | undefined): boolean => read.some((each) => each === type);

const written = ({ value }: Node): string | undefined =>
  isObject(value) && typeof value['resourceType'] === 'string' ? value['resourceType'] : undefined;

/** The type a resource says it is; as FHIR spells it, if it is one that is read. */
export function typeOf(node: Node): string | undefined {
  const said = written(node);
  return said === undefined ? undefined : (byPlainName.get(said.trim().toLowerCase()) ?? said);
}

/** How FHIR spells the type of a resource, where the resource spells it in another way. */
export function misspelt(node: Node): string | undefined {
  const type = typeOf(node);
  return type === written(node) ? undefined : type;
}
