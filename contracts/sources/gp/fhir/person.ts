import type { HumanName, Identifier, Patient, RelatedPerson } from 'fhir/r4';
import { trimmed } from '../../../vocabulary.ts';
import type { GpMessageInput } from '../message.ts';
import { codingsOf, hasCode, wordsOf } from './concepts.ts';
import { dayOf, hasEnded } from './dates.ts';
import { all, get, type Node, text } from './node.ts';
import { type Notes, notMapped } from './notes.ts';
import { addressOf, telecomOf } from './reach.ts';

type PatientMessage = GpMessageInput['patient'];
/** The part of a person that says who they are and how to reach them. */
export type Identity = Pick<
  PatientMessage,
  | 'title'
  | 'givenName'
  | 'familyName'
  | 'preferredName'
  | 'dateOfBirth'
  | 'nhsNumber'
  | 'address'
  | 'telephone'
  | 'email'
  | 'language'
  | 'interpreterNeeded'
  | 'safeContact'
  | 'protected'
>;

const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';
const nameUses = ['official', 'usual', undefined, 'temp', 'maiden', 'anonymous'];

/** The day of the request, by which it is told what is over; and where what is learnt is noted. */
export interface Reading {
  readonly day: string | undefined;
  readonly notes: Notes;
}

/** Who a person is, from the parts that Patient, RelatedPerson and a patient’s contact have in common. */
export function identityOf(person: Node<Patient> | Node<RelatedPerson>, at: string, reading: Reading): Identity {
  const node = person as Node<Patient>;
  const { notes } = reading;
  return {
    ...bestName(all(node, 'name'), node, at, reading),
    ...telecomOf(all(node, 'telecom'), at, reading),
    address: addressOf(all(node, 'address'), at, reading),
    dateOfBirth: birthDateOf(node, at, notes),
    nhsNumber: nhsNumberOf(all(node, 'identifier'), at, reading),
    ...languageOf(node, at, notes),
    protected: isProtected(node),
  };
}

/** Whether a resource is labelled restricted or very restricted (HL7 v3 Confidentiality R, V). */
export function isProtected(node: Node<{ meta?: { security?: { system?: string; code?: string }[] } }>): boolean {
  const labels = all(get(node, 'meta') as Node<{ security?: { code?: string }[] }>, 'security');
  return labels.some((label) => ['R', 'V'].includes(text(label, 'code')?.toUpperCase() ?? ''));
}

/** The name in use that is most official; a name that has ended is not theirs, unless they have no other. */
function bestName(names: readonly Node<HumanName>[], person: Node, at: string, { day, notes }: Reading) {
  const inUse = names.filter((name) => text(name, 'use') !== 'old');
  const open = inUse.filter((name) => !hasEnded(name, day));
  const current = open.length > 0 ? open : inUse;
  const rank = (name: Node<HumanName>) => (nameUses.indexOf(text(name, 'use')) + nameUses.length + 1) % (nameUses.length + 1);
  const sorted = [...current].sort((a, b) => rank(a) - rank(b));
  const name = sorted.find((each) => text(each, 'family') !== undefined) ?? sorted[0];
  const nickname = current.find((each) => text(each, 'use') === 'nickname');
  notes.place(`${at}/familyName`, name ? get(name, 'family') : { value: undefined, pointer: `${person.pointer}/name` });
  if (name)
    for (const [part, of] of [
      ['title', 'prefix'],
      ['givenName', 'given'],
    ] as const)
      notes.place(`${at}/${part}`, get(name, of));
  const given = name && all(name, 'given').flatMap(({ value }) => (typeof value === 'string' ? [trimmed(value)] : []));
  const preferred = nickname && [...all(nickname, 'given')].map(({ value }) => value)[0];
  return {
    title: name && [...all(name, 'prefix')].flatMap(({ value }) => (typeof value === 'string' ? [trimmed(value)] : []))[0],
    givenName: given?.filter(Boolean).join(' ') || undefined,
    familyName: (name && text(name, 'family')) as string,
    preferredName: typeof preferred === 'string' ? preferred : undefined,
  };
}

function birthDateOf(person: Node<Patient>, at: string, notes: Notes): string | undefined {
  const node = get(person, 'birthDate');
  notes.place(`${at}/dateOfBirth`, node);
  if (node.value === undefined) return undefined;
  const day = typeof node.value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(node.value) ? dayOf(node.value) : undefined;
  if (day === undefined) {
    notes.warn(node, 'date-not-whole', 'Only a whole, real date of birth (YYYY-MM-DD) can be used, so this one was dropped.');
  }
  return day;
}

function nhsNumberOf(identifiers: readonly Node<Identifier>[], at: string, { day, notes }: Reading): string | undefined {
  const inUse = identifiers.filter((each) => text(each, 'use') !== 'old');
  const own = inUse.filter((each) => !hasEnded(each, day));
  for (const over of inUse) if (hasEnded(over, day)) notMapped(over, notes);
  const digitsOf = (each: Node<Identifier>) => text(each, 'value')?.replace(/[\s-]/g, '');
  const [first, ...more] = own.filter((each) => text(each, 'system') === nhsNumberSystem && text(each, 'value') !== undefined);
  if (first) notes.place(`${at}/nhsNumber`, get(first, 'value'));
  if (first && more.some((each) => digitsOf(each) !== digitsOf(first))) {
    notes.warn(first, 'identifier-uncertain', 'Two NHS numbers are given for one person, so neither was relied on.');
    return undefined;
  }
  // A number that is not text may have lost what it began with.
  for (const each of own)
    if (text(each, 'system') !== nhsNumberSystem || (text(each, 'value') === undefined && get(each, 'value').value !== undefined))
      notMapped(each, notes);
  if (!first) return undefined;
  const number = text(first, 'value');
  if (isTraced(first) && number !== undefined && number.length <= 20) return number;
  notes.warn(first, 'identifier-uncertain', 'The NHS number is not one, or is marked as not verified, so it was not relied on.');
  return undefined;
}

/** UK Core, and Care Connect before it, mark how far an NHS number was verified: only one that was is relied on, and one that has no mark. */
const isTraced = (identifier: Node<Identifier>): boolean =>
  all(identifier, 'extension')
    .filter((each) => text(each, 'url')?.includes('NHSNumberVerificationStatus'))
    .every((each) => hasCode(get(each, 'valueCodeableConcept'), '01', 'number-present-and-verified'));

/** UK Core says that an interpreter is needed in an extension of the patient. */
const interpreterUrl = /\/StructureDefinition\/(patient-interpreterRequired|Extension-UKCore-NHSCommunication)$/;

function languageOf(person: Node<Patient>, at: string, notes: Notes): Pick<Identity, 'language' | 'interpreterNeeded'> {
  const spoken = all(person, 'communication');
  const preferred = spoken.find((each) => get(each, 'preferred').value === true) ?? spoken[0];
  const concept = preferred && get(preferred, 'language');
  if (concept) notes.place(`${at}/language`, concept);
  const needed = all(person, 'extension').some((each) => interpreterUrl.test(text(each, 'url') ?? '') && saysInterpreter(each));
  return {
    language: concept && (wordsOf(concept) ?? codingsOf(concept)[0]?.code),
    interpreterNeeded: needed ? true : undefined,
  };
}

const saysInterpreter = (extension: Node<NonNullable<Patient['extension']>[number]>): boolean =>
  get(extension, 'valueBoolean').value === true ||
  all(extension, 'extension').some((each) => text(each, 'url') === 'interpreterRequired' && get(each, 'valueBoolean').value === true);

/** Whether a relationship says that they live with the patient: nothing else says so for certain. */
export const livesWith = (related: Node<RelatedPerson>, patient: Identity, own: Identity): boolean =>
  all(related, 'relationship').some((each) => hasCode(each, 'ROOM', 'household-member')) ||
  (own.address?.postcode !== undefined &&
    own.address.line1 !== undefined &&
    same(own.address.postcode, patient.address?.postcode) &&
    same(own.address.line1, patient.address?.line1));

const same = (a: string, b: string | undefined) => b !== undefined && squeezed(a) === squeezed(b);
const squeezed = (value: string) => value.toLowerCase().replace(/[^a-z0-9]/g, '');
